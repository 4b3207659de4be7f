/** Directories that say that Flux lives there, not which cluster it is. */
const SAYS_NOTHING = /^(flux|flux-system|cluster|clusters|bootstrap|sync|config)$/;

/**
 * Names clusters after their paths: by the last directory that says something, and as many before it as it takes to
 * tell them apart.
 *
 * @returns names by path
 */
export function clusterNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map(paths.map((path) => [path, wordsOf(path)]));
  return new Map(
    paths.map((path) => {
      const own = words.get(path) ?? [path];
      let length = 1;
      const isTaken = () => paths.some((other) => other !== path && endsAlike(words.get(other) ?? [], own, length));
      while (length < own.length && isTaken()) length++;
      return [path, own.slice(-length).join('/') || 'root'];
    }),
  );
}

function wordsOf(path: string): readonly string[] {
  const segments = path.split('/');
  const last = segments.findLastIndex((segment) => !SAYS_NOTHING.test(segment));
  return last < 0 ? segments : segments.slice(0, last + 1);
}

function endsAlike(a: readonly string[], b: readonly string[], length: number): boolean {
  return a.slice(-length).join('/') === b.slice(-length).join('/');
}
