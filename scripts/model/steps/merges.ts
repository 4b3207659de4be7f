import type { Game } from '../play/game.ts';
import { passes } from '../play/green-checks.ts';
import type { Content } from '../world/effects.ts';
import { commitOf, type Pull } from '../world/world.ts';
import { tellOfClosed, tellOfMovedBase } from './deliveries.ts';
import type { Step } from './step.ts';

/** What comes into a base by a pull request, and goes again. */
export const mergeSteps: readonly Step[] = [
  {
    name: 'what is green is merged',
    weight: 2,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls.filter((each) => each.isOpen && isGreen(game, each)));
      return pull && merge(game, pull);
    },
  },
  {
    name: 'the other of two with a green check in common is merged',
    weight: 6,
    act: (game, random) => {
      const { world } = game;
      const open = world.pulls.filter(({ isOpen }) => isOpen);
      const hasLeft = (other: Pull, { base }: Pull) => other.timeline.some(({ from }) => from === base);
      const stayed = open.filter(
        (pull) =>
          isGreen(game, pull) &&
          open.some((other) => world.headOf(other) === world.headOf(pull) && hasLeft(other, pull)),
      );
      const pull = random.pick(stayed);
      return pull && merge(game, pull);
    },
  },
  {
    name: 'what was merged is taken back',
    weight: 6,
    act: (game, random) => {
      const { world } = game;
      const pull = random.pick(world.pulls.filter(({ closed }) => closed?.isMerged === true));
      const before = pull && world.bases.get(pull.base)?.at(-2);
      return pull && before && moveBase(game, pull.base, before.content);
    },
  },
];

function isGreen({ world }: Game, pull: Pull): boolean {
  return passes(world.runOf(world.headOf(pull), pull.base));
}

/** By one commit that holds all of it, as a squash does: what is green on its head says nothing of the base any more. */
function merge(game: Game, pull: Pull): string {
  const { world } = game;
  const { base, number } = pull;
  const head = world.headOf(pull);
  pull.closed = { at: world.now(), commits: world.commitsOf(pull), isMerged: true };
  pull.isOpen = false;
  tellOfClosed(game, pull);
  return `#${number}: ${moveBase(game, base, { ...world.tipOf(base).content, ...commitOf(world, head).content })}`;
}

/** @returns what to say of it */
export function moveBase(game: Game, base: string, content: Content): string {
  const { world } = game;
  const commit = world.commit(content, ['ada']);
  world.bases.get(base)?.push(commit);
  game.checks.baseMoved(commit.id);
  tellOfMovedBase(game, base);
  return `${base} is at ${commit.id.slice(0, 7)} ${JSON.stringify(content)}`;
}
