import { Mapping, type Scalar } from '../../yaml/node.ts';
import { validateValue } from './validate-value.ts';
import type { UnknownFields, ValueSchema } from './value-schema.ts';
import type { Violation } from './violation.ts';
import { Walk } from './walk.ts';

export interface ValidateOptions {
  /** What becomes of unknown fields where the schema does not say. */
  readonly unknown: Exclude<UnknownFields, 'kept'>;
  /** Whether a text may stand for another that is not known here. */
  readonly isOpaque: (scalar: Scalar) => boolean;
}

/** @returns each place of an object that its schema does not allow; none of them tells a value */
export function validateObject(object: Mapping, schema: ValueSchema, options: ValidateOptions): readonly Violation[] {
  const isEncrypted = object.get('sops') instanceof Mapping;
  // Flux decrypts before it applies: what SOPS added is gone by then, and what it encrypted is not known here.
  const plain = isEncrypted ? object.without('sops') : object;
  const walk = new Walk((scalar) => options.isOpaque(scalar) || (isEncrypted && scalar.text.startsWith('ENC[')));
  validateValue(plain, schema, { path: [], around: object, unknown: options.unknown }, walk);
  return walk.violations;
}
