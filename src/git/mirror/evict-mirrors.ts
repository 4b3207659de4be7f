import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Kept {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/**
 * Removes mirrors until the rest fits, the longest unused first: each can be fetched again.
 *
 * @param directory the folder of all mirrors; absolute
 * @param mostBytes what they may take together
 * @param inUse absolute paths of those that must stay
 * @returns the paths that were removed
 */
export async function evictMirrors(
  directory: string,
  mostBytes: number,
  inUse: ReadonlySet<string>,
): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  const all = await Promise.all(names.map((name) => measure(join(directory, name))));
  const oldestFirst = all.sort((one, other) => one.usedAt - other.usedAt);
  let total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  const removed: string[] = [];
  for (const { path, bytes } of oldestFirst) {
    if (total <= mostBytes) break;
    if (inUse.has(path)) continue;
    await rm(path, { recursive: true, force: true });
    total -= bytes;
    removed.push(path);
  }
  return removed;
}

async function measure(path: string): Promise<Kept> {
  const { mtimeMs } = await stat(path);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // A file that git removes meanwhile takes nothing.
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return { path, bytes: sizes.reduce((sum, size) => sum + size, 0), usedAt: mtimeMs };
}
