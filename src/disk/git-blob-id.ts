import { createHash } from 'node:crypto';
import type { ObjectId } from '../tree/objects/repo-tree.ts';

/** @returns the id that git (SHA-1) gives a blob of these bytes: its header, then its content, hashed. */
export function gitBlobId(bytes: Uint8Array): ObjectId {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
