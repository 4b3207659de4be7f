/** @returns `1 object`, `3 objects`, `1,204 objects` */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${count === 1 ? noun : plural(noun)}`;
}

/** @returns `dev`, `dev and test`, `dev, test and prod`; above the limit `dev, test and 18 more` */
export function listed(names: readonly string[], limit = 4): string {
  const shown =
    names.length > limit ? [...names.slice(0, limit - 1), `${grouped(names.length - limit + 1)} more`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** As many names as a sentence holds. */
export const MOST_NAMES = 6;

/** @returns the same as findings have it, whose reader must look at each: six names, or five and how many more */
export function listedAtLength(names: readonly string[]): string {
  return listed(names, MOST_NAMES);
}

/** @returns all of them, where words decide what somebody has approved */
export function listedWhole(names: readonly string[]): string {
  return listed(names, Number.POSITIVE_INFINITY);
}

/** @returns `1,204`: written out, as a run's locale must not change a report */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
