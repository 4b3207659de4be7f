const SCHEME = /^(?:git::)?(?:ssh|https?|file):\/\//i;
const USER_AT_HOST = /^(?:git::)?[a-z][a-z0-9-]*@[^/:]+[:/]/i;
const GITHUB = /^(?:git::)?github\.com[:/][^/]+\/./i;

/**
 * @returns whether kustomize would clone or download what this reference names, rather than read it from the tree
 * @see kustomize api/internal/git NewRepoSpecFromURL, api/internal/loader IsRemoteFile
 */
export function isRemote(reference: string): boolean {
  return SCHEME.test(reference) || USER_AT_HOST.test(reference) || GITHUB.test(reference);
}
