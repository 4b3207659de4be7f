import { LRUCache } from 'lru-cache';
import type { Blob, Directory, ObjectId } from '../../tree/objects/repo-tree.ts';
import type { GitError } from '../process/git-error.ts';

/** An object as it was read. What is missing today may be fetched tomorrow: that stays with the session that saw it. */
export type HeldObject =
  | { readonly kind: 'directory'; readonly directory: Directory; readonly size: number }
  | { readonly kind: 'blob'; readonly blob: Blob; readonly size: number }
  | { readonly kind: 'commit'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'broken'; readonly error: GitError; readonly size: 0 }
  | { readonly kind: 'missing'; readonly size: 0 };

/** Objects of one repository, shared by its sessions; the least used go first. Content-addressed: never stale. */
export type ObjectCache = LRUCache<ObjectId, HeldObject>;

/** A parsed directory takes several times its bytes; every object some. In bytes, measured on Node 20. */
const DIRECTORY_FACTOR = 6;
const OVERHEAD = 200;

/** @param limit in bytes of memory, about */
export function objectCache(limit = 256 * 1024 * 1024): ObjectCache {
  return new LRUCache<ObjectId, HeldObject>({ maxSize: limit, sizeCalculation: memoryOf });
}

function memoryOf(object: HeldObject): number {
  return OVERHEAD + (object.kind === 'directory' ? object.size * DIRECTORY_FACTOR : object.size);
}
