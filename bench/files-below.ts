import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @returns the texts of all files below a folder, by their paths in it; links are left out, as Flux has none */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), readFileSync(path, 'utf8')];
    }),
  );
}
