/**
 * @param most how many names stand before the rest is counted
 * @returns names as a sentence has them: `dev`, `dev and test`, `a, b, c, d, e and 3 more`
 */
export function inWords(names: readonly string[], most = 5): string {
  const shown = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
