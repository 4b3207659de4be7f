import { Buffer } from 'node:buffer';
import { compilePathPattern } from '../../text/path-pattern.ts';

/** One line of a `.sourceignore`, in the directory that holds it. */
export interface IgnorePattern {
  /** The directory's segments: the pattern speaks of nothing outside. */
  readonly domain: readonly string[];
  readonly segments: readonly Segment[];
  /** `!`: what it matches is kept after all. */
  readonly includes: boolean;
  readonly directoriesOnly: boolean;
}

/** What stands between two slashes. */
interface Segment {
  readonly text: string;
  /** @returns whether a name matches; none does where the segment is malformed */
  readonly matches: (name: string) => boolean;
}

/** What source-controller leaves out of every artifact. */
const VERSION_CONTROL = `
.git/
.gitignore
.gitmodules
.gitattributes
`;

/** What it leaves out as well, where the repository and its source say nothing of their own. */
const UNASKED = `
*.jpg
*.jpeg
*.gif
*.png
*.wmv
*.flv
*.tar.gz
*.zip
.github/
.circleci/
.travis.yml
.gitlab-ci.yml
appveyor.yml
.drone.yml
cloudbuild.yaml
codeship-services.yml
codeship-steps.yml
**/.goreleaser.yml
**/.sops.yaml
**/.flux.yaml
`;

/** Go's scanner reads no further where a line has as many bytes. */
const LONGEST_LINE = 65_536;

/** A line of white space, as Go's `unicode.IsSpace` has it, is empty. */
const EMPTY = /^(?:[^\S\uFEFF]|\u0085)*$/;

/** @see fluxcd/pkg sourceignore/gitignore ParsePattern, sourceignore ReadPatterns; golang/go bufio Scanner */
export function readIgnorePatterns(text: string, domain: readonly string[]): readonly IgnorePattern[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.length >= LONGEST_LINE || Buffer.byteLength(line) >= LONGEST_LINE);
  return (end < 0 ? lines : lines.slice(0, end))
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#') && !EMPTY.test(line))
    .map((line) => {
      const includes = line.startsWith('!');
      const named = includes ? line.slice(1) : line;
      const pattern = named.endsWith('\\ ') ? named : named.replace(/ +$/, '');
      const directoriesOnly = pattern.endsWith('/');
      return { domain, segments: pattern.replace(/\/$/, '').split('/').map(segmentOf), includes, directoriesOnly };
    });
}

function segmentOf(text: string): Segment {
  return { text, matches: compilePathPattern(text) ?? (() => false) };
}

export const versionControlPatterns = readIgnorePatterns(VERSION_CONTROL, []);
export const defaultIgnorePatterns = readIgnorePatterns(`${VERSION_CONTROL}${UNASKED}`, []);

/**
 * @param patterns from the least to the most important
 * @param path of a file, or of a directory
 * @returns whether it is left out: the last pattern that matches decides
 * @see fluxcd/pkg sourceignore/gitignore matcher.Match
 */
export function isIgnored(patterns: readonly IgnorePattern[], path: readonly string[], isDirectory = false): boolean {
  const deciding = patterns.findLast((pattern) => matches(pattern, path, isDirectory));
  return deciding !== undefined && !deciding.includes;
}

/** @returns the pattern that would leave a file out if nothing else were said; `undefined` where none would. */
export function defaultPatternFor(path: readonly string[]): string | undefined {
  const pattern = defaultIgnorePatterns.findLast((each) => matches(each, path, false));
  return pattern && `${pattern.segments.map(({ text }) => text).join('/')}${pattern.directoriesOnly ? '/' : ''}`;
}

function matches(pattern: IgnorePattern, path: readonly string[], isDirectory: boolean): boolean {
  const { domain, segments } = pattern;
  if (path.length <= domain.length || domain.some((segment, index) => path[index] !== segment)) return false;
  const inner = domain.length === 0 ? path : path.slice(domain.length);
  const spares = pattern.directoriesOnly && !isDirectory;
  const [segment] = segments;
  if (segment === undefined || segments.length > 1) return matchesPath(segments, inner, spares);
  return matchesAnyName(segment, inner, spares);
}

/** A pattern without a slash matches any part of the path; one for directories spares what is none. */
function matchesAnyName({ matches }: Segment, path: readonly string[], spares: boolean): boolean {
  const at = path.findIndex(matches);
  return at >= 0 && !(spares && at === path.length - 1);
}

/** A pattern with a slash starts at its directory; `**` skips any number of directories. */
function matchesPath(segments: readonly Segment[], path: readonly string[], spares: boolean): boolean {
  let at = 0;
  let matched = false;
  let skips = false;
  for (const [index, segment] of segments.entries()) {
    if (segment.text === '') {
      skips = false;
    } else if (segment.text === '**') {
      if (index === segments.length - 1) break;
      skips = true;
    } else {
      if (segment.text.includes('**') || at >= path.length) return false;
      const found = skips ? indexFrom(path, at, segment) : at;
      const isMatch = found < path.length && segment.matches(path[found] ?? '');
      if (!isMatch && !skips) return false;
      matched = isMatch;
      at = found + 1;
      skips = false;
    }
  }
  return matched && !(spares && at >= path.length);
}

function indexFrom(path: readonly string[], start: number, { matches }: Segment): number {
  const found = path.findIndex((name, index) => index >= start && matches(name));
  return found < 0 ? path.length : found;
}
