import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * @returns where this program may keep what it can do without
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ a relative path is to be ignored
 */
export function cacheDirectory(): string {
  const { XDG_CACHE_HOME: given } = process.env;
  const home = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(home, 'blast-radius');
}
