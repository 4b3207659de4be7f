/**
 * @returns the candidate that one most likely meant: with the fewest letters to change, at most a third of them; or
 *   the one that ends in `/` and the text, as `origin/main` does for `main`
 */
export function nearestText(text: string, candidates: readonly string[]): string | undefined {
  const suffixed = candidates.find((candidate) => candidate.endsWith(`/${text}`));
  if (suffixed !== undefined) return suffixed;
  let best: string | undefined;
  let fewest = Math.floor(text.length / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= fewest) continue;
    const changes = editDistance(text, candidate);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}

/** Levenshtein's, by rows. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
