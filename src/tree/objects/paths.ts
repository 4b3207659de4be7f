/**
 * Repository paths: `/`-separated, relative to the root, without `.`, `..`, empty segments or slashes at either end;
 * `''` is the root. They are compared case by case and byte by byte, as git compares them.
 */

/**
 * Brings a path into its one spelling, without looking at any file (as Go's `path.Clean`, which kustomize uses).
 *
 * @returns undefined where it leads above the root. A leading slash means nothing: the path is read from the root.
 */
export function normalizePath(path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (isRootOfItsOwn(segments) || segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** What stands elsewhere begins with a NUL, and nothing in it leads out of it: see `../sources/mount.ts`. */
function isRootOfItsOwn(segments: readonly string[]): boolean {
  return segments.length === 1 && segments[0]?.startsWith('\0') === true;
}

/**
 * @param directory a normalized path
 * @param target a path as somebody wrote it, relative to the directory
 * @returns the normalized path, or undefined where it leads above the root
 */
export function joinPath(directory: string, target: string): string | undefined {
  return normalizePath(directory === '' ? target : `${directory}/${target}`);
}

/** @returns the normalized path of the directory that holds a path; the root's is the root. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** @returns the last segment of a normalized path; `''` for the root. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @returns the segments of a normalized path; none for the root. */
export function segmentsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

/** @returns whether a normalized path is the directory itself or is below it. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/**
 * @returns how one would write a path in a file of a directory: `../base`, `deployment.yaml`; `.` for the directory.
 *   Both are normalized paths.
 */
export function relativePath(directory: string, path: string): string {
  const from = segmentsOf(directory);
  const to = segmentsOf(path);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  const up = from.slice(shared).map(() => '..');
  return [...up, ...to.slice(shared)].join('/') || '.';
}
