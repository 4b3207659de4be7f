import { createHash } from 'node:crypto';
import { Piscina } from 'piscina';
import type { Answer } from '../../answer.ts';
import { GitError, isGitErrorCode } from '../../git/git-error.ts';
import type { GitRepository } from '../../git/git-repository.ts';
import { CannotReview } from '../../github/cannot-review.ts';
import { answerQuestion } from './answer-question.ts';
import { Remembered } from './remembered.ts';
import { render } from './render.ts';
import type { QuestionTask, RenderAnswer, Rendered, RenderTask, ReviewTask } from './render-task.ts';

/** What one review or question may take; no repository can take the process with it. */
export interface RenderLimits {
  /** Threads that render; 0 renders in this one, without limits. */
  readonly threads: number;
  /** Of a thread's memory. */
  readonly megabytes: number;
  readonly seconds: number;
}

export interface Renderer {
  /** @throws CannotReview where a review takes more than it may; GitError; AbortError */
  readonly render: (repository: GitRepository, task: ReviewTask, signal: AbortSignal) => Promise<Rendered>;
  /** @throws as {@link render} */
  readonly answer: (repository: GitRepository, task: QuestionTask, signal: AbortSignal) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** A repository is always rendered by the same thread, which remembers it. */
export function createRenderer(limits: RenderLimits): Renderer {
  if (limits.threads === 0) return rendererInPlace();
  const pools = Array.from({ length: limits.threads }, () => startPool(limits));
  const run = (task: RenderTask, signal: AbortSignal): Promise<RenderAnswer> => {
    const pool = pools[placeOf(task.repository, pools.length)];
    if (!pool) throw new Error('there is no thread to render in');
    return runAfresh(pool, task, limits, signal);
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
      await Promise.all(pools.map((pool) => pool.destroy()));
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

/** One thread each, so that it is known which one a repository goes to. */
function startPool({ megabytes }: RenderLimits): Piscina<RenderTask, RenderAnswer> {
  return new Piscina<RenderTask, RenderAnswer>({
    filename: new URL('./render-thread.cjs', import.meta.url).href,
    name: 'work',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 600_000,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
}

/** A thread that runs out of memory may have remembered too much: the next one starts with nothing. */
async function runAfresh(
  pool: Piscina<RenderTask, RenderAnswer>,
  task: RenderTask,
  limits: RenderLimits,
  signal: AbortSignal,
): Promise<RenderAnswer> {
  try {
    return await runIn(pool, task, limits, signal);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  }
  try {
    return await runIn(pool, task, limits, signal);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    throw new CannotReview(
      'Rendering needs too much memory',
      `It was stopped at ${limits.megabytes} megabytes. RENDER_MEGABYTES gives it more.`,
      true,
    );
  }
}

async function runIn(
  pool: Piscina<RenderTask, RenderAnswer>,
  task: RenderTask,
  { seconds }: RenderLimits,
  signal: AbortSignal,
): Promise<RenderAnswer> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop.abort();
  }, seconds * 1000);
  try {
    return await pool.run(task, { signal: stop.signal });
  } catch (error) {
    signal.throwIfAborted();
    if (isLate)
      throw new CannotReview(
        'Rendering took too long',
        `It was stopped after ${seconds} seconds. RENDER_SECONDS gives it more time.`,
        true,
      );
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** An error's class does not cross threads. */
function failureOf(done: RenderAnswer): Error {
  if (done.kind === 'git') return new GitError(isGitErrorCode(done.code) ? done.code : 'failed', done.message);
  if (done.kind === 'problem') return new CannotReview(done.title, done.message, done.isRepeatable, done.conclusion);
  return new Error(`the thread has ${done.kind} something else`);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function placeOf(repository: string, places: number): number {
  return createHash('sha1').update(repository).digest().readUInt32BE(0) % places;
}
