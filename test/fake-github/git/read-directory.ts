import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileContent } from './import-commit.ts';

/** Every file below a directory as what a commit writes: links stay links, programs stay executable. */
export const readDirectory = async (directory: string): Promise<Record<string, FileContent>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const contents = files.map(async (entry): Promise<[string, FileContent]> => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).split(sep).join('/');
    if (entry.isSymbolicLink()) return [name, { symlink: await readlink(path) }];
    const bytes = await readFile(path);
    return [name, (await stat(path)).mode & 0o100 ? { executable: bytes } : bytes];
  });
  return Object.fromEntries((await Promise.all(contents)).sort(([a], [b]) => (a < b ? -1 : 1)));
};
