import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openFolder } from '../../disk/open-folder.ts';
import type { FileEdit } from '../../promotion/plan/file-edit.ts';
import { cannotTell } from '../process/cli-error.ts';

/**
 * Writes edits into a clone's work tree, all or none: every file must still be what the edit began with. Directories
 * that are emptied go.
 *
 * @throws CliError where a file has changed meanwhile, or its directory leads out of the clone
 */
export function writeEdits(folder: string, edits: readonly FileEdit[]): void {
  const { root } = openFolder(folder);
  for (const { path, before } of edits) {
    refuseLink(root, path);
    const now = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    if (now !== before) throw cannotTell(`${path} has changed meanwhile; run this again`);
  }
  for (const { path, after, mode } of edits) {
    const file = join(root, path);
    if (after === undefined) removeFile(root, file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      // Of a new file only; what is there keeps its own.
      writeFileSync(file, after, { mode: mode === '100755' ? 0o777 : 0o666 });
    }
  }
}

/** A repository's link must not lead a write out of it. */
function refuseLink(root: string, path: string): void {
  let existing = dirname(join(root, path));
  while (!existsSync(existing)) existing = dirname(existing);
  const inside = relative(realpathSync(root), realpathSync(existing));
  const isLink = existsSync(join(root, path)) && lstatSync(join(root, path)).isSymbolicLink();
  if (inside.startsWith('..') || isLink) throw cannotTell(`${path} is a symbolic link; edit what it points at`);
}

function removeFile(root: string, file: string): void {
  rmSync(file);
  try {
    for (let directory = dirname(file); directory !== root; directory = dirname(directory)) rmdirSync(directory);
  } catch {
    // Something else is in it: it stays.
    return;
  }
}
