import type { Node } from '../../yaml/node/node.ts';

/** A step into an object: a field, the index of an item, or the item of a list whose key has a value. */
export type Step = string | number | { readonly key: string; readonly value: string };

export type ViolationCode = 'unknown-field' | 'wrong-type' | 'missing-field' | 'bad-value' | 'duplicate' | 'null-item';

/** One place of an object that its schema does not allow. Holds no value of the object. */
export interface Violation {
  readonly code: ViolationCode;
  readonly path: readonly Step[];
  /** What stands there, or around it. */
  readonly node: Node;
  /** Follows the path in a sentence: `must be a whole number, but is text`. */
  readonly message: string;
  readonly fix?: string;
  /** Whether the API server refuses the object for it; if not, the field is dropped. */
  readonly isRejected: boolean;
}
