/** One figure of a run. Times are never compared between runs, so what has a goal is a ratio, a count, or CPU that is promised. */
export interface Measure {
  readonly group: string;
  readonly name: string;
  /** Where the group is a table of rows and columns: the name is the row. */
  readonly column?: string;
  readonly value: number;
  /** `times`: a ratio; `fold`: growth over a tenfold input; all else as it says. */
  readonly unit: 'times' | 'fold' | 'seconds' | 'a second' | 'MB' | 'count';
  /** What must hold of the value, where something must. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

/** @returns whether the goal is met; true where there is none. */
export function isMet({ value, goal }: Measure): boolean {
  if (goal === undefined) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** @returns the middle value of an odd number of them, and of an even one the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
