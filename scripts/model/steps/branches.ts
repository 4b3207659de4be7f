import type { Random } from '../../storm/random.ts';
import type { Game } from '../play/game.ts';
import { type Cluster, type Content, versions } from '../world/effects.ts';
import { bases, type Commit, logins, type Pull } from '../world/world.ts';
import { tellOfHead } from './deliveries.ts';
import { moveBase } from './merges.ts';
import type { Step } from './step.ts';

/** What people do to branches. */
export const branchSteps: readonly Step[] = [
  {
    name: 'push',
    weight: 6,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      return pull && by && push(game, random, pull, by);
    },
  },
  {
    name: 'force push',
    weight: 3,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      return pull && by && forcePush(game, random, pull, by);
    },
  },
  {
    name: 'push a former head back',
    weight: 8,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      const former = pull && random.pick(game.world.branch(pull.branch).former);
      return former && by && pushBack(game, pull, former, by);
    },
  },
  {
    name: 'two pull requests get one head',
    weight: 4,
    act: (game, random) => {
      const [one, other] = random.chance(0.5) ? game.world.pulls : game.world.pulls.toReversed();
      // Mostly somebody who could approve, were it not for this.
      const able = ['mia', 'ren', 'ada'].filter((login) => canPush(game, login));
      const by = random.chance(0.7) ? random.pick(able) : writer(game, random);
      if (one === undefined || other === undefined || by === undefined) return undefined;
      return move(game, other.branch, game.world.branch(one.branch).commits, by, 'force_push');
    },
  },
  {
    name: 'a head is pushed on from and forced away while the App is down, which then remembers nothing',
    weight: 2,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const by = writer(game, random);
      if (pull === undefined || by === undefined) return undefined;
      const { commits } = game.world.branch(pull.branch);
      const [further, instead] = [1, 2].map(() => game.world.commit(someContent(random), authorsFor(by, random)));
      if (further === undefined || instead === undefined) return undefined;
      game.machine.crash({ keepsNotes: false, keepsTasks: random.chance(0.5) });
      const pushed = move(game, pull.branch, [...commits, further], by, 'push');
      return `${pushed}; ${move(game, pull.branch, [instead], by, 'force_push')}`;
    },
  },
  {
    name: 'the base moves',
    weight: 2,
    act: (game, random) => {
      const { world } = game;
      const base = random.pick(bases) ?? 'main';
      const config = base === 'lax' || random.chance(0.05) ? 1 : 0;
      return moveBase(game, base, { ...world.tipOf(base).content, ...someClusters(random), config });
    },
  },
];

/** Opens a pull request with one commit. */
export function openPull(game: Game, random: Random, branch: string): Pull {
  const { world, truth } = game;
  const by = writer(game, random) ?? 'dana';
  const commit = world.commit(someContent(random), authorsFor(by, random));
  const first = { type: 'branch_creation' as const, before: '0'.repeat(40), after: commit.id, actor: by };
  world.branches.set(branch, { commits: [commit], moves: [first], former: [] });
  const base = random.chance(0.7) ? 'main' : (random.pick(bases) ?? 'main');
  const pull: Pull = { number: world.id(), branch, author: by, base, isOpen: true, timeline: [], reviews: [] };
  world.pulls.push(pull);
  truth.acted(pull.number, by);
  tellOfHead(game, pull);
  game.note(
    `${by} opens #${pull.number} into ${base} at ${short(commit)} ${JSON.stringify(commit.content)} by ${commit.authors}`,
  );
  return pull;
}

/** @param authors of the commit, where they are known */
export function push(
  game: Game,
  random: Random,
  pull: Pull,
  by: string,
  authors = authorsFor(by, random),
  content = someContent(random),
): string | undefined {
  const { commits } = game.world.branch(pull.branch);
  const last = commits.at(-1)?.content ?? {};
  const commit = game.world.commit({ ...last, ...content }, authors);
  return move(game, pull.branch, [...commits, commit], by, 'push');
}

/** @param content of the branch, where it matters */
export function forcePush(
  game: Game,
  random: Random,
  pull: Pull,
  by: string,
  content = someContent(random),
): string | undefined {
  const commit = game.world.commit(content, authorsFor(by, random));
  return move(game, pull.branch, [commit], by, 'force_push');
}

/** @param former a history that its branch had */
export function pushBack(game: Game, pull: Pull, former: readonly Commit[], by: string): string | undefined {
  return move(game, pull.branch, former, by, 'force_push');
}

function move(
  game: Game,
  name: string,
  commits: readonly Commit[],
  by: string,
  type: 'push' | 'force_push',
): string | undefined {
  const { world, truth } = game;
  const branch = world.branch(name);
  const [before, after] = [branch.commits.at(-1), commits.at(-1)];
  if (before === undefined || after === undefined || before === after) return undefined;
  branch.former.push(branch.commits);
  branch.commits = commits;
  branch.moves.push({ type, before: before.id, after: after.id, actor: by });
  for (const pull of world.pulls.filter((each) => each.branch === name)) {
    truth.acted(pull.number, by);
    if (!pull.isOpen) continue;
    if (type === 'force_push')
      pull.timeline.push({ kind: 'HeadRefForcePushedEvent', at: world.now(), actor: by, before });
    tellOfHead(game, pull);
  }
  return `${by} moves ${name} to ${short(after)} ${JSON.stringify(after.content)} by ${after.authors}`;
}

function short({ id }: Commit): string {
  return id.slice(0, 7);
}

/** Somebody who may push. */
export function writer(game: Game, random: Random): string | undefined {
  const able = logins.filter((login) => canPush(game, login));
  // Most of it is done by those who have to be kept from approving it.
  return random.chance(0.65) && able.includes('dana') ? 'dana' : random.pick(able);
}

function canPush({ world }: Game, login: string): boolean {
  return ['write', 'maintain', 'admin'].includes(world.roles.get(login) ?? '');
}

function authorsFor(by: string, random: Random): readonly string[] {
  const first = random.chance(0.85) ? by : (random.pick(logins) ?? by);
  return random.chance(0.1) ? [first, random.pick(logins) ?? by] : [first];
}

function someClusters(random: Random): Content {
  const cluster: Cluster = random.chance(0.75) ? 'prod' : 'edge';
  return { [cluster]: random.pick(versions[cluster]) ?? 1 };
}

function someContent(random: Random): Content {
  return { ...someClusters(random), ...(random.chance(0.1) ? { config: random.below(3) } : {}) };
}
