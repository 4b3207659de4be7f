import { Mapping, type Scalar } from '../../yaml/node/node.ts';
import type { UnknownFields, ValueSchema } from '../schemas/value-schema.ts';
import { validateValue } from './validate-value.ts';
import type { Step, Violation } from './violation.ts';
import { Walk } from './walk.ts';

interface ValidateOptions {
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
  const at = { path: [], around: object, unknown: options.unknown };
  validateValue(plain, schema, at, walk);
  const all = walk.violations.filter(({ path }) => !isOwnLabel(path));
  const [last] = walk.unreported === 0 ? [] : all.slice(-1);
  if (last === undefined) return all;
  return [
    ...all.slice(0, -1),
    { ...last, message: `${last.message}, and this object has ${walk.unreported} more errors` },
  ];
}

/** Flux drops all labels of an object with one that is no text, before the server could see it. */
function isOwnLabel([first, second]: readonly Step[]): boolean {
  return first === 'metadata' && second === 'labels';
}
