import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { gitComplaint } from './git-complaint.ts';
import { GitError } from './git-error.ts';
import { type GitCall, startGit } from './start-git.ts';

export interface GitRun extends GitCall {
  /** What is being done, as the subject of an error's sentence: `merging`. */
  readonly doing: string;
  readonly input?: Uint8Array | string;
  /** The exit codes that are answers; 0 by default. Any other throws. */
  readonly answers?: readonly number[];
  /** In milliseconds; a minute by default. */
  readonly timeLimit?: number;
  /** In bytes, of standard output; 64 MiB by default. */
  readonly outputLimit?: number;
  readonly signal?: AbortSignal | undefined;
  /** Texts that no error may repeat. */
  readonly secrets?: readonly string[];
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
}

const MINUTE = 60_000;
const MOST_OUTPUT = 64 * 1024 * 1024;
/** Of standard error, from its end, where the reason stands. In bytes. */
const MOST_COMPLAINT = 64 * 1024;
/** git removes its temporary files and ends its children when asked to stop; then it has to. In milliseconds. */
const GRACE = 2_000;

/**
 * Runs git to its end.
 *
 * @throws GitError `git-missing`, `timed-out`, `output-too-large`, `aborted`, or what git's complaint means
 */
export async function runGit(run: GitRun): Promise<GitAnswer> {
  if (run.signal?.aborted === true) throw new GitError('aborted', `${run.doing} was given up`);
  const child = startGit(run);
  const watch = new Watch(child, run);
  // A git that fails closes its input early; what it says is the error then, not the broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input);
  const exitCode = await watch.ended;
  if ((run.answers ?? [0]).includes(exitCode)) return { exitCode, stdout: watch.stdout() };
  throw gitComplaint(run.doing, watch.stderr(), run.secrets);
}

/** One process under its limits. */
class Watch {
  readonly ended: Promise<number>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stdout: Buffer[] = [];
  #stderr: Buffer = Buffer.alloc(0);
  #size = 0;
  #stopped: GitError | undefined;

  constructor(child: ChildProcessWithoutNullStreams, run: GitRun) {
    this.#child = child;
    const limit = run.outputLimit ?? MOST_OUTPUT;
    const time = run.timeLimit ?? MINUTE;
    child.stdout.on('data', (chunk: Buffer) => {
      this.#size += chunk.length;
      if (this.#size <= limit) this.#stdout.push(chunk);
      else this.#stop(new GitError('output-too-large', `${run.doing} gave more than ${limit} bytes`));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-MOST_COMPLAINT);
    });
    const timer = setTimeout(
      () => this.#stop(new GitError('timed-out', `${run.doing} took longer than ${time / 1000} seconds`)),
      time,
    );
    const abort = () => this.#stop(new GitError('aborted', `${run.doing} was given up`));
    run.signal?.addEventListener('abort', abort, { once: true });
    this.ended = new Promise<number>((resolve, reject) => {
      child.on('error', (error) => reject(notStarted(error, run.gitDirectory)));
      child.on('close', (code) => (this.#stopped === undefined ? resolve(code ?? -1) : reject(this.#stopped)));
    }).finally(() => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
    });
  }

  stdout(): Buffer {
    return Buffer.concat(this.#stdout);
  }

  stderr(): string {
    return this.#stderr.toString('utf8');
  }

  #stop(reason: GitError): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#stdout.length = 0;
    this.#child.kill('SIGTERM');
    setTimeout(() => this.#child.kill('SIGKILL'), GRACE).unref();
  }
}

/** @returns the error for a git that could not be started. */
export function notStarted(error: Error, gitDirectory: string): GitError {
  if (!existsSync(gitDirectory)) return new GitError('not-a-repository', `there is no git directory ${gitDirectory}`);
  if ('code' in error && error.code === 'ENOENT') {
    return new GitError('git-missing', 'git is not installed, or not found in PATH; version 2.38 or later is needed');
  }
  return new GitError('failed', `git could not be started: ${error.message}`);
}
