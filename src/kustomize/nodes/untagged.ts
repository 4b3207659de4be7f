import { type Node, Scalar, Sequence, type Tag } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { mapItems } from './map-items.ts';

const UNTAGGED = { isUntagged: true } as const;

/**
 * @returns a scalar without a type of its own: what its text looks like, unless it is quoted. One that was read, or set
 *   as a string, keeps its type whatever is written into it
 */
export function withoutType(text: string, by?: Pick<Scalar, 'style' | 'place'>): Scalar {
  const style = by?.style ?? 'plain';
  return new Scalar(text, style === 'plain' ? resolvePlain(text) : 'str', style, by?.place, UNTAGGED);
}

export function hasType(scalar: Scalar): boolean {
  return scalar.marks.isUntagged !== true;
}

/**
 * Writes a text of a type in a style. In quotes it is printed as a string, and the type is only hidden: a text that is
 * not of the type cannot be printed at all.
 *
 * @see goyaml.v3 encoder.node, which drops a tag where the text says the same
 */
export function withType(text: string, tag: Tag, { style, place }: Pick<Scalar, 'style' | 'place'>): Scalar {
  if (style === 'plain' || tag === 'str' || resolvePlain(text) !== tag) return new Scalar(text, tag, style, place);
  return new Scalar(text, 'str', style, place, { typeInQuotes: tag });
}

/** @returns the type that a scalar has, be it hidden. */
export function typeOf(scalar: Scalar): Tag {
  return scalar.marks.typeInQuotes ?? scalar.tag;
}

/** @returns a node whose every scalar has its type, as it has once it was JSON. */
export function withTypes(node: Node): Node {
  if (node instanceof Scalar) return hasType(node) ? node : node.with();
  if (node instanceof Sequence) return mapItems(node, withTypes);
  let result = node;
  for (const [key, value] of node.entries) result = result.with(key, withTypes(value));
  return result;
}

const NO_STRING_IN_YAML_1_1 =
  /^(y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?0b[01_]+)$/;

/**
 * @returns a scalar as kyaml sets it into a field: a string that does not look like one is quoted, and what has no type
 * is a string from then on.
 * @see kustomize kyaml/yaml FieldSetter.Filter, IsYaml1_1NonString
 */
export function quoted(scalar: Scalar): Scalar {
  if (scalar.style !== 'plain' || scalar.text === '' || (scalar.tag !== 'str' && hasType(scalar))) return scalar;
  if (resolvePlain(scalar.text) === 'str' && !NO_STRING_IN_YAML_1_1.test(scalar.text)) return scalar;
  return scalar.with({ tag: 'str', style: 'double' });
}
