import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Finds a file of a compiled program by the end of its path, mostly its name alone, so that a script that alters it need
 * not know its folder.
 *
 * @param end without `.js`
 * @throws Error unless exactly one file below the folder is called that
 */
export function compiledFile(folder: string, end: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    `/${path.replaceAll(sep, '/')}`.endsWith(`/${end}.js`),
  );
  const [path, another] = found;
  if (path === undefined || another !== undefined)
    throw new Error(`${folder} has ${found.length} files ${end}.js, not one`);
  return join(folder, path);
}
