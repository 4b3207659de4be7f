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

/** By what reads them, the directories that it reads as well, and when each was named last. */
const others = new WeakMap<GitObjects, Map<string, number>>();
/** Before `GitRepository.readAlso` leaves out what nobody names, a git that is running is started again. In milliseconds. */
const KNOWN_FOR = 1_800_000;

/** A git that is running has its directories from when it started. */
async function readAlso(objects: GitObjects, { sources }: RenderTask): Promise<void> {
  const known = others.get(objects) ?? new Map<string, number>();
  others.set(objects, known);
  const now = Date.now();
  const named = sources?.gitDirectories ?? [];
  const isMore = named.some((each) => now - (known.get(each) ?? 0) > KNOWN_FOR);
  for (const each of named) known.set(each, now);
  if (isMore) await objects.reopen();
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
