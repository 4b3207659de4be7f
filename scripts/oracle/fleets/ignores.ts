import type { Random } from '../../fuzz/random.ts';

/** @returns lines of a `.sourceignore`, about files that are there. */
export function ignorePatterns(random: Random, paths: readonly string[]): string {
  return random.some(1, 4, () => pattern(random, random.pick(paths))).join('\n');
}

function pattern(random: Random, path: string): string {
  const [name = ''] = path.split('/').slice(-1);
  const directory = path.split('/').slice(0, -1).join('/');
  return random.pick([
    ...[path, `/${path}`, name, `*${name.slice(-6)}`, `${name.slice(0, 1)}*`, `**/${name}`, `!${name}`, `!/${path}`],
    ...[
      `/${directory}/`,
      `${directory}/*`,
      '/*',
      '!/apps',
      '!/clusters',
      '!/apps/**',
      '*.md',
      '# nothing',
      '',
      '[ab]*.yaml',
    ],
  ]);
}

/** @returns `.sourceignore` files for a few directories of a fleet. */
export function ignoreFiles(random: Random, paths: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (random.chance(0.15)) files.set('.sourceignore', ignorePatterns(random, paths));
  if (!random.chance(0.15)) return files;
  const path = random.pick(paths);
  const directory = path.split('/').slice(0, -1).join('/');
  const inside = paths
    .filter((each) => each.startsWith(`${directory}/`))
    .map((each) => each.slice(directory.length + 1));
  files.set(`${directory}/.sourceignore`, ignorePatterns(random, inside));
  return files;
}
