import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Memory } from '../../memo/memory.ts';
import type { Files } from './files.ts';
import { computed } from './recording-files.ts';

/**
 * @param name of a file that nothing holds, in the root
 * @returns files that are this one alone
 */
export function oneFile(name: string, text: string, memory: Memory): Files {
  const bytes = Buffer.from(text);
  const id = createHash('sha256').update(bytes).digest('hex');
  const entries = new Map([[name, { kind: 'file' as const, id }]]);
  const files: Files = {
    find: (path) => {
      if (path === '') return { kind: 'directory', path, id: `directory of ${id}` };
      return path === name ? { kind: 'file', path, id } : { kind: 'absent', path, why: 'not-found' };
    },
    list: () => entries,
    peek: () => entries,
    read: () => ({ kind: 'bytes', bytes }),
    keeps: false,
    memory,
    once: (_kind, _key, compute) => computed(files, compute),
  };
  return files;
}
