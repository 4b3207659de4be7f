import { createHash } from 'node:crypto';
import type { Answered } from '../../ask/question.ts';
import { GitError, isGitErrorCode } from '../../git/process/git-error.ts';
import type { GitRepository } from '../../git/repository/git-repository.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { answerQuestion } from './answer-question.ts';
import { Remembered } from './remembered.ts';
import { render } from './render.ts';
import type { QuestionTask, RenderAnswer, Rendered, RenderTask, ReviewTask } from './render-task.ts';
import { RenderingThread, type RenderLimits } from './rendering-thread.ts';

export interface Renderer {
  /** @throws CannotReview where a review takes more than it may; GitError; AbortError */
  readonly render: (repository: GitRepository, task: ReviewTask, signal: AbortSignal) => Promise<Rendered>;
  /** @throws as {@link render} */
  readonly answer: (repository: GitRepository, task: QuestionTask, signal: AbortSignal) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

/** A repository is always rendered by the same thread, which remembers it. */
export function createRenderer(limits: RenderLimits): Renderer {
  if (limits.threads === 0) return rendererInPlace();
  const threads = Array.from({ length: limits.threads }, () => new RenderingThread(limits));
  const run = (task: RenderTask, signal: AbortSignal): Promise<RenderAnswer> => {
    const thread = threads[placeOf(task.repository, threads.length)];
    if (!thread) throw new Error('there is no thread to render in');
    return thread.run(task, signal);
  };
  return {
    render: async (_repository, task, signal) => {
      const done = await run(task, signal);
      if (done.kind !== 'rendered') throw failureOf(done);
      return done.rendered;
    },
    answer: async (_repository, task, signal) => {
      const done = await run(task, signal);
      if (done.kind !== 'answered') throw failureOf(done);
      return done.answer;
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function rendererInPlace(): Renderer {
  const remembered = new Remembered();
  return {
    render: (repository, task) => render(repository.session(), task, remembered),
    answer: (repository, task) => answerQuestion(repository.session(), task, remembered),
    close: async () => undefined,
  };
}

/** An error's class does not cross threads. */
function failureOf(done: RenderAnswer): Error {
  if (done.kind === 'git') return new GitError(isGitErrorCode(done.code) ? done.code : 'failed', done.message);
  if (done.kind === 'problem') return new CannotReview(done.title, done.message, done.isRepeatable);
  return new Error(`the thread has ${done.kind} something else`);
}

function placeOf(repository: string, places: number): number {
  return createHash('sha1').update(repository).digest().readUInt32BE(0) % places;
}
