import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { AnsweringGit } from '../process/answering-git.ts';
import { GitError } from '../process/git-error.ts';
import { askForObjects, CAT_FILE, type ObjectReply } from './ask-for-objects.ts';
import type { HeldObject } from './object-cache.ts';
import { parseDirectory } from './parse-directory.ts';

/** What reading has cost. */
export interface ReadCounters {
  /** Batches written to git. */
  readonly rounds: number;
  /** Objects whose content was read. */
  readonly objects: number;
  /** Of those contents. */
  readonly bytes: number;
}

/** Objects asked for at once. */
const BATCH = 2_000;

/** A directory of a million files. In bytes. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024;

/**
 * Reads objects from git, one batch after the other. A process that dies is replaced and the batch asked again, once:
 * a killed process is not the repository's fault, a second one is.
 */
export class ObjectLoader {
  readonly #gitDirectory: string;
  #process: AnsweringGit | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;
  #counters: ReadCounters = { rounds: 0, objects: 0, bytes: 0 };

  constructor(gitDirectory: string) {
    this.#gitDirectory = gitDirectory;
  }

  get counters(): ReadCounters {
    return this.#counters;
  }

  /**
   * @param largestBlob in bytes; larger blobs are not read but told by their size
   * @returns every object that was asked for; what is not an id is missing, a damaged directory is broken
   * @throws GitError `closed`, or what ended git twice
   */
  load(ids: readonly ObjectId[], largestBlob: number): Promise<ReadonlyMap<ObjectId, HeldObject>> {
    const loaded = this.#turn.then(() => this.#load(ids, largestBlob));
    this.#turn = loaded.catch(() => undefined);
    return loaded;
  }

  /** Lets the running process go: it holds files open that may have been replaced. */
  restart(): Promise<void> {
    const done = this.#turn.then(() => this.#process?.close());
    this.#turn = done;
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    await this.#process?.close();
  }

  async #load(ids: readonly ObjectId[], largestBlob: number): Promise<ReadonlyMap<ObjectId, HeldObject>> {
    const held = new Map<ObjectId, HeldObject>();
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      for (const id of batch) held.set(id, { kind: 'missing', size: 0 });
      const infos = await this.#ask('info', batch.filter(isObjectId));
      const large = infos.filter((info) => info.size > (info.type === 'blob' ? largestBlob : LARGEST_DIRECTORY));
      for (const info of large) held.set(info.id, tooLarge(info));
      const here = infos.filter((info) => info.type !== undefined && !large.includes(info)).map((info) => info.id);
      for (const reply of await this.#ask('contents', here)) held.set(reply.id, asHeld(reply));
    }
    return held;
  }

  async #ask(command: 'info' | 'contents', ids: readonly ObjectId[]): Promise<readonly ObjectReply[]> {
    const replies = await askForObjects(this.#running(), command, ids).catch(() =>
      askForObjects(this.#running(), command, ids),
    );
    const bytes = replies.reduce((sum, reply) => sum + (reply.bytes?.length ?? 0), 0);
    const { rounds, objects, bytes: before } = this.#counters;
    const objectsRead = command === 'contents' ? replies.length : 0;
    this.#counters = {
      rounds: rounds + (ids.length > 0 ? 1 : 0),
      objects: objects + objectsRead,
      bytes: before + bytes,
    };
    return replies;
  }

  #running(): AnsweringGit {
    if (this.#closed) throw new GitError('closed', 'the repository has been closed');
    if (this.#process === undefined || this.#process.isDead)
      this.#process = new AnsweringGit(this.#gitDirectory, CAT_FILE, 'reading objects');
    return this.#process;
  }
}

/** @returns whether a text may be written to git as an object's id. */
export function isObjectId(id: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id);
}

function tooLarge({ id, type, size }: ObjectReply): HeldObject {
  if (type === 'blob') return { kind: 'blob', blob: { kind: 'too-large', size }, size: 0 };
  return broken(new GitError('too-large', `the ${type ?? 'object'} ${id} is ${size} bytes, too large to read`));
}

function asHeld({ id, type, size, bytes }: ObjectReply): HeldObject {
  if (bytes === undefined || type === undefined) return { kind: 'missing', size: 0 };
  if (type === 'blob') return { kind: 'blob', blob: { kind: 'bytes', bytes }, size };
  if (type !== 'tree') return { kind: 'commit', bytes, size };
  const directory = parseDirectory(bytes, id.length / 2);
  if (typeof directory !== 'string') return { kind: 'directory', directory, size };
  return broken(new GitError('corrupt', `the directory ${id} of the repository ${directory}`));
}

function broken(error: GitError): HeldObject {
  return { kind: 'broken', error, size: 0 };
}
