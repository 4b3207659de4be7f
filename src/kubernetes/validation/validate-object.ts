import { Mapping, type Node, type Scalar } from '../../yaml/node/node.ts';
import { isNull, whatIs } from '../schemas/scalar-value.ts';
import type { UnknownFields, ValueSchema } from '../schemas/value-schema.ts';
import { validateValue } from './validate-value.ts';
import type { Step, Violation } from './violation.ts';
import { type At, into, Walk } from './walk.ts';

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
  const all = [...walk.violations.filter(({ path }) => !isOwnLabel(path)), ...lostLabels(plain, at, walk)];
  const [last] = walk.unreported === 0 ? [] : all.slice(-1);
  if (last === undefined) return all;
  return [
    ...all.slice(0, -1),
    { ...last, message: `${last.message}, and this object has ${walk.unreported} more errors` },
  ];
}

function isOwnLabel([first, second]: readonly Step[]): boolean {
  return first === 'metadata' && second === 'labels';
}

/**
 * Flux reads an object's labels to add its own. If one is not a string, null included, it reads none, and writes only its
 * own in their place: the server never sees what was wrong.
 *
 * @see fluxcd/pkg ssa/manager.go SetOwnerLabels, apimachinery unstructured NestedStringMap
 */
function lostLabels(object: Mapping, at: At, walk: Walk): readonly Violation[] {
  const metadata = object.get('metadata');
  const labels = metadata instanceof Mapping ? metadata.get('labels') : undefined;
  if (metadata === undefined || labels === undefined || isNull(labels)) return [];
  const own = walk.trial();
  const there = into(into(at, 'metadata', metadata), 'labels', labels);
  const tell = (node: Node, where: At, what: string) =>
    own.report(
      'wrong-type',
      node,
      where,
      `must be ${what}, but is ${whatIs(node)}: Flux drops all labels of the object`,
    );
  if (!(labels instanceof Mapping)) tell(labels, there, 'a mapping');
  else
    for (const [name, value] of labels.entries) {
      if (own.skips(value) || whatIs(value) === 'text') continue;
      tell(value, into(there, name, value), 'text');
    }
  return own.violations.map((violation) => ({ ...violation, isRejected: false, fix: 'Write it as text, in quotes.' }));
}
