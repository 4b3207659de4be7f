import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files that are open at once. */
const SIDE_BY_SIDE = 32;

/**
 * @param directory absolute path
 * @param except the name of a file in it that does not count
 * @returns a digest of the names and contents of all files in it, and how many bytes they have
 */
export async function digestOfFolder(
  directory: string,
  except: string,
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path !== join(directory, except))
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

async function digestOfFile(path: string): Promise<{ readonly digest: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const file = createReadStream(path);
  await pipeline(file, hash);
  return { digest: hash.digest('hex'), bytes: file.bytesRead };
}
