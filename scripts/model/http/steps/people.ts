import { pullOfExternalId } from '../../../../src/github/api/external-id.ts';
import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import { checkOf } from '../../../../test/hostile/trial.ts';
import type { Random } from '../../../storm/random.ts';
import { isReview } from '../../play/pages.ts';
import { objectName, shownEffect, type Target, targets, WITH_SECRET, WITHOUT_HOME } from '../../world/effects.ts';
import { appLogin } from '../../world/world.ts';
import type { Story } from '../story/story.ts';
import { approver, openPulls, type Step } from './step.ts';

/** What people say about a pull request, and what they may. */
export const peopleSteps: readonly Step[] = [
  { name: 'approve by command', weight: 6, act: (story, random) => command(story, random, 'approve') },
  { name: 'unapprove by command', weight: 1.5, act: (story, random) => command(story, random, 'unapprove') },
  {
    name: 'override by command',
    weight: 2,
    act: (story, random) => {
      const pull = random.pick(openPulls(story));
      return pull && accept(story, random, 'override', pull, random.chance(0.7) ? 'ada' : approver(random, 'prod'));
    },
  },
  {
    name: 'acknowledge by command',
    weight: 2,
    act: (story, random) => {
      const pull = random.pick(openPulls(story));
      return pull && accept(story, random, 'acknowledge', pull, approver(random, 'prod'));
    },
  },
  { name: 'a page is opened', weight: 3, act: openPage },
  { name: 'approve by button', weight: 5, act: (story, random) => openPage(story, random) && click(story, random, 1) },
  { name: 'a button of an old page', weight: 3, act: (story, random) => click(story, random, 4) },
  { name: 'a review approves', weight: 4, act: (story, random) => review(story, random, 'approved') },
  { name: 'a review asks for changes', weight: 1, act: (story, random) => review(story, random, 'changes_requested') },
  {
    name: 'a review comments',
    weight: 0.3,
    act: (story, random) => {
      const pull = random.pick(openPulls(story));
      pull?.review('commented', 'mia');
      return pull && `mia comments on #${pull.number}`;
    },
  },
  {
    name: 'a review is dismissed',
    weight: 1,
    act: (story, random) => {
      const pull = random.pick(story.pulls);
      const reviews = story.repository.state.issues.get(pull?.number ?? 0)?.pull?.reviews ?? [];
      const found = random.pick(reviews.filter(({ state }) => state !== 'commented' && state !== 'dismissed'));
      if (pull === undefined || found === undefined) return undefined;
      story.truth.dismissed(found.id);
      pull.dismissReview(found, 'ada');
      return `ada dismisses a review of ${found.author.login} on #${pull.number}`;
    },
  },
  {
    name: 'a role is lost or regained',
    weight: 1.5,
    act: (story, random) => {
      const login = random.pick(['mia', 'ren', 'walt', 'ada']) ?? 'mia';
      const role = random.pick(['maintain', 'write', 'admin', undefined] as const);
      story.setRole(login, role);
      return `${login} is ${role ?? 'nobody'}`;
    },
  },
];

/** Those who may approve all that pull requests ask for: much of what can go wrong begins with a green check. */
export function approveAll(story: Story, random: Random): void {
  for (const pull of openPulls(story)) {
    approveBy(story, random, pull, ['mia', 'ren']);
    const seen = story.pages.seen(pull.number).prod ?? '';
    if (seen.includes(objectName('prod', WITH_SECRET))) story.note(accept(story, random, 'override', pull, 'ada'));
    if (seen.includes(objectName('prod', WITHOUT_HOME)))
      for (const by of ['mia', 'ren']) story.note(accept(story, random, 'acknowledge', pull, by));
  }
}

/**
 * Just as many approve a pull request as it asks for.
 *
 * @param people who approve `prod` and the configuration, those that it takes, the first of them first
 * @param ways by which they do
 */
export function approveBy(
  story: Story,
  random: Random,
  pull: PullHandle,
  people: readonly string[],
  ways: readonly ('command' | 'review')[] = ['command', 'review'],
): void {
  // Nothing counts that is given in the second in which its page was written.
  story.stage.clock.pass();
  for (const target of targets) {
    if ((story.pages.seen(pull.number)[target] ?? '') === '') continue;
    const wanted = story.truth.rules[target === 'edge' ? 'edge' : 'prod'].count;
    for (const by of (target === 'edge' ? ['walt'] : people).slice(0, wanted)) {
      const isSaid = random.pick(ways) === 'command';
      story.note(isSaid ? say(story, 'approve', pull, target, by) : submit(story, 'approved', pull, by));
    }
  }
}

/** Mostly about what the check asks for. */
function someTarget(story: Story, random: Random, pull: number): Target {
  const shown = targets.filter((target) => (story.pages.seen(pull)[target] ?? '') !== '');
  const target = random.chance(0.8) ? random.pick(shown) : undefined;
  return target ?? (random.chance(0.75) ? 'prod' : 'edge');
}

