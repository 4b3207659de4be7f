/** What a variable stands for. */
export type Variable = KnownVariable | OpaqueVariable;

interface KnownVariable extends Sourced {
  readonly value: string;
  /** Whether it comes from a Secret: rendered as it is, and never shown. */
  readonly isSecret?: boolean;
}

/** A value that exists and is not known here: it is encrypted, or its Secret is not in the repository. */
interface OpaqueVariable extends Sourced {
  /** Equal for equal values, as far as that is known: where it comes from, and the encrypted text. */
  readonly opaque: string;
}

interface Sourced {
  /** Which source of `substituteFrom` sets it; absent where `substitute` does, which no source comes after. */
  readonly index?: number;
}

/** A source of `substituteFrom` that only the cluster has: any variable may come from it. */
export interface UnknownSource {
  readonly source: string;
  readonly index: number;
}

/** What a substitution has to go by. */
export interface Variables {
  readonly named: ReadonlyMap<string, Variable>;
  /** In their order: one that comes after the source of a variable may set another value of it. */
  readonly unknown: readonly UnknownSource[];
  /** Whether there may be no variable at all, so that Flux leaves every text as it is. */
  readonly mayBeNone?: boolean;
}

export const NO_VARIABLES: Variables = { named: new Map(), unknown: [] };
