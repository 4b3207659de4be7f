import type { Notes } from '../../../src/github/api/notes.ts';

/** @param isAlive whether the process still is that writes these notes */
export function notesIn(kept: Map<string, string>, isAlive: () => boolean): Notes {
  return {
    isShared: false,
    read: async (key) => kept.get(key),
    write: async (key, text) => {
      if (isAlive()) kept.set(key, text);
    },
    remove: async (key) => {
      if (isAlive()) kept.delete(key);
    },
    list: async (prefix) => [...kept].flatMap(([key, text]) => (key.startsWith(prefix) ? [text] : [])),
  };
}
