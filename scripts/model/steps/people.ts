import { pullOfExternalId } from '../../../src/github/api/external-id.ts';
import type { Random } from '../../storm/random.ts';
import type { Game } from '../play/game.ts';
import type { Effects, OpenPage } from '../play/pages.ts';
import { clusters, shownEffect, type Target, targets } from '../world/effects.ts';
import { logins, type Pull } from '../world/world.ts';
import { acceptOn, commandOn, effectsSeen } from './commands.ts';
import { look, tell } from './deliveries.ts';
import type { Step } from './step.ts';

/** What people say about a pull request. */
export const peopleSteps: readonly Step[] = [
  { name: 'approve by command', weight: 9, act: (game, random) => command(game, random, 'approve') },
  {
    name: 'approve all by command',
    weight: 4,
    act: (game, random) => {
      const pulls = game.world.pulls.filter(({ isOpen }) => isOpen);
      const last = pulls.flatMap((pull) => game.world.branch(pull.branch).moves.at(-1)?.actor ?? []);
      // Whoever moved one of them must not approve any that has the same head.
      const by = (random.chance(0.5) ? random.pick(last) : undefined) ?? approver(random);
      const target = someTarget(random);
      const said = pulls.map((pull) => commandOn(game, pull, { kind: 'approve', by, target }));
      return said.length < 2 ? said[0] : said.join('; ');
    },
  },
  {
    name: 'override by command',
    weight: 6,
    act: (game, random) => accept(game, random, 'override', random.chance(0.7) ? 'ada' : approver(random)),
  },
  {
    name: 'acknowledge by command',
    weight: 6,
    act: (game, random) => accept(game, random, 'acknowledge', approver(random)),
  },
  { name: 'unapprove by command', weight: 5, act: (game, random) => command(game, random, 'unapprove') },
  {
    name: 'a page is opened',
    weight: 8,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      return pull && openPage(game, random, pull);
    },
  },
  {
    name: 'approve by button',
    weight: 10,
    act: (game, random) => {
      const page = random.pick(game.pages.open.slice(-4));
      return page && click(game, page, approver(random));
    },
  },
  { name: 'a review approves', weight: 6, act: (game, random) => review(game, random, 'APPROVED') },
  { name: 'a review asks for changes', weight: 2, act: (game, random) => review(game, random, 'CHANGES_REQUESTED') },
  { name: 'a review comments', weight: 1, act: (game, random) => review(game, random, 'COMMENTED') },
  {
    name: 'a review is dismissed',
    weight: 2,
    act: (game, random) => {
      const pull = random.pick(game.world.pulls);
      const found =
        pull && random.pick(pull.reviews.filter(({ state }) => state === 'APPROVED' || state === 'CHANGES_REQUESTED'));
      if (pull === undefined || found === undefined) return undefined;
      found.state = 'DISMISSED';
      game.truth.dismissed(found.id);
      tell(game, `review by ${found.by} dismissed`, look(pull.number, { urgency: 'person' }));
      return `of ${found.by} on #${pull.number}`;
    },
  },
  {
    name: 'a role is lost or regained',
    weight: 3,
    act: (game, random) => {
      const login = random.pick(['mia', 'ren', 'walt', 'ada']) ?? 'mia';
      const role = random.pick(['maintain', 'write', 'admin', undefined] as const);
      if (game.world.roles.get(login) === role) return undefined;
      game.setRole(login, role);
      return `${login} is ${role ?? 'nobody'}`;
    },
  },
];

/** Somebody has the check of a pull request before them from now on. */
export function openPage({ world, pages }: Game, random: Random, pull: Pull): string | undefined {
  const run = world.runOf(world.headOf(pull), pull.base);
  const action = run && random.pick(run.actions);
  const [, name] = /^(?:\d\. )?Approve (\w+)/.exec(action?.label ?? '') ?? [];
  const target = targets.find((each) => each === name);
  if (run === undefined || action === undefined || target === undefined) return undefined;
  const page = { run, pull: pull.number, identifier: action.identifier, base: pull.base, target, time: world.time };
  pages.open.push({ ...page, effect: shownEffect(target, `${run.output.summary}${run.output.text}`) });
  return `${target} of #${pull.number} on ${run.commit.slice(0, 7)} ${pull.base}`;
}

