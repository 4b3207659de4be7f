import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encodeEntryName } from '../../tree/objects/entry-name.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { ObjectFormat } from './bare-directory.ts';

const SLASH = Buffer.from('/');

/** Writes objects into a bare directory of our own that nobody else writes to. */
export class ObjectWriter {
  readonly #objects: string;
  readonly #format: ObjectFormat;

  /** @param gitDirectory absolute path */
  constructor(gitDirectory: string, format: ObjectFormat) {
    this.#objects = join(gitDirectory, 'objects');
    this.#format = format;
  }

  /** @returns the id that git gives a file of these bytes */
  blob(bytes: Uint8Array): ObjectId {
    return this.#write('blob', bytes);
  }

  /**
   * @param files by path: `/`-separated, none of which is a directory of another
   * @returns the id of the tree that holds them, and nothing that may be run
   */
  tree(files: ReadonlyMap<string, Uint8Array>): ObjectId {
    const below = new Map<string, Map<string, Uint8Array>>();
    const entries: { readonly mode: string; readonly name: Buffer; readonly id: ObjectId }[] = [];
    for (const [path, bytes] of files) {
      const slash = path.indexOf('/');
      if (slash === -1) entries.push({ mode: '100644', name: encodeEntryName(path), id: this.blob(bytes) });
      else {
        const directory = path.slice(0, slash);
        below.set(directory, (below.get(directory) ?? new Map()).set(path.slice(slash + 1), bytes));
      }
    }
    for (const [name, inner] of below) {
      entries.push({ mode: '40000', name: encodeEntryName(name), id: this.tree(inner) });
    }
    // Git orders directories as if their names ended with a slash.
    const key = ({ mode, name }: (typeof entries)[number]) => (mode === '40000' ? Buffer.concat([name, SLASH]) : name);
    entries.sort((one, other) => Buffer.compare(key(one), key(other)));
    const lines = entries.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} `),
      name,
      Buffer.from([0]),
      Buffer.from(id, 'hex'),
    ]);
    return this.#write('tree', Buffer.concat(lines));
  }

  /**
   * Loose, as git writes it: a header and the content, deflated.
   *
   * @see https://git-scm.com/docs/gitrepository-layout, https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
   */
  #write(type: 'blob' | 'tree', content: Uint8Array): ObjectId {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const id = createHash(this.#format).update(whole).digest('hex');
    const path = join(this.#objects, id.slice(0, 2), id.slice(2));
    if (existsSync(path)) return id;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, deflateSync(whole));
    return id;
  }
}
