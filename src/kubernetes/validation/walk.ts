import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import type { UnknownFields } from '../schemas/value-schema.ts';
import type { Step, Violation, ViolationCode } from './violation.ts';

/** Where a walk through an object stands. */
export interface At {
  readonly path: readonly Step[];
  /** The innermost node around it that was written somewhere. */
  readonly around: Node;
  readonly unknown: Exclude<UnknownFields, 'kept'>;
}

/** Nobody reads more of one object; the rest is counted. */
const MOST = 100;

/** Collects what is wrong on the way through an object, and whether anything on it could not be known. */
export class Walk {
  readonly violations: Violation[] = [];
  /** Whether a value was met of which nothing is known, so that "no violation" proves nothing. */
  metOpaque = false;
  /** How many violations there were beyond those that are kept. */
  unreported = 0;
  readonly #isOpaque: (scalar: Scalar) => boolean;

  /** @param isOpaque whether a text stands for another that is not known; hidden values are recognized without it */
  constructor(isOpaque: (scalar: Scalar) => boolean) {
    this.#isOpaque = isOpaque;
  }

  get isFull(): boolean {
    return this.violations.length >= MOST;
  }

  /** @returns whether the value is not known, or may not be spoken of. */
  skips(node: Node): boolean {
    if (!(node instanceof Scalar)) return false;
    const skips = isHidden(node) || this.#isOpaque(node);
    if (skips) this.metOpaque = true;
    return skips;
  }

  report(code: ViolationCode, node: Node, at: At, message: string, fix?: string): void {
    if (this.isFull) {
      this.unreported += 1;
      return;
    }
    const isRejected = code !== 'unknown-field' || at.unknown === 'rejected';
    const found = { code, path: at.path, node: node.place === undefined ? at.around : node, message, isRejected };
    this.violations.push(fix === undefined ? found : { ...found, fix });
  }

  /** @returns a walk of its own over the same object, to try what it would find. */
  trial(): Walk {
    return new Walk(this.#isOpaque);
  }
}

/** @returns a place within another. */
export function into(at: At, step: Step, node: Node): At {
  return { ...at, path: [...at.path, step], around: node.place === undefined ? at.around : node };
}
