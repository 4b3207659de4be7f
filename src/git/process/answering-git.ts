import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import { type GitError, gitComplaint } from './git-error.ts';
import { notStarted, startGit } from './run-git.ts';

/** What is being answered. */
interface Pending {
  readonly listen: (chunk: Buffer) => void;
  readonly fail: (error: GitError) => void;
}

/** A git that takes longer than this for one answer is stuck. In milliseconds. */
const TIME_LIMIT = 60_000;

/** One long-lived git that answers one question at a time, each written whole and answered whole. */
export class AnsweringGit {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<void>;
  #pending: Pending | undefined;
  #stderr = '';
  #dead: GitError | undefined;

  /**
   * @param gitDirectory absolute path
   * @param args a subcommand that reads questions from its standard input
   * @param doing the subject of an error's sentence: `reading objects`
   */
  constructor(gitDirectory: string, args: readonly string[], doing: string) {
    this.#child = startGit({ gitDirectory, args });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#pending?.listen(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-10_000);
    });
    this.#closed = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#end(notStarted(error, gitDirectory));
        resolve();
      });
      this.#child.on('close', () => {
        this.#end(gitComplaint(doing, this.#stderr));
        resolve();
      });
    });
    this.#keepAlive(false);
  }

  get isDead(): boolean {
    return this.#dead !== undefined;
  }

  /**
   * @param question as it is written to git: whatever comes from outside was checked
   * @param listening called with a function that ends the answer; returns what is to be called with each part of it
   * @throws GitError when the process dies, now or before; a new one may then be started
   */
  async ask<Answer>(
    question: string,
    listening: (end: (answer: Answer) => void) => (chunk: Buffer) => void,
  ): Promise<Answer> {
    if (this.#dead !== undefined) throw this.#dead;
    this.#keepAlive(true);
    const timer = setTimeout(() => this.kill(), TIME_LIMIT);
    try {
      return await new Promise((resolve, reject) => {
        this.#pending = { listen: listening(resolve), fail: reject };
        this.#child.stdin.write(question);
      });
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
      this.#keepAlive(false);
    }
  }

  /** Gives up what is being answered. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#keepAlive(true);
    this.#child.stdin.end();
    this.#child.kill('SIGTERM');
    await this.#closed;
  }

  #end(error: GitError): void {
    this.#dead ??= error;
    this.#pending?.fail(this.#dead);
  }

  /** A process without a waiting caller must not keep this one from ending. */
  #keepAlive(isWaiting: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    const handles = [this.#child, ...[stdin, stdout, stderr].filter((stream) => stream instanceof Socket)];
    for (const handle of handles) isWaiting ? handle.ref() : handle.unref();
  }
}
