import { createHash } from 'node:crypto';
import { KeptById } from '../../memo/by-id.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { joinPath } from '../../tree/objects/paths.ts';

/** The YAML files below a directory. */
interface YamlBelow {
  /** Says the same for directories below which the files have the same names. */
  readonly key: string;
  readonly count: number;
  /** @returns their paths, relative to the directory, in order */
  readonly paths: () => readonly string[];
}

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

const KEPT = new KeptById<YamlBelow>({ capacity: 100_000 });

/** @throws Needs where a directory has not been fetched yet */
export function yamlBelow(files: Files, directory: DirectoryFound): YamlBelow {
  return KEPT.once(files.memory, directory.id, () => {
    const entries = [...files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
    const found = mapAll(entries, ([name, { kind, id }]): readonly Entry[] => {
      if (kind === 'file') return /\.ya?ml$/.test(name) ? [{ name }] : [];
      if (kind !== 'directory') return [];
      const below = yamlBelow(files, { kind, path: joinPath(directory.path, name) ?? name, id });
      return below.count === 0 ? [] : [{ name, below }];
    }).flat();
    const text = JSON.stringify(found.map(({ name, below }) => [name, below?.key ?? '']));
    return {
      key: createHash('sha1').update(text).digest('hex'),
      count: found.reduce((sum, { below }) => sum + (below?.count ?? 1), 0),
      paths: () => found.flatMap(pathsOf),
    };
  });
}

interface Entry {
  readonly name: string;
  /** Of a directory. */
  readonly below?: YamlBelow;
}

function pathsOf({ name, below }: Entry): readonly string[] {
  return below === undefined ? [name] : below.paths().map((path) => `${name}/${path}`);
}
