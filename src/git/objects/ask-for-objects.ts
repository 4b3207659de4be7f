import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { AnsweringGit } from '../process/answering-git.ts';

type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** What git tells of one object; without a type it is not there. */
export interface ObjectReply {
  readonly id: ObjectId;
  readonly type?: ObjectType;
  /** In bytes. */
  readonly size: number;
  /** Where contents were asked for. */
  readonly bytes?: Buffer;
}

/** What a git that is asked for objects is started with: `git cat-file --batch-command` of git 2.36. */
export const CAT_FILE: readonly string[] = ['cat-file', '--batch-command', '--buffer'];

/**
 * @param git that was started with {@link CAT_FILE}
 * @param command `info` for types and sizes, `contents` for the bytes too
 * @param ids of the repository's format, checked by the caller: they are written to git as they are
 * @throws GitError when the process dies
 * @see https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-command
 */
export async function askForObjects(
  git: AnsweringGit,
  command: 'info' | 'contents',
  ids: readonly ObjectId[],
): Promise<readonly ObjectReply[]> {
  if (ids.length === 0) return [];
  return git.ask(`${ids.map((id) => `${command} ${id}\n`).join('')}flush\n`, (end) => {
    const replies: ObjectReply[] = [];
    const parser = new CatFileParser(command === 'contents', (reply) => {
      if (replies.push(reply) === ids.length) end(replies);
    });
    return (chunk) => parser.push(chunk);
  });
}

const NEWLINE = 0x0a;

/**
 * Cuts the output of `git cat-file --batch-command` into replies.
 *
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
class CatFileParser {
  readonly #withContents: boolean;
  readonly #onReply: (reply: ObjectReply) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  #body: ObjectReply | undefined;

  /** @param withContents whether a header is followed by the object's bytes and a newline */
  constructor(withContents: boolean, onReply: (reply: ObjectReply) => void) {
    this.#withContents = withContents;
    this.#onReply = onReply;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#body === undefined ? this.#header(chunk) : this.#content(this.#body));
  }

  #header(latest: Buffer): boolean {
    if (this.#length === 0 || (this.#chunks.length > 1 && latest.indexOf(NEWLINE) === -1)) return false;
    const bytes = this.#joined();
    const newline = bytes.indexOf(NEWLINE);
    if (newline === -1) return false;
    this.#rest(bytes, newline + 1);
    const reply = parseHeader(bytes.toString('latin1', 0, newline));
    if (this.#withContents && reply.type !== undefined) this.#body = reply;
    else this.#onReply(reply);
    return true;
  }

  #content(reply: ObjectReply): boolean {
    if (this.#length < reply.size + 1) return false;
    const bytes = this.#joined();
    this.#rest(bytes, reply.size + 1);
    this.#body = undefined;
    // A copy: a slice would keep the whole chunk of the pipe alive for as long as the object is.
    this.#onReply({ ...reply, bytes: Buffer.from(bytes.subarray(0, reply.size)) });
    return true;
  }

  #joined(): Buffer {
    const [first = Buffer.alloc(0)] = this.#chunks;
    return this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
  }

  #rest(bytes: Buffer, from: number): void {
    this.#chunks = from === bytes.length ? [] : [bytes.subarray(from)];
    this.#length = bytes.length - from;
  }
}

function parseHeader(line: string): ObjectReply {
  const [id = '', type, size] = line.split(' ');
  if (type === 'blob' || type === 'tree' || type === 'commit' || type === 'tag')
    return { id, type, size: Number(size) };
  return { id, size: 0 };
}
