import { type Content, shownEffect, type Target, targets } from '../../scripts/model/world/effects.ts';
import type { Random } from '../../scripts/storm/random.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import { filesOf, type StoryOverHttp, touched } from './story-over-http.ts';
import { checkOf, signedBy } from './trial.ts';

type Step = (story: StoryOverHttp, pull: PullHandle, random: Random) => Promise<string> | string;

const writers = ['dana', 'dana', 'dana', 'mia', 'ada', 'walt'];
const approvers = ['mia', 'mia', 'ren', 'ada', 'walt', 'eve', 'dana'];
const one = <Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: Random): Item => {
  const item = random.pick(items);
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
};

/** Opens a pull request with one commit. */
export async function openPull(story: StoryOverHttp, branch: string, random: Random): Promise<void> {
  await push(story, branch, random, true);
  const base = random.chance(0.7) ? 'main' : 'release';
  const pull = await story.repository.openPull({ head: branch, base, author: 'dana' });
  story.pulls.push(pull);
  story.truth.acted(pull.number, 'dana');
}

async function push(story: StoryOverHttp, branch: string, random: Random, isAnew: boolean): Promise<string> {
  const { repository, heads, truth, pulls, root } = story;
  const by = one(writers, random);
  const author = random.chance(0.75) ? by : one(approvers, random);
  const before = isAnew ? undefined : heads.get(repository.sha(branch));
  const target: Target = random.chance(0.75) ? 'prod' : 'edge';
  const content: Content = { ...before?.content, [target]: 1 + random.below(3) };
  const write = { ...filesOf({ prod: 1, edge: 1, ...content }), 'notes.md': `${random.number()}\n` };
  const how = isAnew ? { from: root, force: true } : {};
  const commit = await repository.commit(branch, { write, as: by, author: signedBy(author), ...how });
  heads.set(commit, { content: touched(content), authors: [...(before?.authors ?? []), author] });
  for (const pull of pulls.filter(({ head }) => head === branch)) truth.acted(pull.number, by);
  return `${by} pushes ${JSON.stringify(content)} of ${author} to ${branch}${isAnew ? ' by force' : ''}`;
}

/** What can happen, each as often as it stands here. */
export const steps: readonly Step[] = [
  (story, { head }, random) => push(story, head, random, false),
  (story, { head }, random) => push(story, head, random, true),
  async (story, pull, random) => {
    const by = one(writers, random);
    const commit = one([...story.heads.keys()], random);
    if (commit === pull.headSha) return 'nothing';
    for (const each of story.pulls.filter(({ head }) => head === pull.head)) story.truth.acted(each.number, by);
    await story.repository.push(pull.head, commit, by);
    return `${by} puts ${pull.head} to ${commit.slice(0, 7)}`;
  },
  async (story, pull, random) => {
    const by = one(writers, random);
    const base = one(['main', 'release', 'lax'], random);
    if (base === pull.base || pull.state !== 'open') return 'nothing';
    story.truth.acted(pull.number, by);
    await pull.setBase(base, by);
    return `${by} retargets #${pull.number} to ${base}`;
  },
  async (story, _, random) => {
    const base = one(['main', 'release', 'lax'], random);
    const content: Content = { ...story.tips.get(base), prod: 1 + random.below(3) };
    await story.repository.commit(base, {
      write: { ...filesOf(content), 'notes.md': `${random.number()}\n` },
      as: 'ada',
    });
    story.tips.set(base, content);
    return `${base} holds ${JSON.stringify(content)}`;
  },
  ...Array.from({ length: 4 }, (): Step => (story, pull, random) => command(story, pull, random, 'approve')),
  ...Array.from({ length: 2 }, (): Step => (story, pull, random) => command(story, pull, random, 'unapprove')),
  ...Array.from({ length: 3 }, (): Step => (story, pull, random) => click(story, pull, random)),
  ...Array.from({ length: 3 }, (): Step => (story, pull, random) => review(story, pull, random, 'approved')),
  (story, pull, random) => review(story, pull, random, 'changes_requested'),
  (story, pull, random) => {
    const found = random.pick(pull.comments.filter(({ author }) => author.login === 'blast-radius[bot]'));
    if (found === undefined) return 'nothing';
    const copy = random.pick(story.pages.copies);
    if (copy === undefined || random.chance(0.4)) {
      story.repository.deleteComment(found, 'eve');
      return 'eve deletes the comment';
    }
    // It may be the very text that the App would write: then it shows what that shows.
    const body = `${copy}\n<!-- ${random.number()} -->`;
    story.pasted.add(body);
    story.repository.editComment(found, body, 'eve');
    return 'eve pastes an old comment';
  },
  async (story, pull, random) => {
    const by = one(writers, random);
    if (pull.state === 'open') await pull.close(by);
    story.truth.acted(pull.number, by);
    if (random.chance(0.5)) await story.app.quiet();
    await pull.reopen(by);
    return `${by} closes and reopens #${pull.number}`;
  },
  (story, _, random) => {
    const login = one(['mia', 'ren', 'walt'], random);
    const role = random.pick(['maintain', 'write', undefined] as const);
    story.setRole(login, role);
    return `${login} is ${role ?? 'nobody'}`;
  },
  ...Array.from(
    { length: 4 },
    (): Step =>
      ({ app }) => {
        app.clock.pass(2);
        return 'seconds pass';
      },
  ),
];

