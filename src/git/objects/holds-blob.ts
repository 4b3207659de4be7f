import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { ObjectFormat } from './bare-directory.ts';

/**
 * @param gitDirectory absolute path of a bare directory of our own, whose objects are loose
 * @returns whether the object is there and is what its id says, which git does not look at when it reads
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function holdsBlob(gitDirectory: string, id: ObjectId, format: ObjectFormat): boolean {
  try {
    const whole = inflateSync(readFileSync(join(gitDirectory, 'objects', id.slice(0, 2), id.slice(2))));
    return createHash(format).update(whole).digest('hex') === id;
  } catch {
    return false;
  }
}
