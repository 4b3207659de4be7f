import type { Schema } from '../kubernetes/schema.ts';
import { Mapping, type Node, Scalar, Sequence } from '../yaml/node.ts';
import { resolvePlain } from '../yaml/resolve-tag.ts';
import { mapItems } from './apply-field-spec.ts';

/**
 * Scalars that kustomize has written without a type: what they are is decided by their text, again and again. One
 * that was read, or set as a string, keeps its type whatever is written into it.
 */
const untagged = new WeakSet<Scalar>();

/** @returns a scalar without a type of its own: what its text looks like, unless it is quoted. */
export function withoutType(text: string, by?: Pick<Scalar, 'style' | 'place'>): Scalar {
  const style = by?.style ?? 'plain';
  const scalar = new Scalar(text, style === 'plain' ? resolvePlain(text) : 'str', style, by?.place);
  untagged.add(scalar);
  return scalar;
}

export function hasType(scalar: Scalar): boolean {
  return !untagged.has(scalar);
}

/** @returns a node whose every scalar has its type, as it has once it was JSON. */
export function withTypes(node: Node): Node {
  if (node instanceof Scalar) {
    return untagged.has(node) ? new Scalar(node.text, node.tag, node.style, node.place) : node;
  }
  if (node instanceof Sequence) return mapItems(node, withTypes);
  let result = node;
  for (const [key, value] of node.entries) result = result.with(key, withTypes(value));
  return result;
}

const NO_STRING_IN_YAML_1_1 =
  /^(y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?0b[01_]+)$/;

/**
 * Quotes strings that do not look like one, and scalars without a type, wherever a strategic merge passes by: those
 * are strings from then on.
 *
 * @param schema tells which lists are merged, and so passed through
 * @param patch what is merged; the scalars that it replaces are not passed by
 * @see kustomize kyaml/yaml FieldSetter.Filter, IsYaml1_1NonString
 */
export function quoteUntagged(node: Node, schema: Schema | undefined, patch: Node | undefined): Node {
  if (node instanceof Scalar) return needsQuotes(node) ? new Scalar(node.text, 'str', 'double', node.place) : node;
  if (node instanceof Sequence) {
    if (schema?.merges !== true) return node;
    return mapItems(node, (item) => quoteUntagged(item, schema.elements(), undefined));
  }
  let result = node;
  for (const [key, value] of node.entries) {
    const patched = patch instanceof Mapping ? patch.get(key) : undefined;
    if (!(patched instanceof Scalar)) result = result.with(key, quoteUntagged(value, schema?.field(key), patched));
  }
  return result;
}

function needsQuotes(scalar: Scalar): boolean {
  if (scalar.style !== 'plain' || scalar.text === '' || (scalar.tag !== 'str' && hasType(scalar))) return false;
  return resolvePlain(scalar.text) !== 'str' || NO_STRING_IN_YAML_1_1.test(scalar.text);
}
