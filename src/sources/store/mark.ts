import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** Stands in each directory that is whole. */
const MARK = 'artifact.json';

const Mark = v.object({
  /** Of the object that matters. */
  id: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
  bytes: v.number(),
});

/** Says of a directory that it is whole, and how much it takes. */
export async function writeMark(directory: string, id: string): Promise<void> {
  await writeFile(join(directory, MARK), JSON.stringify({ id, bytes: await sizeOf(directory) }));
}

/** @returns what a directory says of itself; `undefined` where it is not whole */
export async function markOf(directory: string): Promise<v.InferOutput<typeof Mark> | undefined> {
  try {
    return v.parse(Mark, JSON.parse(await readFile(join(directory, MARK), 'utf8')));
  } catch {
    return undefined;
  }
}

async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
