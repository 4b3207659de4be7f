import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every path below a folder, with its mode, time and content: equal snapshots, untouched folder. The time of an object
 * is left out: git renews it where it would have written the same object anew.
 */
export function snapshot(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.map((name) => {
    const stat = lstatSync(join(folder, name));
    const content = stat.isFile() ? readFileSync(join(folder, name), 'latin1') : '';
    const time = name.includes('.git/objects/') ? '' : stat.mtimeMs;
    return `${name} ${stat.mode} ${time} ${content}`;
  });
}
