import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import type { ObjectId } from '../tree/repo-tree.ts';
import { CatFileParser, type ObjectReply } from './cat-file-parser.ts';
import { gitComplaint } from './git-complaint.ts';
import type { GitError } from './git-error.ts';
import { notStarted } from './run-git.ts';
import { startGit } from './start-git.ts';

/** What is being answered. */
interface Pending {
  readonly parser: CatFileParser;
  readonly fail: (error: GitError) => void;
}

/** A git that takes longer than this for one batch is stuck. In milliseconds. */
const TIME_LIMIT = 60_000;

/**
 * One long-lived `git cat-file --batch-command`: one batch at a time, each written whole and answered whole.
 *
 * @see https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-command
 */
export class ObjectProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<void>;
  #pending: Pending | undefined;
  #stderr = '';
  #dead: GitError | undefined;

  /** @param gitDirectory absolute path */
  constructor(gitDirectory: string) {
    this.#child = startGit({ gitDirectory, args: ['cat-file', '--batch-command', '--buffer'] });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#pending?.parser.push(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-10_000);
    });
    this.#closed = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#end(notStarted(error, gitDirectory));
        resolve();
      });
      this.#child.on('close', () => {
        this.#end(gitComplaint('reading objects', this.#stderr));
        resolve();
      });
    });
    this.#keepAlive(false);
  }

  get isDead(): boolean {
    return this.#dead !== undefined;
  }

  /**
   * Asks for objects.
   *
   * @param command `info` for types and sizes, `contents` for the bytes too
   * @param ids of the repository's format, checked by the caller: they are written to git as they are
   * @throws GitError when the process dies, now or before; a new one may then be started
   */
  async ask(command: 'info' | 'contents', ids: readonly ObjectId[]): Promise<readonly ObjectReply[]> {
    if (this.#dead !== undefined) throw this.#dead;
    if (ids.length === 0) return [];
    this.#keepAlive(true);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), TIME_LIMIT);
    try {
      return await new Promise((resolve, reject) => {
        const replies: ObjectReply[] = [];
        const parser = new CatFileParser(command === 'contents', (reply) => {
          if (replies.push(reply) === ids.length) resolve(replies);
        });
        this.#pending = { parser, fail: reject };
        this.#child.stdin.write(`${ids.map((id) => `${command} ${id}\n`).join('')}flush\n`);
      });
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
      this.#keepAlive(false);
    }
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

  /** A process that nobody waits for must not keep ours from ending. */
  #keepAlive(isWaiting: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    const handles = [this.#child, ...[stdin, stdout, stderr].filter((stream) => stream instanceof Socket)];
    for (const handle of handles) isWaiting ? handle.ref() : handle.unref();
  }
}
