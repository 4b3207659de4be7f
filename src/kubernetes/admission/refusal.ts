import { isHidden, isHiddenKey } from '../../yaml/node/hidden-scalar.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { scalarValue } from '../schemas/scalar-value.ts';
import type { Step } from '../validation/violation.ts';

/** Why the API server refuses an object, beyond what its schema says. Holds no value of the object. */
export interface Refusal {
  /**
   * Whether nothing serves the kind, an object of it needs a namespace and has none, cannot be read by the schema of its
   * kind, or a value of it is one that is not taken.
   */
  readonly code: 'no-kind' | 'no-namespace' | 'bad-type' | 'bad-value';
  readonly path: readonly Step[];
  /** What stands there, or around it. */
  readonly node: Node;
  /** Follows the path in a sentence: `must not be above its limit`. */
  readonly message: string;
  readonly fix?: string;
}

/** What stands within a text for a value that is not known. @see flux/substitute expand */
const OPAQUE = /opaque-[0-9a-f]{32}/;

/** A look at one object: what of it is known, and what is wrong. */
export class Inspection {
  readonly refusals: Refusal[] = [];
  readonly #isTemplate: boolean;

  /** @param isTemplate whether variables may yet be substituted, in a way that is not known */
  constructor(isTemplate: boolean) {
    this.#isTemplate = isTemplate;
  }

  /** @returns a text that is known for certain; `undefined` for all else */
  text(node: Node | undefined): string | undefined {
    if (!(node instanceof Scalar) || this.isOpaque(node)) return undefined;
    const value = scalarValue(node);
    return typeof value === 'string' ? value : undefined;
  }

  /** @returns a whole number that is known for certain; `undefined` for all else */
  whole(node: Node | undefined): number | undefined {
    if (!(node instanceof Scalar) || this.isOpaque(node)) return undefined;
    const value = scalarValue(node);
    return typeof value === 'bigint' ? Number(value) : undefined;
  }

  /** @returns whether a value stands for another that is not known, or must not be spoken of */
  isOpaque(node: Node | undefined): boolean {
    if (!(node instanceof Scalar)) return false;
    return isHidden(node) || node.text.startsWith('ENC[') || this.isTemplate(node.text);
  }

  /** @returns whether a text, or a key, may become another or stands for another */
  isTemplate(text: string): boolean {
    return (this.#isTemplate && text.includes('${')) || OPAQUE.test(text) || isHiddenKey(text);
  }

  refuse(path: readonly Step[], node: Node, message: string, fix?: string): void {
    this.refusals.push({ code: 'bad-value', path, node, message, ...(fix === undefined ? {} : { fix }) });
  }
}
