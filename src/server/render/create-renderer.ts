import { createHash } from 'node:crypto';
import type { Answered } from '../../ask/question.ts';
import { GitError, isGitErrorCode } from '../../git/process/git-error.ts';
import type { GitRepository } from '../../git/repository/git-repository.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { Attempt } from '../../tree/objects/drive.ts';
import { Needs } from '../../tree/objects/needs.ts';
import { answerQuestion } from './answer-question.ts';
import { ComputeTime } from './compute-time.ts';
import { Remembered } from './remembered.ts';
import { render } from './render.ts';
import type { QuestionTask, RenderAnswer, Rendered, RenderTask, ReviewTask } from './render-task.ts';
import { RenderingThread, type RenderLimits } from './rendering-thread.ts';

/** Of the attempts at one review or question: what ends them, and how long they may take together. */
export interface Attempts {
  readonly signal: AbortSignal;
  readonly time: ComputeTime;
}

export interface Renderer {
  /** @returns what attempts may take that begin now */
  readonly attempts: (signal: AbortSignal) => Attempts;
  /**
   * @returns a review, or what it needs of elsewhere
   * @throws CannotReview where a review takes more than it may; GitError; AbortError
   */
  readonly render: (repository: GitRepository, task: ReviewTask, attempts: Attempts) => Promise<Attempt<Rendered>>;
  /**
   * @returns an answer, or what it needs of elsewhere
   * @throws as {@link render}
   */
  readonly answer: (repository: GitRepository, task: QuestionTask, attempts: Attempts) => Promise<Attempt<Answered>>;
  readonly close: () => Promise<void>;
}

/** A repository is always rendered by the same thread, which remembers it. */
export function createRenderer(limits: RenderLimits): Renderer {
  const attempts = (signal: AbortSignal) => ({ signal, time: new ComputeTime(limits.seconds) });
  if (limits.threads === 0) return { ...rendererInPlace(), attempts };
  const threads = Array.from({ length: limits.threads }, () => new RenderingThread(limits));
  const run = (task: RenderTask, { signal, time }: Attempts): Promise<RenderAnswer> => {
    const thread = threads[placeOf(task.repository, threads.length)];
    if (!thread) throw new Error('there is no thread to render in');
    return thread.run(task, signal, time);
  };
  return {
    attempts,
    render: async (_repository, task, attempts) => {
      const done = await run(task, attempts);
      if (done.kind === 'needs') return done;
      if (done.kind !== 'rendered') throw failureOf(done);
      return { result: done.rendered };
    },
    answer: async (_repository, task, attempts) => {
      const done = await run(task, attempts);
      if (done.kind === 'needs') return done;
      if (done.kind !== 'answered') throw failureOf(done);
      return { result: done.answer };
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function rendererInPlace(): Omit<Renderer, 'attempts'> {
  const remembered = new Remembered();
  return {
    render: (repository, task) => attempt(() => render(repository.session(), task, remembered)),
    answer: (repository, task) => attempt(() => answerQuestion(repository.session(), task, remembered)),
    close: async () => undefined,
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof Needs) return { needed: error.sources };
    throw error;
  }
}

/** An error's class does not cross threads. */
function failureOf(done: Exclude<RenderAnswer, { kind: 'needs' }>): Error {
  if (done.kind === 'git') return new GitError(isGitErrorCode(done.code) ? done.code : 'failed', done.message);
  if (done.kind === 'problem') return new CannotReview(done.title, done.message, done.isRepeatable);
  return new Error(`the thread has ${done.kind} something else`);
}

function placeOf(repository: string, places: number): number {
  return createHash('sha1').update(repository).digest().readUInt32BE(0) % places;
}
