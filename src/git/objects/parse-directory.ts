import { decodeEntryName } from '../../tree/objects/entry-name.ts';
import type { Directory, EntryKind, ObjectId, TreeEntry } from '../../tree/objects/repo-tree.ts';

/** The kinds of a mode; whatever else git ever wrote (`100664`) is a file. */
const KINDS: Readonly<Record<string, EntryKind>> = { '40000': 'directory', '120000': 'symlink', '160000': 'submodule' };

/** A file whose owner may run it. */
const EXECUTABLE = /^100[1357]\d\d$/;

/** @param mode in octal, as trees write it: `40000`, `100644` */
export function entryOf(mode: string, id: ObjectId): TreeEntry {
  const kind = KINDS[mode] ?? 'file';
  return EXECUTABLE.test(mode) ? { kind, id, isExecutable: true } : { kind, id };
}

/** @returns the mode that git writes for an entry today */
export function modeOf({ kind, isExecutable }: TreeEntry): string {
  const special = Object.entries(KINDS).find(([, each]) => each === kind)?.[0];
  return special ?? (isExecutable === true ? '100755' : '100644');
}

const SPACE = 0x20;

/**
 * Reads a tree object: for each entry its mode in octal, a space, its name, a zero byte and its id in binary.
 *
 * @param bytes the object's content, without its header
 * @param idLength of an id in bytes: 20 for SHA-1, 32 for SHA-256
 * @returns its entries; or, of what git itself would never write, what is wrong with it: half an entry, no real name
 */
export function parseDirectory(bytes: Buffer, idLength: number): Directory | string {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(SPACE, at);
    const zero = bytes.indexOf(0, space + 1);
    const end = zero + 1 + idLength;
    if (space === -1 || zero === -1 || end > bytes.length) return 'ends within an entry';
    const name = decodeEntryName(bytes.subarray(space + 1, zero));
    if (name === '' || name === '.' || name === '..' || name.includes('/') || entries.has(name)) {
      return `holds the entry ${JSON.stringify(name)}`;
    }
    const mode = bytes.toString('latin1', at, space);
    entries.set(name, entryOf(mode, bytes.toString('hex', zero + 1, end)));
    at = end;
  }
  return entries;
}