function command(story: StoryOverHttp, pull: PullHandle, random: Random, kind: 'approve' | 'unapprove'): string {
  const { truth, pages, app, asked } = story;
  const by = one(approvers, random);
  const target: Target = random.chance(0.75) ? 'prod' : 'edge';
  const { number, base } = pull;
  const seen = pages.seen(number)[target] ?? '';
  const time = app.clock.now().getTime();
  const about = { pull: number, by, base, time, said: time };
  const comment = pull.comment(`/${kind} ${target}`, by);
  const isAuthor = () => story.heads.get(pull.headSha)?.authors.includes(by) === true;
  const sharing = () => story.sharing(pull);
  if (kind === 'approve') truth.gave({ ...about, effects: { [target]: seen } });
  else asked.push({ comment, heard: truth.withdrew({ ...about, target }, { isAuthor, sharing }) });
  return `${by} says /${kind} ${target} on #${number} into ${base}, seeing "${seen}"`;
}

/** A click on a button that is there, or was there on any page that was open once. */
function click(story: StoryOverHttp, pull: PullHandle, random: Random): string {
  const { truth, pages, app, repository } = story;
  const run = checkOf(pull);
  const action = random.pick(run?.actions ?? []);
  const target = targets.find((each) => action?.label.endsWith(`Approve ${each}`));
  if (run !== undefined && action !== undefined && target !== undefined) {
    const effect = shownEffect(target, `${run.summary ?? ''}${run.text ?? ''}`);
    const time = app.clock.now().getTime();
    pages.open.push({
      run: { ...emptyRun, id: run.id, commit: run.suite.headSha },
      pull: pull.number,
      identifier: action.identifier,
      target,
      effect,
      base: pull.base,
      time,
    });
  }
  const page = random.pick(pages.open.slice(-3));
  const old = page && repository.checks(page.run.commit).find(({ id }) => id === page.run.id);
  if (page === undefined || old === undefined) return 'nothing';
  const by = one(approvers, random);
  const isThere = repository.pull(page.pull).base === page.base;
  truth.gave({
    pull: page.pull,
    by,
    base: isThere ? page.base : '',
    time: page.time,
    said: app.clock.now().getTime(),
    effects: { [page.target]: page.effect },
  });
  repository.requestAction(old, page.identifier, by);
  return `${by} clicks for "${page.effect}" of #${page.pull} into ${page.base}`;
}

const emptyRun = {
  name: '',
  status: '',
  conclusion: null,
  externalId: null,
  output: { title: '', summary: '', text: '' },
  actions: [],
};

function review(
  story: StoryOverHttp,
  pull: PullHandle,
  random: Random,
  state: 'approved' | 'changes_requested',
): string {
  const by = one(approvers.slice(0, -1), random);
  const { number, base, headSha } = pull;
  const effects = story.pages.seenAt(number, headSha);
  const { id } = pull.review(state, by);
  const time = story.app.clock.now().getTime();
  story.truth.reviewed(id, state === 'approved', { pull: number, by, base, time, said: time, effects });
  return `${by} reviews #${number} into ${base}: ${state}, seeing ${JSON.stringify(effects)}`;
}
