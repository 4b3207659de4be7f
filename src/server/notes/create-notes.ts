import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Notes } from '../../github/api/notes.ts';

/** In characters. */
const mostText = 64 * 1024 * 1024;

/**
 * Notes of one process. Those of `kept` outlive it in a file: what was begun has to be found again after a crash.
 *
 * @param file where to keep them; absolute
 * @param kept prefix of their keys
 */
export function createNotes(file: string, kept: string): Notes {
  const notes = new LRUCache<string, string>({ maxSize: mostText, sizeCalculation: (text) => text.length + 100 });
  const lasting = new Map(readLasting(file));
  const save = () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify([...lasting]));
    renameSync(`${file}.new`, file);
  };
  return {
    isShared: false,
    read: async (key) => lasting.get(key) ?? notes.get(key),
    write: async (key, text, seconds) => {
      if (!key.startsWith(kept)) return void notes.set(key, text, { ttl: seconds * 1000 });
      lasting.set(key, text);
      save();
    },
    remove: async (key) => {
      notes.delete(key);
      if (lasting.delete(key)) save();
    },
    list: async (prefix) => {
      const all = [...lasting, ...notes.entries()];
      return all.filter(([key]) => key.startsWith(prefix)).map(([, text]) => text);
    },
  };
}

/** Anything this program did not write is ignored: notes may be lost. */
function readLasting(file: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isPair = (item: unknown): item is [string, string] =>
      Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === 'string');
    return Array.isArray(value) ? value.filter(isPair) : [];
  } catch {
    return [];
  }
}
