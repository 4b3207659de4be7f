import { createHash, randomBytes } from 'node:crypto';
import type { Blob, Directory, ObjectId, ObjectStore, TreeEntry } from '../tree/objects/repo-tree.ts';
import type { FolderEntry, FolderReader } from './folder-reader.ts';

/**
 * The objects of a folder on the disk, read when asked for and then kept: a run sees one state of each file.
 *
 * A file's id is the one git (SHA-1) gives its content, computed when somebody looks at it; a directory's is made up
 * again in each process, because a true one would need all that is below it.
 */
export class FolderObjects implements ObjectStore {
  readonly id: ObjectId;
  readonly #reader: FolderReader;
  readonly #salt = randomBytes(16);
  readonly #paths = new Map<ObjectId, string>();
  readonly #directories = new Map<ObjectId, Directory>();
  readonly #blobs = new Map<ObjectId, Blob>();

  constructor(reader: FolderReader) {
    this.#reader = reader;
    this.id = this.#nameDirectory('');
  }

  /** @returns whether an object is one of the folder's, as far as it has been looked at */
  has(id: ObjectId): boolean {
    return this.#paths.has(id) || this.#blobs.has(id);
  }

  /** @throws FolderError where the directory can't be listed */
  directory(id: ObjectId): Directory {
    const known = this.#directories.get(id);
    if (known !== undefined) return known;
    const path = this.#paths.get(id);
    if (path === undefined) throw new Error(`${id} is not a directory of this folder`);
    const directory = new Map(this.#reader.list(path).map((entry) => [entry.name, this.#entry(path, entry)]));
    this.#directories.set(id, directory);
    return directory;
  }

  blob(id: ObjectId): Blob {
    return this.#blobs.get(id) ?? { kind: 'missing' };
  }

  #entry(directory: string, { name, kind }: FolderEntry): TreeEntry {
    const path = directory === '' ? name : `${directory}/${name}`;
    return kind === 'directory' ? { kind, id: this.#nameDirectory(path) } : this.#lazy(kind, path);
  }

  /** Listing a directory must not read all that is in it: an id is computed at the first look. */
  #lazy(kind: 'file' | 'symlink', path: string): TreeEntry {
    let id: ObjectId | undefined;
    const read = (): ObjectId => {
      const blob = kind === 'file' ? this.#reader.file(path) : this.#reader.link(path);
      const name = blob.kind === 'bytes' ? gitBlobId(blob.bytes) : this.#nameOf('file', path);
      this.#blobs.set(name, blob);
      return name;
    };
    return {
      kind,
      get id() {
        id ??= read();
        return id;
      },
    };
  }

  #nameDirectory(path: string): ObjectId {
    const id = this.#nameOf('directory', path);
    this.#paths.set(id, path);
    return id;
  }

  #nameOf(kind: string, path: string): ObjectId {
    return createHash('sha1').update(this.#salt).update(`${kind}\0${path}`, 'utf16le').digest('hex');
  }
}

/** @returns the id that git (SHA-1) gives a blob of these bytes: its header, then its content, hashed. */
function gitBlobId(bytes: Uint8Array): ObjectId {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
