import { basename, isWithin } from '../../../tree/objects/paths.ts';
import { compileDoubleStar } from './double-star.ts';

/** What a copy leaves out of what it matches. */
export interface Exclusion {
  readonly patterns: readonly string[];
  /** The directory that paths are matched from as well as from the root of the source; empty for that alone. */
  readonly from: string;
}

/**
 * @param path in the source
 * @see fluxcd/source-watcher internal/builder shouldExcludePath
 */
export function isExcluded({ patterns, from }: Exclusion, path: string): boolean {
  if (patterns.length === 0) return false;
  const isBelow = from !== '' && path !== from && isWithin(path, from);
  return patterns.some(
    (pattern) => matches(pattern, path) || (isBelow && matches(pattern, path.slice(from.length + 1))),
  );
}

/** A pattern without a slash is one of a name, however deep. */
function matches(pattern: string, path: string): boolean {
  const fits = compileDoubleStar(pattern);
  if (fits === undefined) return false;
  return fits(path) || (!pattern.includes('/') && fits(basename(path)));
}
