/** What a variable stands for. */
export type Variable = KnownVariable | OpaqueVariable;

interface KnownVariable {
  readonly value: string;
  /** Whether it comes from a Secret: rendered as it is, and never shown. */
  readonly isSecret?: boolean;
}

/** A value that exists and is not known here: it is encrypted, or its Secret is not in the repository. */
interface OpaqueVariable {
  /** Equal for equal values, as far as that is known: where it comes from, and the encrypted text. */
  readonly opaque: string;
}

/** What a substitution has to go by. */
export interface Variables {
  readonly named: ReadonlyMap<string, Variable>;
  /** Names a source that is not known at all; a variable that has no other value may come from it, and is opaque. */
  readonly unknownSource?: string | undefined;
}

export const NO_VARIABLES: Variables = { named: new Map() };
