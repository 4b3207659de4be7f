import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Variables } from '../env/read-variables.ts';

/**
 * The `.env` file that the registration page writes, read again at the next start.
 *
 * @returns its variables; none where there is no such file
 */
export function readDotEnv(path: string): Variables {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
