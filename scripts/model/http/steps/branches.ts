import { signedBy } from '../../../../test/hostile/trial.ts';
import type { Random } from '../../../storm/random.ts';
import { type Content, WITH_SECRET, WITHOUT_HOME } from '../../world/effects.ts';
import { bases, logins } from '../../world/world.ts';
import { configurationOf, filesOf, touched } from '../story/files-of.ts';
import type { Story } from '../story/story.ts';
import { hasTwin, type Step, writer } from './step.ts';

/** What people do to branches. */
export const branchSteps: readonly Step[] = [
  { name: 'push', weight: 3, act: (story, random) => pushTo(story, random, false) },
  { name: 'force push', weight: 2, act: (story, random) => pushTo(story, random, true) },
  {
    name: 'a branch is put to a commit of any branch',
    weight: 3,
    act: async (story, random) => {
      const pull = random.pick(story.pulls);
      const by = writer(story, random);
      const commit = random.pick([...story.heads.keys()]);
      if (pull === undefined || by === undefined || commit === undefined || commit === pull.headSha) return undefined;
      actsOn(story, pull.head, by);
      story.moved(pull.head, commit);
      await story.repository.push(pull.head, commit, by);
      return `${by} puts ${pull.head} to ${commit.slice(0, 7)}`;
    },
  },
  {
    name: 'the base moves',
    weight: 2,
    act: (story, random) => {
      const base = random.pick(bases) ?? 'main';
      return moveBase(story, random, base, { ...story.tipOf(base), ...someClusters(random) });
    },
  },
  {
    name: 'the configuration of a base changes',
    weight: 0.7,
    act: (story, random) => {
      const base = random.pick(bases) ?? 'main';
      const before = story.tipOf(base);
      return moveBase(story, random, base, { ...before, config: before.config === 0 ? 1 : 0 });
    },
  },
];

/** Opens a pull request with one commit, or another one of a branch that has one already. */
export async function openPull(story: Story, random: Random, branch: string, base: string): Promise<void> {
  const isNew = story.pulls.every(({ head }) => head !== branch);
  if (isNew) story.note(await push(story, branch, random, { by: 'dana', isAnew: true }));
  const pull = await story.repository.openPull({ head: branch, base, author: 'dana' });
  if (hasTwin(story, pull, base)) throw new Error(`${branch} has a pull request into ${base} already`);
  story.pulls.push(pull);
  story.truth.acted(pull.number, 'dana');
  story.note(`dana opens #${pull.number} of ${branch} into ${base} at ${pull.headSha.slice(0, 7)}`);
}

function pushTo(story: Story, random: Random, isAnew: boolean): Promise<string> | undefined {
  const pull = random.pick(story.pulls);
  const by = writer(story, random);
  return pull && by ? push(story, pull.head, random, { by, isAnew }) : undefined;
}

/** How a branch is pushed to: who does it, in whose name if that is settled, and whether by force; and what it changes. */
interface Push {
  readonly by: string;
  readonly author?: string;
  readonly isAnew?: boolean;
  readonly change?: Content;
}

export async function push(story: Story, branch: string, random: Random, how: Push): Promise<string> {
  const { repository, heads, root } = story;
  const { by, isAnew = false } = how;
  const author = how.author ?? (random.chance(0.8) ? by : (random.pick(logins) ?? by));
  const before = isAnew ? undefined : heads.get(repository.sha(branch));
  // A pull request begins with a change.
  const some = heads.size === 0 ? { prod: 2 + random.below(2) } : someClusters(random);
  const content: Content = { ...before?.content, ...(how.change ?? some) };
  const write = { ...filesOf({ prod: 1, edge: 1, ...content }), 'notes.md': `${random.number()}\n` };
  const onto = isAnew ? { from: root, force: true } : {};
  actsOn(story, branch, by);
  const commit = await repository.commit(branch, { write, as: by, author: signedBy(author), ...onto });
  heads.set(commit, { content: touched(content), authors: [...(before?.authors ?? []), author] });
  story.moved(branch, commit);
  const what = `${JSON.stringify(content)} of ${author} to ${branch}`;
  return `${by} pushes ${commit.slice(0, 7)} ${what}${isAnew ? ' by force' : ''}`;
}

/** Whoever moves a branch acts on all its pull requests. */
function actsOn(story: Story, branch: string, by: string): void {
  for (const { head, number } of story.pulls) if (head === branch) story.truth.acted(number, by);
}

export async function moveBase(story: Story, random: Random, base: string, content: Content): Promise<string> {
  const { tips, truth, repository } = story;
  // The App may judge by it before anybody else hears that it is there.
  tips.get(base)?.push({ content, since: truth.turn });
  const configuration = configurationOf(content.config ?? 0, truth.rules);
  const write = { ...filesOf(content), ...configuration, [`notes-of-${base}.md`]: `${random.number()}\n` };
  await repository.commit(base, { write, as: 'ada' });
  return `${base} holds ${JSON.stringify(content)}`;
}

function someClusters(random: Random): Content {
  if (random.chance(0.25)) return { edge: 1 + random.below(3) };
  return { prod: random.pick([1, 2, 3, 1, 2, 3, WITH_SECRET, WITHOUT_HOME]) ?? 1 };
}