function command(story: Story, random: Random, kind: 'approve' | 'unapprove'): string | undefined {
  const pull = random.pick(openPulls(story));
  if (pull === undefined) return undefined;
  const target = someTarget(story, random, pull.number);
  return say(story, kind, pull, target, approver(random, target));
}

export function say(story: Story, kind: 'approve' | 'unapprove', pull: PullHandle, target: Target, by: string): string {
  const { truth, asked } = story;
  const { number, base } = pull;
  const seen = effectsSeen(story, pull, target);
  const time = story.stage.clock.now().getTime();
  const about = { pull: number, by, base, time, said: time };
  const comment = pull.comment(`/${kind} ${target}`, by);
  const sharing = () => story.sharing(pull).map((each) => each.number);
  const isAuthor = () => story.sharing(pull).some(({ head }) => story.authorsOf(head).has(by));
  if (kind === 'approve') for (const effect of seen) truth.gave({ ...about, effects: { [target]: effect } });
  else asked.push({ comment, heard: truth.withdrew({ ...about, target }, { isAuthor, sharing }) });
  return `${by} says /${kind} ${target} on #${number} into ${base}, seeing "${[...seen].join('" or "')}"`;
}

/** Of what one rule finds in `prod`; without a reason, nothing is accepted. */
export function accept(
  story: Story,
  random: Random,
  kind: 'override' | 'acknowledge',
  pull: PullHandle,
  by: string,
): string {
  const { number, base } = pull;
  const rule = kind === 'override' ? 'plaintext-secret' : 'namespace-lost';
  const reason = random.chance(0.9) ? ' that is meant' : '';
  const line = `/${kind} ${rule} ${random.chance(0.5) ? 'prod' : ''}${reason}`;
  const time = story.stage.clock.now().getTime();
  if (reason !== '')
    for (const prod of effectsSeen(story, pull, 'prod')) {
      const given = { pull: number, by, base, time, said: time, effects: { prod } };
      story.truth[kind === 'override' ? 'overrode' : 'acknowledged'](rule, given);
    }
  pull.comment(line, by);
  return `${by} says ${line} on #${number} into ${base}`;
}

/** What the App wrote last, which it restores, and what stands there, where somebody has written over that. */
function effectsSeen({ pages }: Story, { number, comments }: PullHandle, target: Target): ReadonlySet<string> {
  const standing = comments.filter(({ author, body }) => author.login === appLogin && isReview(body));
  return new Set([pages.seen(number)[target] ?? '', ...standing.map(({ body }) => shownEffect(target, body))]);
}

/** Opens the page of a check, with one of its buttons in view; it stays open, whatever becomes of the check. */
function openPage(story: Story, random: Random): string | undefined {
  const pull = random.pick(openPulls(story));
  const run = pull && checkOf(pull);
  const action = random.pick(run?.actions ?? []);
  const target = targets.find((each) => action?.label.endsWith(`Approve ${each}`));
  if (pull === undefined || run === undefined || action === undefined || target === undefined) return undefined;
  const { number, base } = pull;
  story.opened.push({
    run,
    pull: number,
    identifier: action.identifier,
    target,
    effect: shownEffect(target, `${run.summary ?? ''}${run.text ?? ''}`),
    base,
    time: story.stage.clock.now().getTime(),
  });
  return `somebody opens the page of ${target} of #${number} into ${base}`;
}

function click(story: Story, random: Random, newest: number): string | undefined {
  const page = random.pick(story.opened.slice(-newest));
  if (page === undefined) return undefined;
  const { base, time, target, effect } = page;
  // Whichever pull request it was opened from, a button is of the one that its check names.
  const pull = pullOfExternalId(page.run.externalId) ?? page.pull;
  const by = approver(random, target);
  const isThere = story.repository.pull(pull).base === base;
  const said = story.stage.clock.now().getTime();
  story.truth.gave({ pull, by, base: isThere ? base : '', time, said, effects: { [target]: effect } });
  story.repository.requestAction(page.run, page.identifier, by);
  return `${by} clicks for "${effect}" of #${pull} into ${base}`;
}

function review(story: Story, random: Random, state: 'approved' | 'changes_requested'): string | undefined {
  const pull = random.pick(openPulls(story));
  if (pull === undefined) return undefined;
  const by = approver(random, someTarget(story, random, pull.number));
  // Nobody reviews what they opened.
  return by === 'dana' ? undefined : submit(story, state, pull, by);
}

export function submit(story: Story, state: 'approved' | 'changes_requested', pull: PullHandle, by: string): string {
  const { number, base, headSha } = pull;
  const effects = story.pages.seenAt(number, headSha);
  const time = story.stage.clock.now().getTime();
  const { id } = pull.review(state, by);
  story.truth.reviewed(id, state === 'approved', { pull: number, by, base, time, said: time, effects });
  return `${by} reviews #${number} into ${base}: ${state}, seeing ${JSON.stringify(effects)}`;
}
