import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { ObjectFormat } from './bare-directory.ts';

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
   * Loose, as git writes it: a header and the content, deflated.
   *
   * @see https://git-scm.com/docs/gitrepository-layout, https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
   */
  #write(type: 'blob', content: Uint8Array): ObjectId {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const id = createHash(this.#format).update(whole).digest('hex');
    const path = join(this.#objects, id.slice(0, 2), id.slice(2));
    if (existsSync(path)) return id;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, deflateSync(whole));
    return id;
  }
}
