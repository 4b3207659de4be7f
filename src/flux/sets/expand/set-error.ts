/** Why the operator makes nothing of a ResourceSet. */
export class SetError extends Error {
  override readonly name = 'SetError';
  /** Which part of its spec it is about, as far as that is one. */
  readonly part: Part | undefined;

  constructor(message: string, part?: Part) {
    super(message);
    this.part = part;
  }
}

/** A template of a ResourceSet, and a line of it. */
export interface Part {
  /** Keys and places of items from its spec on. */
  readonly path: readonly (string | number)[];
  /** From 1, in the text of the template. */
  readonly line?: number | undefined;
  /** From 1, in that line. */
  readonly column?: number | undefined;
}
