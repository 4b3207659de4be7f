import type { Node } from '../../yaml/node/node.ts';

/** Why a JSON patch is none, or cannot be applied. */
export class JsonPatchError extends Error {
  /** The JSON pointer of the operation at fault, as written. */
  readonly path: string | undefined;
  /** The operation, where there is one. */
  readonly node: Node | undefined;

  constructor(message: string, node?: Node, path?: string) {
    super(message);
    this.name = 'JsonPatchError';
    this.path = path;
    this.node = node;
  }
}
