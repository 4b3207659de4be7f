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
  const ends = new Map<string, number>();
  for (const own of words.values()) for (const end of endsOf(own)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return new Map(
    [...words].map(([path, own]) => {
      const all = endsOf(own);
      const name = all.find((end) => ends.get(end) === 1) ?? all.at(-1);
      return [path, name || 'root'];
    }),
  );
}

function wordsOf(path: string): readonly string[] {
  const segments = path.split('/');
  const last = segments.findLastIndex((segment) => !SAYS_NOTHING.test(segment));
  return last < 0 ? segments : segments.slice(0, last + 1);
}

/** From the last word to all of them. */
function endsOf(words: readonly string[]): readonly string[] {
  return words.map((_, index) => words.slice(words.length - 1 - index).join('/'));
}
