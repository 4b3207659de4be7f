import { anyVersion, isClone, type SourceRef, shownInSource, sourceKey } from './source-ref.ts';

/**
 * What stands elsewhere has its place among the files of the repository that refers to it, below a first segment that
 * begins with a NUL: no name in a repository holds one. So whatever reads files, remembers what it has read or says where
 * an object comes from does so for both.
 */
const MOUNT = '\0';

/** @returns the path of all that a reference brings */
export function mountPath(source: SourceRef): string {
  return mountOfKey(sourceKey(source));
}

/** @returns the path of all that the reference with a key brings */
export function mountOfKey(key: string): string {
  return MOUNT + encodeURIComponent(key);
}

/** @returns whether a path is not one of the repository itself */
export function isMounted(path: string): boolean {
  return path.startsWith(MOUNT);
}

/** @returns whether a path is one of what kustomize clones for a remote base */
export function isCloned(path: string): boolean {
  return isMounted(path) && isClone(splitMounted(path).key);
}

/** @returns the key of the reference that a mounted path is in, and the path there */
export function splitMounted(path: string): { readonly mount: string; readonly key: string; readonly below: string } {
  const end = path.indexOf('/');
  const mount = end === -1 ? path : path.slice(0, end);
  return { mount, key: decodeURIComponent(mount.slice(MOUNT.length)), below: end === -1 ? '' : path.slice(end + 1) };
}

/** @returns a path as people read it, wherever it is */
export function shownPath(path: string): string {
  if (!isMounted(path)) return path;
  const { key, below } = splitMounted(path);
  return shownInSource(key, below);
}

/** @returns a text that is the same for a path of the repository, or for one elsewhere in whatever version */
export function placeOfAnyVersion(path: string): string {
  if (!isMounted(path)) return path;
  const { key, below } = splitMounted(path);
  return anyVersion(key, below);
}
