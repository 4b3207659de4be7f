import { type MinimatchOptions, minimatch } from 'minimatch';

/**
 * Whether everything that one glob matches is matched by another too. What cannot be told at a glance is answered with
 * no: a wrong yes would let a glob grow unseen.
 *
 * @param wide, narrow `undefined`: matches everything
 * @param options those with which the globs are matched in earnest
 */
export function coversGlob(wide: string | undefined, narrow: string | undefined, options: MinimatchOptions): boolean {
  if (wide === undefined || wide === narrow) return true;
  if (narrow === undefined) return false;
  if (isLiteral(narrow)) return minimatch(narrow, wide, options);
  const [directory = '', ...rest] = wide.split('/**');
  const isTree = rest.length === 1 && rest[0] === '' && isLiteral(directory);
  // minimatch resolves `..` within a pattern, which could lead out of the directory again.
  return isTree && narrow.startsWith(`${directory}/`) && !narrow.includes('..') && !narrow.includes('\\');
}

/** Conservative: plain names, paths and versions. */
function isLiteral(glob: string): boolean {
  return /^[\w./:-]+$/.test(glob) && !glob.includes('..');
}
