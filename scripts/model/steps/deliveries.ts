import { type LookAgain, newLook } from '../../../src/github/tasks/look-again.ts';
import type { Game } from '../play/game.ts';
import { bases, owner, type Pull, repo } from '../world/world.ts';
import type { Step } from './step.ts';

const installation = 1;

/** How GitHub tells the App: in any order, late, twice, or never. */
export const deliverySteps: readonly Step[] = [
  {
    name: 'a delivery comes',
    weight: 30,
    act: (game, random) => deliver(game, random.below(game.deliveries.length), true),
  },
  { name: 'the oldest delivery comes', weight: 40, act: (game) => deliver(game, 0, true) },
  {
    name: 'a delivery comes, and again later',
    weight: 4,
    act: (game, random) => deliver(game, random.below(game.deliveries.length), false),
  },
  {
    name: 'a delivery is lost',
    weight: 2,
    act: ({ deliveries }, random) => deliveries.splice(random.below(deliveries.length), 1)[0]?.what,
  },
  {
    name: 'a sweep looks',
    weight: 1,
    act: (game) => {
      sweep(game);
      return 'all';
    },
  },
  {
    name: 'somebody asks for a new run',
    weight: 1,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      if (pull === undefined) return undefined;
      const version = `${game.world.headOf(pull)} ${game.truth.turn}`;
      tell(game, `rerun of #${pull.number}`, look(pull.number, { urgency: 'person', force: true, version }));
      return `#${pull.number}`;
    },
  },
];

/** Every pull request is looked at that is open, or was closed lately. */
export function sweep({ machine }: Game): void {
  const repository = { installation, owner, repo };
  machine.add({ kind: 'repository', repository, delivery: 'sweep', urgency: 'sweep' });
}

function deliver({ deliveries, machine }: Game, index: number, isLast: boolean): string | undefined {
  const found = deliveries[index];
  if (found === undefined) return undefined;
  deliveries.splice(index, 1);
  // Somebody asks GitHub for it once more, or it was tried twice.
  if (!isLast) deliveries.push(found);
  found.deliver(machine);
  return found.what;
}

export function look(number: number, about: Partial<LookAgain> & Pick<LookAgain, 'urgency'>): LookAgain {
  return newLook({ installation, owner, repo, number }, { delivery: 'delivery', ...about });
}

export function tell({ deliveries }: Game, what: string, told: LookAgain): void {
  deliveries.push({ what, deliver: (machine) => machine.add({ kind: 'pull', look: told }) });
}

/** A pull request was opened, reopened, pushed to or retargeted. */
export function tellOfHead(game: Game, pull: Pull): void {
  const version = `${game.world.headOf(pull)} ${pull.base}`;
  tell(
    game,
    `head of #${pull.number} ${version.slice(0, 7)} ${pull.base}`,
    look(pull.number, { urgency: 'event', version }),
  );
}

export function tellOfClosed(game: Game, pull: Pull): void {
  const head = game.world.headOf(pull);
  const told = look(pull.number, { urgency: 'event', version: `${head} closed`, former: [head] });
  const deliver = (machine: Game['machine']) => {
    machine.drop({ kind: 'pull', look: told });
    machine.add({ kind: 'pull', look: told });
  };
  game.deliveries.push({ what: `#${pull.number} is closed`, deliver });
}

export function tellOfMovedBase({ deliveries }: Game, branch: string): void {
  const repository = { installation, owner, repo };
  const deliver = (machine: Game['machine']) =>
    machine.add({ kind: 'branch', repository, branch, isDefault: branch === bases[0], delivery: 'delivery' });
  deliveries.push({ what: `push to ${branch}`, deliver });
}
