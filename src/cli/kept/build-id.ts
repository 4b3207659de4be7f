import { readFileSync } from 'node:fs';

/** Beside the built program; the sources have none. */
const FILE = new URL('./build-id', import.meta.url);

/** @returns what tells this build from every other one; `undefined` where the program runs from its sources */
export function buildId(): string | undefined {
  try {
    return `${readFileSync(FILE, 'utf8')} ${process.version}`;
  } catch {
    return undefined;
  }
}
