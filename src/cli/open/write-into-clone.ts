import { existsSync, lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openFolder } from '../../disk/open-folder.ts';
import { cannotTell } from '../process/cli-error.ts';

/** @returns whether something is at a path of a clone's work tree, be it a link to nothing; no folder has nothing. */
export function isInClone(folder: string, path: string): boolean {
  if (!existsSync(folder)) return false;
  return lstatSync(join(openFolder(folder).root, path), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes one file into a clone's work tree.
 *
 * @returns false where something is there that is not to be overwritten; it stays as it is
 * @throws CliError where its directory leads out of the clone, or it is a link
 */
export function writeIntoClone(folder: string, path: string, text: string, overwrites: boolean): boolean {
  const { root } = openFolder(folder);
  refuseLink(root, path);
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, text, { flag: overwrites ? 'w' : 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A repository's link must not lead a write out of it. @throws CliError */
export function refuseLink(root: string, path: string): void {
  let existing = dirname(join(root, path));
  while (!existsSync(existing)) existing = dirname(existing);
  const inside = relative(realpathSync(root), realpathSync(existing));
  const isLink = lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (inside.startsWith('..') || isLink) throw cannotTell(`${path} is a symbolic link; edit its target`);
}
