import type { Files, Found } from '../../tree/files/files.ts';
import { dirname, isWithin, joinPath, segmentsOf } from '../../tree/objects/paths.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { type ArtifactFilter, isCheckedOutBy } from './artifact-filter.ts';
import {
  defaultIgnorePatterns,
  type IgnorePattern,
  isIgnored,
  readIgnorePatterns,
  versionControlPatterns,
} from './ignore-pattern.ts';
import { patternsIn, SOURCE_IGNORE } from './source-ignores.ts';

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

/**
 * The files that source-controller puts into the artifact of a repository: a reference to any other fails in the
 * cluster, and so it does here.
 *
 * @param files all files of the repository, and of what it refers to elsewhere
 * @param filter what the source object says of its artifact
 * @see fluxcd/source-controller GitRepositoryReconciler.reconcileArtifact; fluxcd/pkg sourceignore
 */
export function artifactFiles(files: Files, filter: ArtifactFilter): Files {
  const known = new Map<string, readonly IgnorePattern[]>();
  const own = readIgnorePatterns(filter.ignore, []);
  const { base } = filter;
  /** What stands elsewhere is read as it is by an artifact of something else. */
  const isOfOthers = (path: string): boolean => (base === '' ? isMounted(path) : !isWithin(path, base));
  const inside = (path: string): string => (base === '' ? path : path.slice(base.length + 1));
  const segments = (path: string): readonly string[] => segmentsOf(inside(path));
  const isCheckedOut = (path: string): boolean => isCheckedOutBy(filter.sparseCheckout, inside(path));
  const defaults = filter.hasPatterns ? versionControlPatterns : defaultIgnorePatterns;
  const patternsFor = (directory: string): readonly IgnorePattern[] => {
    let patterns = known.get(directory);
    if (patterns === undefined) {
      const outer = directory === base ? defaults : patternsFor(dirname(directory));
      const file = joinPath(directory, SOURCE_IGNORE) ?? '';
      const inner = isCheckedOut(file) ? patternsIn(files, files.find(file), segments(directory)) : [];
      patterns = inner.length > 0 ? [...outer, ...inner] : outer;
      known.set(directory, patterns);
    }
    return patterns;
  };
  const isLeftOut = (path: string, isDirectory = false): boolean =>
    (!isDirectory && !isCheckedOut(path)) ||
    isIgnored([...patternsFor(dirname(path)), ...own], segments(path), isDirectory);
  const notIncluded = (path: string) => filter.includes.find(({ at }) => isWithin(path, at));

  /** A directory that is left out stands in the artifact after all where anything below it does. */
  const stands = (directory: DirectoryFound): boolean =>
    directory.path === base ||
    (!isLeftOut(directory.path, true) && isInCheckout(directory)) ||
    holdsAny(directory, (path) => !isLeftOut(path), stands);
  const isInCheckout = (directory: DirectoryFound): boolean =>
    isCheckedOut(`${directory.path}/`) || holdsAny(directory, isCheckedOut, isInCheckout);
  const holdsAny = (
    directory: DirectoryFound,
    isSuchFile: (path: string) => boolean,
    isSuchDirectory: (inner: DirectoryFound) => boolean,
  ): boolean =>
    [...files.list(directory)].some(([name, { kind }]) => {
      const path = joinPath(directory.path, name) ?? name;
      if (kind === 'file') return isSuchFile(path);
      const inner = kind === 'directory' ? files.find(path) : undefined;
      return inner?.kind === 'directory' && isSuchDirectory(inner);
    });
  const kept = (directory: DirectoryFound, entries: ReturnType<Files['list']>) =>
    new Map(
      [...entries].filter(
        ([name, entry]) => entry.kind !== 'file' || !isLeftOut(joinPath(directory.path, name) ?? name),
      ),
    );
  return {
    find: (path) => {
      if (isOfOthers(path)) return files.find(path);
      const other = notIncluded(path);
      if (other !== undefined) return { kind: 'absent', path, why: 'included', lack: other.lack };
      const found = files.find(path);
      if (found.kind === 'submodule' && filter.recurseSubmodules) return { ...found, kind: 'absent', why: 'included' };
      const isGone = found.kind === 'file' ? isLeftOut(path) : found.kind === 'directory' && !stands(found);
      return isGone ? { kind: 'absent', path, why: 'ignored' } : found;
    },
    list: (directory) =>
      isOfOthers(directory.path)
        ? files.list(directory)
        : withIncluded(kept(directory, files.list(directory)), directory.path, filter.includes),
    peek: (directory) => (isOfOthers(directory.path) ? files.peek(directory) : kept(directory, files.peek(directory))),
    read: (file) => files.read(file),
    keeps: files.keeps,
    memory: files.memory,
    // The patterns that a computation meets are part of what it reads: each reads them for itself.
    once: (kind, key, compute) =>
      files.once(kind, `${JSON.stringify(filter)}\n${key}`, (inner) => compute(artifactFiles(inner, filter))),
  };
}

/** What another source adds stands in the listing of its directory, so that it does not look missing. */
function withIncluded(
  entries: ReturnType<Files['list']>,
  directory: string,
  includes: ArtifactFilter['includes'],
): ReturnType<Files['list']> {
  const below = includes.map(({ at }) => at).filter((path) => path !== directory && isWithin(path, directory));
  if (below.length === 0) return entries;
  const all = new Map(entries);
  for (const path of below) {
    const [name = ''] = path.slice(directory === '' ? 0 : directory.length + 1).split('/');
    if (!all.has(name)) all.set(name, { kind: 'submodule', id: '' });
  }
  return all;
}
