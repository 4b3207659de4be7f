import { createHash } from 'node:crypto';
import { Piscina } from 'piscina';
import { GitError, isGitErrorCode } from '../../git/git-error.ts';
import type { GitRepository } from '../../git/git-repository.ts';
import { CannotReview } from '../../github/cannot-review.ts';
import type { ReviewedCommits } from '../../github/review-commits.ts';
import { parsedCache } from './parsed-cache.ts';
import { render } from './render.ts';
import type { RenderAnswer, RenderTask } from './render-task.ts';

/** What one review may take; no repository can take the process with it. */
export interface RenderLimits {
  /** Threads that render; 0 renders in this one, without limits. */
  readonly threads: number;
  /** Of a thread's memory. */
  readonly megabytes: number;
  readonly seconds: number;
}

export interface Renderer {
  /** @throws CannotReview where a review takes more than it may; GitError; AbortError */
  readonly render: (repository: GitRepository, task: RenderTask, signal: AbortSignal) => Promise<ReviewedCommits>;
  readonly close: () => Promise<void>;
}

/** A repository is always rendered by the same thread, whose caches know it. */
export function createRenderer(limits: RenderLimits): Renderer {
  if (limits.threads === 0) return rendererInPlace();
  const pools = Array.from({ length: limits.threads }, () => startPool(limits));
  return {
    render: async (_repository, task, signal) => {
      const pool = pools[placeOf(task.gitDirectory, pools.length)];
      if (!pool) throw new Error('there is no thread to render in');
      return unwrap(await runIn(pool, task, limits, signal));
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.destroy()));
    },
  };
}

function rendererInPlace(): Renderer {
  const parsed = parsedCache();
  return {
    render: (repository, task) => render(repository.session(), task, parsed),
    close: async () => undefined,
  };
}

/** One thread each, so that it is known which one a repository goes to. */
function startPool({ megabytes }: RenderLimits): Piscina<RenderTask, RenderAnswer> {
  return new Piscina<RenderTask, RenderAnswer>({
    filename: new URL('./render-worker.js', import.meta.url).href,
    name: 'work',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 600_000,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
}

async function runIn(
  pool: Piscina<RenderTask, RenderAnswer>,
  task: RenderTask,
  { seconds, megabytes }: RenderLimits,
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
        'The review took too long',
        `It was stopped after ${seconds} seconds. RENDER_SECONDS gives it more time.`,
        true,
      );
    if (isOutOfMemory(error))
      throw new CannotReview(
        'The review needs too much memory',
        `It was stopped at ${megabytes} megabytes. RENDER_MEGABYTES gives it more.`,
        true,
      );
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function unwrap(answer: RenderAnswer): ReviewedCommits {
  if (answer.kind === 'reviewed') return answer.reviewed;
  const { message } = answer;
  if (answer.kind === 'git') throw new GitError(isGitErrorCode(answer.code) ? answer.code : 'failed', message);
  throw new CannotReview(answer.title, message, answer.isRepeatable, answer.conclusion);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function placeOf(directory: string, places: number): number {
  return createHash('sha1').update(directory).digest().readUInt32BE(0) % places;
}
