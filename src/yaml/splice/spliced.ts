import type { Node } from '../node/node.ts';

/** What an edit gives: the whole new text, or why the text was left alone. */
export type Spliced =
  | { readonly kind: 'spliced'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly line: number | undefined };

/** Where a node stands: the document, and the keys and indices that lead to it. */
export interface NodePath {
  readonly document: number;
  readonly steps: readonly (string | number)[];
}

/** Characters to replace; offsets of the old text. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** What an edit does to the text, and what shall stand at its path afterwards; `undefined`: the key is gone. */
export interface Drawing {
  readonly cuts: readonly Cut[];
  readonly value: Node | undefined;
}

/** Ends an edit with a reason; it never leaves this folder. */
export class SpliceRefusal extends Error {
  /** A character offset in the text. */
  readonly offset: number | undefined;

  constructor(reason: string, offset?: number) {
    super(reason);
    this.offset = offset;
  }
}