export function click(game: Game, page: OpenPage, by: string): string | undefined {
  const [, tag] = /^approve:([0-9a-f]{12})$/.exec(page.identifier) ?? [];
  if (tag === undefined) return undefined;
  const { target, effect, base, time } = page;
  // Whichever pull request it was opened from, a button is of the one that its check names.
  const pull = pullOfExternalId(page.run.externalId) ?? page.pull;
  const { base: into } = game.world.pull(pull);
  const isThere = into === base;
  const given = { pull, by, base: isThere ? base : '', time, said: game.world.time, effects: { [target]: effect } };
  game.truth.gave(given);
  const asks = [{ kind: 'approve' as const, number: pull, tag, into, via: 'button' as const, by }];
  tell(game, `button ${target} of #${pull} by ${by}`, look(pull, { urgency: 'person', asks }));
  return `${by} for ${effect} of #${pull} into ${base}`;
}

function accept(game: Game, random: Random, kind: 'override' | 'acknowledge', by: string): string | undefined {
  const pull = random.pick(game.world.pulls.filter(({ isOpen }) => isOpen));
  if (pull === undefined) return undefined;
  // Each rule is mostly accepted as it can be.
  const rules = ['plaintext-secret', 'namespace-lost'];
  const rule = random.pick(kind === 'override' ? rules : [...rules, ...rules.slice(1)]) ?? '';
  const reason = random.chance(0.75) ? 'that is meant' : '';
  return acceptOn(game, pull, { kind, by, rule, reason, cluster: random.pick([undefined, ...clusters]) });
}

function command(game: Game, random: Random, kind: 'approve' | 'unapprove'): string | undefined {
  const pull = random.pick(game.world.pulls.filter(({ isOpen }) => isOpen));
  if (pull === undefined) return undefined;
  return commandOn(game, pull, { kind, by: approver(random), target: someTarget(random) });
}

/** Of the head that the pull request has now, a page that the App has found to be right is as good as one that it wrote. */
function effectsReviewed(game: Game, pull: Pull, commit: string): Effects {
  const written = game.pages.seenAt(pull.number, commit);
  if (commit !== game.world.headOf(pull)) return written;
  return Object.fromEntries(
    targets.map((target) => [target, effectsSeen(game, pull.number, target)[1] || (written[target] ?? '')]),
  );
}

function review(game: Game, random: Random, state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'): string | undefined {
  const { world, truth } = game;
  const pull = random.pick(world.pulls);
  const by = approver(random);
  if (pull === undefined || pull.author === by) return undefined;
  const { commits, former } = world.branch(pull.branch);
  // A page that was opened before the last push is a page of a former head.
  const old = random.chance(0.3) ? random.pick(former) : undefined;
  const commit = (old ?? commits).at(-1)?.id ?? '';
  const id = world.id();
  pull.reviews.push({ id, by, state, commit, at: world.now() });
  const { number, base } = pull;
  const effects = effectsReviewed(game, pull, commit);
  if (state !== 'COMMENTED')
    truth.reviewed(id, state === 'APPROVED', {
      pull: number,
      by,
      base,
      time: world.time,
      said: world.time,
      effects,
    });
  tell(game, `review by ${by} on #${number}`, look(number, { urgency: 'person' }));
  return `${by} on #${number} into ${base} at ${commit.slice(0, 7)}, seeing ${JSON.stringify(effects)}`;
}

/** Mostly somebody who may. */
function approver(random: Random): string {
  return random.chance(0.8) ? (random.pick(['mia', 'ren', 'ada', 'walt']) ?? 'mia') : (random.pick(logins) ?? 'mia');
}

function someTarget(random: Random): Target {
  if (random.chance(0.7)) return 'prod';
  return random.chance(0.7) ? 'edge' : 'config';
}
