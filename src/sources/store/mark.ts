import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { digestOfFolder } from './digest-of-folder.ts';

/** Stands in each directory that is whole. */
const MARK = 'artifact.json';

const Mark = v.object({
  /** Of the object that matters. */
  id: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
  bytes: v.number(),
  /** Of both, and of all beside this file. */
  digest: v.string(),
});

type Mark = v.InferOutput<typeof Mark>;

/** Says of a directory that it is whole, and how much it takes. */
export async function writeMark(directory: string, id: string): Promise<void> {
  await writeFile(join(directory, MARK), JSON.stringify(await marked(directory, id)));
}

/** @returns what a directory says of itself; `undefined` where it is not whole */
export async function markOf(directory: string): Promise<Mark | undefined> {
  try {
    return v.parse(Mark, JSON.parse(await readFile(join(directory, MARK), 'utf8')));
  } catch {
    return undefined;
  }
}

/** @returns whether a directory still holds what it was marked with */
export async function holdsMarked(directory: string, { id, bytes, digest }: Mark): Promise<boolean> {
  const now = await marked(directory, id).catch(() => undefined);
  return now?.bytes === bytes && now.digest === digest;
}

async function marked(directory: string, id: string): Promise<Mark> {
  const { digest, bytes } = await digestOfFolder(directory, MARK);
  return { id, bytes, digest: createHash('sha256').update(`${id} ${bytes} ${digest}`).digest('hex') };
}
