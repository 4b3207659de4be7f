import { type Dirent, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { decodeEntryName, encodeEntryName } from '../tree/objects/entry-name.ts';
import { dirname, isWithin, normalizePath, relativePath, segmentsOf } from '../tree/objects/paths.ts';
import type { Blob } from '../tree/objects/repo-tree.ts';

/** A folder that cannot be read. */
export class FolderError extends Error {
  readonly code: 'not-found' | 'not-a-directory' | 'unreadable';

  constructor(code: FolderError['code'], message: string) {
    super(message);
    this.name = 'FolderError';
    this.code = code;
  }
}

/** Larger files are not read, as from git: no manifest is this long. In bytes. */
const LARGEST_FILE = 10 * 1024 * 1024;

/** What stands in a directory of the disk. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink';
}

/** Reads a folder by normalized paths below one root of the disk, names as bytes. */
export class FolderReader {
  readonly #root: string;
  readonly #opened: string;

  /**
   * @param root absolute path, symbolic links resolved
   * @param opened normalized path of a folder below it, whose parents are passable even where they can't be listed
   */
  constructor(root: string, opened: string) {
    this.#root = root;
    this.#opened = opened;
  }

  /**
   * As git sees a directory: its own files are not content; sockets, pipes and devices are not files.
   *
   * @throws FolderError
   */
  list(path: string): readonly FolderEntry[] {
    try {
      return readdirSync(this.#onDisk(path), { withFileTypes: true, encoding: 'buffer' })
        .flatMap(asEntry)
        .filter((entry) => entry.name !== '.git');
    } catch (error) {
      const next = this.#nextToOpened(path);
      if (next !== undefined) return next;
      throw new FolderError('unreadable', `${path} can't be listed: ${messageOf(error)}`);
    }
  }

  file(path: string): Blob {
    try {
      const { size } = statSync(this.#onDisk(path));
      if (size > LARGEST_FILE) return { kind: 'too-large', size };
      return { kind: 'bytes', bytes: readFileSync(this.#onDisk(path)) };
    } catch {
      return { kind: 'missing' };
    }
  }

  /** A link's target, relative to its directory where it stays below the root: a tree knows no absolute paths. */
  link(path: string): Blob {
    try {
      const target = readlinkSync(this.#onDisk(path), { encoding: 'buffer' });
      return { kind: 'bytes', bytes: this.#relative(path, target) };
    } catch {
      return { kind: 'missing' };
    }
  }

  #relative(path: string, target: Buffer): Buffer {
    const text = decodeEntryName(target);
    const root = normalizePath(this.#root) ?? '';
    const absolute = text.startsWith('/') ? normalizePath(text) : undefined;
    if (absolute === undefined || !isWithin(absolute, root)) return target;
    const inside = root === '' ? absolute : absolute.slice(root.length + 1);
    return encodePath(relativePath(dirname(path), inside));
  }

  /** In a parent of the opened folder that may be entered but not listed (`chmod 711`): the one way that is known. */
  #nextToOpened(path: string): readonly FolderEntry[] | undefined {
    if (path === this.#opened || !isWithin(this.#opened, path)) return undefined;
    const name = segmentsOf(this.#opened)[segmentsOf(path).length] ?? '';
    return [{ name, kind: 'directory' }];
  }

  #onDisk(path: string): Buffer {
    return path === ''
      ? Buffer.from(this.#root)
      : Buffer.concat([Buffer.from(this.#root.endsWith('/') ? this.#root : `${this.#root}/`), encodePath(path)]);
  }
}

function asEntry(dirent: Dirent<Buffer>): readonly FolderEntry[] {
  const name = decodeEntryName(dirent.name);
  if (dirent.isDirectory()) return [{ name, kind: 'directory' }];
  if (dirent.isSymbolicLink()) return [{ name, kind: 'symlink' }];
  return dirent.isFile() ? [{ name, kind: 'file' }] : [];
}

/** Segment by segment: one name with bytes that are not UTF-8 says nothing about the others. */
function encodePath(path: string): Buffer {
  return Buffer.concat(
    path.split('/').flatMap((name, at) => [Buffer.from(at === 0 ? '' : '/'), encodeEntryName(name)]),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
