import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import type { Comment } from '../../../../test/fake-github/state/repository.ts';
import type { Random } from '../../../storm/random.ts';
import { appLogin, bases } from '../../world/world.ts';
import type { Story } from '../story/story.ts';
import { hasTwin, openPulls, type Step, writer } from './step.ts';

/** What people do to a pull request, and to the App's comments on it. */
export const pullSteps: readonly Step[] = [
  {
    name: 'retarget',
    weight: 3,
    act: async (story, random) => {
      const pull = random.pick(openPulls(story));
      const by = writer(story, random);
      const base = random.pick(bases) ?? 'main';
      return pull && by ? retarget(story, pull, base, by) : undefined;
    },
  },
  {
    name: 'close',
    weight: 1,
    act: async (story, random) => {
      const pull = random.pick(openPulls(story));
      if (pull === undefined) return undefined;
      await pull.close('dana');
      return `#${pull.number} is closed`;
    },
  },
  {
    name: 'reopen',
    weight: 4,
    act: async (story, random) => {
      const pull = random.pick(story.pulls.filter(({ state }) => state === 'closed'));
      const by = writer(story, random);
      return pull && by ? reopen(story, pull, by) : undefined;
    },
  },
  {
    name: 'the comment is deleted',
    weight: 1,
    act: (story, random) => {
      const found = random.pick(ownComments(story));
      if (found === undefined) return undefined;
      story.repository.deleteComment(found, 'eve');
      return `eve deletes a comment of #${found.issue.number}`;
    },
  },
  {
    name: 'the comment is edited',
    weight: 1,
    act: (story, random) => {
      const found = random.pick(ownComments(story));
      if (found === undefined) return undefined;
      const { length } = found.body;
      const at = random.below(length);
      return paste(story, random, found, found.body.slice(0, at) + found.body.slice(at + random.below(length - at)));
    },
  },
  {
    name: 'an old comment is pasted over it',
    weight: 2,
    act: (story, random) => {
      const found = random.pick(ownComments(story));
      const copy = random.pick(story.pages.copies);
      return found && copy ? paste(story, random, found, copy) : undefined;
    },
  },
];

/** @returns `undefined` where GitHub would not */
export async function retarget(story: Story, pull: PullHandle, base: string, by: string): Promise<string | undefined> {
  if (base === pull.base || hasTwin(story, pull, base)) return undefined;
  story.truth.acted(pull.number, by);
  await pull.setBase(base, by);
  return `${by} retargets #${pull.number} to ${base}`;
}

/** @returns `undefined` where GitHub would not */
export async function reopen(story: Story, pull: PullHandle, by: string): Promise<string | undefined> {
  if (hasTwin(story, pull, pull.base)) return undefined;
  story.truth.acted(pull.number, by);
  await pull.reopen(by);
  return `${by} reopens #${pull.number}`;
}

function ownComments({ pulls }: Story): readonly Comment[] {
  return pulls.flatMap(({ comments }) => comments).filter(({ author }) => author.login === appLogin);
}

function paste(story: Story, random: Random, comment: Comment, text: string): string {
  // It may be the very text that the App would write: then it would show what that shows.
  const body = `${text}\n<!-- ${random.number()} -->`;
  story.pasted.add(body);
  story.repository.editComment(comment, body, 'eve');
  return `eve writes over a comment of #${comment.issue.number}`;
}
