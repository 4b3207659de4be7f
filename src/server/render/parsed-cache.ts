import { LRUCache } from 'lru-cache';
import type { ParsedBlob } from '../../kustomize/read/loader.ts';

/** In characters of manifests, whose parsed form takes several times as much. */
const limit = 32 * 1024 * 1024;

/** By blob id, and content is the same whoever's it is: what one repository has parsed, another need not. */
export function parsedCache(): LRUCache<string, ParsedBlob> {
  return new LRUCache<string, ParsedBlob>({
    maxSize: limit,
    sizeCalculation: ({ source }) => source.text.length + 500,
  });
}
