import { Minimatch } from 'minimatch';
import { oncePerText } from '../../memo/by-value.ts';

/** One line of a `.sourceignore`, in the directory that holds it. */
export interface IgnorePattern {
  /** The directory's segments: the pattern speaks of nothing outside. */
  readonly domain: readonly string[];
  readonly segments: readonly string[];
  /** `!`: what it matches is kept after all. */
  readonly includes: boolean;
  readonly directoriesOnly: boolean;
}

/** What source-controller leaves out of every artifact. */
const DEFAULTS = `
.git/
.gitignore
.gitmodules
.gitattributes
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

/** @see fluxcd/pkg sourceignore/gitignore ParsePattern, sourceignore ReadPatterns */
export function readIgnorePatterns(text: string, domain: readonly string[]): readonly IgnorePattern[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => {
      const includes = line.startsWith('!');
      const pattern = (includes ? line.slice(1) : line).replace(/(?<!\\) +$/, '');
      const directoriesOnly = pattern.endsWith('/');
      return { domain, segments: pattern.replace(/\/$/, '').split('/'), includes, directoriesOnly };
    });
}

export const defaultIgnorePatterns = readIgnorePatterns(DEFAULTS, []);

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

function matches(pattern: IgnorePattern, path: readonly string[], isDirectory: boolean): boolean {
  const { domain, segments } = pattern;
  if (path.length <= domain.length || domain.some((segment, index) => path[index] !== segment)) return false;
  const inner = domain.length === 0 ? path : path.slice(domain.length);
  const spares = pattern.directoriesOnly && !isDirectory;
  return segments.length > 1 ? matchesPath(segments, inner, spares) : matchesName(segments, inner, spares);
}

/** A pattern without a slash matches any part of the path; one for directories spares what is none. */
function matchesName(segments: readonly string[], path: readonly string[], spares: boolean): boolean {
  const at = path.findIndex((name) => matchesSegment(segments[0] ?? '', name));
  return at >= 0 && !(spares && at === path.length - 1);
}

/** A pattern with a slash starts at its directory; `**` skips any number of directories. */
function matchesPath(segments: readonly string[], path: readonly string[], spares: boolean): boolean {
  let at = 0;
  let matched = false;
  let skips = false;
  for (const [index, segment] of segments.entries()) {
    if (segment === '') {
      skips = false;
    } else if (segment === '**') {
      if (index === segments.length - 1) break;
      skips = true;
    } else {
      if (segment.includes('**') || at >= path.length) return false;
      const found = skips ? indexFrom(path, at, segment) : at;
      const isMatch = found < path.length && matchesSegment(segment, path[found] ?? '');
      if (!isMatch && !skips) return false;
      matched = isMatch;
      at = found + 1;
      skips = false;
    }
  }
  return matched && !(spares && at >= path.length);
}

function indexFrom(path: readonly string[], start: number, segment: string): number {
  const found = path.findIndex((name, index) => index >= start && matchesSegment(segment, name));
  return found < 0 ? path.length : found;
}

/** As Go's `filepath.Match`: no braces, no extended globs; a leading dot is a character like any other. */
function matchesSegment(pattern: string, name: string): boolean {
  return compile(pattern)(name);
}

/** Far more patterns than any repository has, and few enough that hostile ones cannot fill the memory. */
const MOST_PATTERNS = 10_000;

const compile = oncePerText(MOST_PATTERNS, (pattern): ((name: string) => boolean) => {
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern;
  const [star, ending = ''] = [pattern[0], pattern.slice(1)];
  if (star === '*' && !/[*?[\\]/.test(ending)) return (name) => name.endsWith(ending);
  const options = { dot: true, nobrace: true, noext: true, nocomment: true, nonegate: true };
  const glob = new Minimatch(pattern, options);
  return (name) => glob.match(name);
});
