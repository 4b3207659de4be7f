import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/**
 * Writes what comes into a file, however large, without holding it.
 *
 * @param path absolute, of a file that is not there yet
 * @returns its SHA-256, in hexadecimal
 * @throws whatever the body throws
 */
export async function saveBody(body: AsyncIterable<Buffer>, path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
