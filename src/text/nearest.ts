/**
 * The valid word that a wrong one was most likely meant to be.
 *
 * @returns `undefined` where nothing is near enough to be worth suggesting: more than a third of the letters differ
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalise(word).slice(0, 64);
  const all = [...candidates];
  let best: string | undefined;
  // Another letter instead of the only one is another word.
  let bestDistance = Math.min(wanted.length, Math.max(1, Math.floor(wanted.length / 3)) + 1);
  for (const candidate of all) {
    const other = normalise(candidate).slice(0, 64);
    // Each letter that one has more is a change: of thousands of names, few need be compared.
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  // Half a name is not a misspelling of the whole one, but still the best guess.
  return best ?? (wanted.length < 3 ? undefined : all.find((candidate) => normalise(candidate).startsWith(wanted)));
}

/** `per_cluster`, `per-cluster` and `PerCluster` are all `perCluster` misspelt by nobody's mistake but habit. */
function normalise(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}

/** Damerau-Levenshtein with adjacent transpositions: `prdo` is one slip from `prod`. */
function editDistance(from: string, to: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let distance = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        distance = Math.min(distance, at(beforePrevious, j - 2) + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
