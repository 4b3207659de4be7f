/** How a program is broken in one place: a text of the compiled file that stands there once, and another. */
export interface Edit {
  /** The end of its path below the compiled `src`, without its extension. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A mistake, such as a hasty hand could make, and where else it is made, as what one place lets through another holds up. */
export interface Mutation extends Edit {
  readonly name: string;
  readonly also?: readonly Edit[];
}

export function editsOf({ file, from, to, also = [] }: Mutation): readonly Edit[] {
  return [{ file, from, to }, ...also];
}
