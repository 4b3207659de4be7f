import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trusted } from '../http/connections.ts';

/**
 * Git trusts what one file holds, and nothing beside it.
 *
 * @param directory absolute path of the folder that keeps what was fetched
 * @param authorities absolute path of certificates that are trusted beside the usual ones
 * @returns absolute path of a file that holds all of them
 * @throws FetchError `credentials`
 */
export async function authoritiesFile(directory: string, authorities: string): Promise<string> {
  const all = trusted(authorities).join('\n');
  const path = join(directory, `authorities-${createHash('sha256').update(all).digest('hex')}.pem`);
  if (existsSync(path)) return path;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, all);
  await rename(aside, path);
  return path;
}
