import type { Node } from '../../../../yaml/node/node.ts';

/** Why a patch cannot be merged; the message names the field. */
export class MergeError extends Error {
  /** The field, as `spec.containers[name=app].image`. */
  readonly path: string;
  /** What the patch says there, where it says something. */
  readonly node: Node | undefined;

  constructor(message: string, path: string, node: Node | undefined) {
    super(message);
    this.name = 'MergeError';
    this.path = path;
    this.node = node;
  }
}
