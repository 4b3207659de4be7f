import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';

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
  const { digest, bytes } = await digestOfFolder(directory);
  return { id, bytes, digest: createHash('sha256').update(`${id} ${bytes} ${digest}`).digest('hex') };
}

/** Files that are open at once. */
const SIDE_BY_SIDE = 32;

/** Of the names and contents of all files but the mark. */
async function digestOfFolder(directory: string): Promise<Pick<Mark, 'digest' | 'bytes'>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path !== join(directory, MARK))
    .sort();
  const whole = createHash('sha256');
  let bytes = 0;
  for (let from = 0; from < paths.length; from += SIDE_BY_SIDE) {
    const files = await Promise.all(paths.slice(from, from + SIDE_BY_SIDE).map((path) => digestOfFile(path)));
    for (const [index, file] of files.entries()) {
      whole.update(`${relative(directory, paths[from + index] ?? '')}\0${file.digest}\0`);
      bytes += file.bytes;
    }
  }
  return { digest: whole.digest('hex'), bytes };
}

async function digestOfFile(path: string): Promise<Pick<Mark, 'digest' | 'bytes'>> {
  const hash = createHash('sha256');
  const file = createReadStream(path);
  await pipeline(file, hash);
  return { digest: hash.digest('hex'), bytes: file.bytesRead };
}
