import { compilePathPattern } from '../../../text/path-pattern.ts';
import { basename, dirname } from '../../../tree/objects/paths.ts';
import { compileDoubleStar } from './double-star.ts';
import { CopyFailure } from './not-composed.ts';
import type { SourceFiles } from './source-files.ts';

const SPECIAL = /[*?[\\]/;

/**
 * @returns the paths of a source that a pattern matches, as Go's `fs.Glob` finds them: `**` is no more than `*`
 * @throws CopyFailure where the pattern is malformed
 */
export function globIn(source: SourceFiles, pattern: string): readonly string[] {
  if (compilePathPattern(pattern) === undefined) throw new CopyFailure('syntax error in pattern');
  if (!SPECIAL.test(pattern)) return isPlain(pattern) && isThere(source, pattern) ? [pattern] : [];
  const slash = pattern.lastIndexOf('/');
  const directory = pattern.slice(0, Math.max(slash, 0));
  const matches = compilePathPattern(pattern.slice(slash + 1)) ?? (() => false);
  const directories = SPECIAL.test(directory) ? globIn(source, directory) : [directory];
  return directories
    .filter((each) => each === '' || isPlain(each))
    .flatMap((each) => {
      const names = source.list(each).filter((entry) => matches(entry.name));
      return names.map((entry) => (each === '' ? entry.name : `${each}/${entry.name}`));
    });
}

/**
 * @returns the files of a source that a pattern with `**` matches, in the order in which they are found
 * @throws CopyFailure where the pattern is malformed
 */
export function filesMatching(source: SourceFiles, pattern: string): readonly string[] {
  const fits = compileDoubleStar(pattern);
  if (fits === undefined) throw new CopyFailure('syntax error in pattern');
  const segments = pattern.split('/');
  const literal = segments
    .slice(
      0,
      segments.findIndex((segment) => /[*?[{\\]/.test(segment)),
    )
    .join('/');
  if (literal !== '' && !isPlain(literal)) return [];
  const found: string[] = [];
  const waiting = [literal];
  for (const directory of waiting) {
    for (const { name, kind } of source.list(directory)) {
      const path = directory === '' ? name : `${directory}/${name}`;
      if (kind === 'directory') waiting.push(path);
      if (fits(path)) found.push(path);
    }
  }
  const isWalk = pattern.endsWith('**');
  return found
    .map((path) => ({ path, key: orderKey(path, isWalk) }))
    .sort(byKey)
    .map(({ path }) => path);
}

/** What ends in `**` is walked through; else the files of a directory come before those of the directories in it. */
function orderKey(path: string, isWalk: boolean): readonly [string, string] {
  const [directory, name] = isWalk ? [path, ''] : [dirname(path), basename(path)];
  return [directory.replaceAll('/', '\0'), name];
}

function byKey(
  { key: one }: { key: readonly [string, string] },
  { key: other }: { key: readonly [string, string] },
): number {
  if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
  return one[1] < other[1] ? -1 : 1;
}

/** A path that Go's file systems take: without what leads nowhere or out. */
function isPlain(path: string): boolean {
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function isThere(source: SourceFiles, path: string): boolean {
  const { kind } = source.find(path);
  return kind === 'file' || kind === 'directory';
}
