import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Finds a file of the compiled engine by its name alone, so that a script that alters it need not know its folder.
 *
 * @param name without `.js`
 * @throws Error unless exactly one file below the folder is called that
 */
export function compiledFile(folder: string, name: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => basename(path) === `${name}.js`,
  );
  const [path, another] = found;
  if (path === undefined || another !== undefined)
    throw new Error(`${folder} has ${found.length} files ${name}.js, not one`);
  return join(folder, path);
}
