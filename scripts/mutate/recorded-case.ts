import * as v from 'valibot';

const verdict = v.object({ seed: v.optional(v.number()), how: v.optional(v.string()) });

/** The first case that an engine gets wrong, and how; empty where it gets all of them right. */
export type Verdict = v.InferOutput<typeof verdict>;

/** Holds this engine to what was recorded of another, and prints the verdict for `verdictIn` to read. */
export function printVerdict<T extends { readonly seed: number }>(
  cases: readonly T[],
  howDifferent: (each: T) => string | undefined,
): void {
  process.stdout.write(JSON.stringify(firstDifference(cases, howDifferent)));
}

/** @throws Error where it was not printed by `printVerdict` */
export function verdictIn(text: string): Verdict {
  return v.parse(verdict, JSON.parse(text));
}

function firstDifference<T extends { readonly seed: number }>(
  cases: readonly T[],
  howDifferent: (each: T) => string | undefined,
): Verdict {
  for (const each of cases) {
    const how = orThrown(() => howDifferent(each));
    if (how !== undefined) return { seed: each.seed, how };
  }
  return {};
}

function orThrown(howDifferent: () => string | undefined): string | undefined {
  try {
    return howDifferent();
  } catch (error) {
    return `THROWN ${error instanceof Error ? error.stack : String(error)}`;
  }
}
