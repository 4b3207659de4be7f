import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { gitEnvironment, safeConfig } from './git-environment.ts';
import { GitError, gitComplaint } from './git-error.ts';

/** One call of git. */
interface GitCall {
  /** Absolute path of the git directory; git is started inside it, so that no file beside a work tree is looked at. */
  readonly gitDirectory: string;
  /** The subcommand and its arguments. Whatever comes from outside stands behind `--end-of-options` or was checked. */
  readonly args: readonly string[];
  /** Absolute path, for the few commands that look at one. */
  readonly workTree?: string;
  /** The transports that may be used: `https`, `http`, `file`. None by default. */
  readonly protocols?: readonly string[];
  /** Variables of this call. Secrets go here: arguments can be read by every user of a machine. */
  readonly environment?: Readonly<Record<string, string>>;
}

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

interface GitAnswer {
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
  if (run.signal?.aborted === true) throw new GitError('aborted', `${run.doing} was canceled`);
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
      else this.#stop(new GitError('output-too-large', `${run.doing} returned more than ${limit} bytes`));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-MOST_COMPLAINT);
    });
    const timer = setTimeout(
      () => this.#stop(new GitError('timed-out', `${run.doing} took longer than ${time / 1000} seconds`)),
      time,
    );
    const abort = () => this.#stop(new GitError('aborted', `${run.doing} was canceled`));
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

/**
 * The one place that starts git: without the system's and the user's configuration, hooks, monitors, helpers, prompts,
 * pagers, replaced objects, lazy fetches, pathspec magic, or a transport that was not asked for.
 *
 * A repository's own configuration can be hostile as well; `safeConfig` takes away what could start a program in the
 * commands that read it, and everything but looking up revisions runs in a git directory of our own, which has no such
 * configuration (`scratchDirectory`).
 */
export function startGit(call: GitCall): ChildProcessWithoutNullStreams {
  const where = [
    '--git-dir',
    call.gitDirectory,
    ...(call.workTree === undefined ? [] : ['--work-tree', call.workTree]),
  ];
  const manners = ['--no-pager', '--no-replace-objects', '--no-optional-locks', '--literal-pathspecs'];
  const config = safeConfig.flatMap((setting) => ['-c', setting]);
  return spawn('git', [...where, ...manners, ...config, ...call.args], {
    cwd: call.gitDirectory,
    env: gitEnvironment(call.protocols ?? [], call.environment ?? {}),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** @returns the error for a git that could not be started. */
export function notStarted(error: Error, gitDirectory: string): GitError {
  if (!existsSync(gitDirectory)) return new GitError('not-a-repository', `there is no git directory ${gitDirectory}`);
  if ('code' in error && error.code === 'ENOENT') {
    return new GitError('git-missing', 'git is not installed, or not found in PATH; version 2.38 or later is needed');
  }
  return new GitError('failed', `git could not be started: ${error.message}`);
}
