import type { Scalar } from './node.ts';

/** What kustomize itself fails to print: `encoding/json` or the YAML it writes refuses the value. */
export class Unprintable extends Error {
  readonly code: 'not-finite' | 'control-character' | 'invalid-binary' | 'wrong-type';
  /** The scalar, with its place; `undefined` where a mapping's key is at fault. */
  readonly scalar: Scalar | undefined;

  constructor(code: Unprintable['code'], message: string, scalar?: Scalar) {
    super(message);
    this.name = 'Unprintable';
    this.code = code;
    this.scalar = scalar;
  }
}
