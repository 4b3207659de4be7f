import { LRUCache } from 'lru-cache';
import { GitObjects } from '../../git/objects/git-objects.ts';
import { objectCache } from '../../git/objects/object-cache.ts';
import { GitError } from '../../git/process/git-error.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { Needs } from '../../tree/objects/needs.ts';
import { answerQuestion } from './answer-question.ts';
import { Remembered } from './remembered.ts';
import { render } from './render.ts';
import type { RenderAnswer, RenderTask } from './render-task.ts';

/** Each holds a git process and a cache. */
const mostOpen = 4;
const cacheBytes = 32 * 1024 * 1024;

const remembered = new Remembered();
const opened = new LRUCache<string, GitObjects>({ max: mostOpen, dispose: (objects) => void objects.close() });

/** By what reads them, the directories that it reads as well. */
const others = new WeakMap<GitObjects, Set<string>>();

/** A git that is running has its directories from when it started. */
async function readAlso(objects: GitObjects, { sources }: RenderTask): Promise<void> {
  const known = others.get(objects) ?? new Set();
  others.set(objects, known);
  const more = (sources?.gitDirectories ?? []).filter((each) => !known.has(each));
  for (const each of more) known.add(each);
  if (more.length > 0) await objects.reopen();
}

/** What a thread does with a task: it holds what it has read and computed for the next one. */
export async function work(task: RenderTask): Promise<RenderAnswer> {
  try {
    const objects =
      opened.get(task.gitDirectory) ?? new GitObjects(task.gitDirectory, { cache: objectCache(cacheBytes) });
    opened.set(task.gitDirectory, objects);
    await readAlso(objects, task);
    const session = objects.session();
    if ('question' in task) return { kind: 'answered', answer: await answerQuestion(session, task, remembered) };
    return { kind: 'rendered', rendered: await render(session, task, remembered) };
  } catch (error) {
    if (error instanceof Needs) return { kind: 'needs', needed: error.sources };
    if (error instanceof GitError) return { kind: 'git', code: error.code, message: error.message };
    if (!(error instanceof CannotReview)) throw error;
    const { title, message, isRepeatable } = error;
    return { kind: 'problem', title, message, isRepeatable };
  }
}
