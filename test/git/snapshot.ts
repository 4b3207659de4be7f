import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every path below a folder, with its size, time and content: equal snapshots, untouched folder. */
export function snapshot(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.map((name) => {
    const stat = lstatSync(join(folder, name));
    const content = stat.isFile() ? readFileSync(join(folder, name), 'latin1') : '';
    return `${name} ${stat.mode} ${stat.mtimeMs} ${content}`;
  });
}
