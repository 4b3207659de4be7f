import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the built program; the sources have none. */
const FILE = new URL('../../build-id', import.meta.url);

/** @returns what tells this build from every other one; `undefined` where the program runs from its sources */
export function buildId(): string | undefined {
  try {
    return `${readFileSync(FILE, 'utf8')} ${process.version}`;
  } catch {
    return undefined;
  }
}

/** @returns a digest of the built program, and of the versions of what it is built on */
export function computeBuildId(): { readonly file: URL; readonly id: string } {
  const folder = new URL('../..', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  const hash = createHash('sha256');
  for (const path of files.sort()) hash.update(`${path}\0`).update(readFileSync(new URL(path, folder)));
  const lock = fileURLToPath(new URL('../../../package-lock.json', import.meta.url));
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return { file: FILE, id: hash.digest('hex') };
}
