import type { Game } from '../play/game.ts';
import { passes } from '../play/green-checks.ts';
import { appLogin, bases, type Comment, type Pull } from '../world/world.ts';
import { writer } from './branches.ts';
import { look, tell, tellOfClosed, tellOfHead } from './deliveries.ts';
import { peopleSteps } from './people.ts';
import type { Step } from './step.ts';

/** What people do to a pull request, and to the App's comment on it. */
export const pullSteps: readonly Step[] = [
  {
    name: 'retarget',
    weight: 4,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      const base = random.pick(bases);
      if (pull === undefined || by === undefined || base === undefined || base === pull.base || !pull.isOpen)
        return undefined;
      return retarget(game, pull, base, by);
    },
  },
  {
    name: 'one of two with a green check in common goes elsewhere',
    weight: 6,
    act: (game, random) => {
      const { world } = game;
      const isSame = (one: Pull, other: Pull) =>
        one !== other && other.isOpen && other.base === one.base && world.headOf(other) === world.headOf(one);
      const sharing = world.pulls.filter((one) => one.isOpen && world.pulls.some((other) => isSame(one, other)));
      const pull = random.pick(sharing);
      const by = writer(game, random);
      const base = random.pick(bases);
      if (pull === undefined || by === undefined || base === undefined || base === pull.base) return undefined;
      // What is green without it is what must not stay when the other goes as well.
      if (!passes(world.runOf(world.headOf(pull), pull.base))) return undefined;
      return retarget(game, pull, base, by);
    },
  },
  {
    name: 'there and back before the App looks',
    weight: 4,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls.filter(({ isOpen }) => isOpen));
      const by = writer(game, random);
      const base = random.pick(bases);
      if (pull === undefined || by === undefined || base === undefined || base === pull.base) return undefined;
      const home = pull.base;
      const there = retarget(game, pull, base, by);
      game.world.time += random.below(2000);
      // What counts there must not count here.
      const step = random.pick(peopleSteps.filter(({ name }) => name.includes('approve')));
      const said = step?.act(game, random) ?? 'nothing';
      game.world.time += random.below(2000);
      return `${there}; ${step?.name}: ${said}; ${retarget(game, pull, home, by)}`;
    },
  },
  {
    name: 'close',
    weight: 2,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      return pull?.isOpen ? close(game, pull) : undefined;
    },
  },
  {
    name: 'reopen',
    weight: 6,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      return pull && by && reopen(game, pull, by);
    },
  },
  {
    name: 'the comment is deleted',
    weight: 2,
    act: (game, random) => {
      const comment = random.pick(ownComments(game));
      if (comment === undefined) return undefined;
      game.world.comments.splice(game.world.comments.indexOf(comment), 1);
      return touched(game, comment);
    },
  },
  {
    name: 'the comment is edited',
    weight: 1,
    act: (game, random) => {
      const comment = random.pick(ownComments(game));
      if (comment === undefined) return undefined;
      comment.body = comment.body.slice(0, random.below(comment.body.length));
      return touched(game, comment);
    },
  },
  {
    name: 'an old comment is pasted over it',
    weight: 2,
    act: (game, random) => {
      const comment = random.pick(ownComments(game));
      const copy = random.pick(game.pages.copies);
      if (comment === undefined || copy === undefined) return undefined;
      comment.body = copy;
      return touched(game, comment);
    },
  },
];

export function close(game: Game, pull: Pull): string {
  pull.closed = { at: game.world.now(), commits: game.world.commitsOf(pull), isMerged: false };
  pull.isOpen = false;
  tellOfClosed(game, pull);
  return `#${pull.number}`;
}

/** What was merged stays so. */
export function reopen(game: Game, pull: Pull, by: string): string | undefined {
  if (pull.isOpen || pull.closed?.isMerged === true) return undefined;
  pull.isOpen = true;
  pull.closed = undefined;
  pull.timeline.push({ kind: 'ReopenedEvent', at: game.world.now(), actor: by });
  game.truth.acted(pull.number, by);
  tellOfHead(game, pull);
  return `#${pull.number} by ${by}`;
}

export function retarget(game: Game, pull: Pull, base: string, by: string): string {
  pull.timeline.push({ kind: 'BaseRefChangedEvent', at: game.world.now(), actor: by, from: pull.base });
  pull.base = base;
  game.truth.acted(pull.number, by);
  tellOfHead(game, pull);
  return `#${pull.number} into ${base} by ${by}`;
}

function ownComments({ world }: Game): readonly Comment[] {
  return world.comments.filter(({ by }) => by === appLogin);
}

function touched(game: Game, { pull }: Comment): string {
  tell(game, `comment of #${pull} touched`, look(pull, { urgency: 'event', isDoubtful: true }));
  return `of #${pull}`;
}
