import { type Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/**
 * @returns annotations as kustomize writes them whenever it writes one of them: every value a string, whatever a
 *   transformer has left there.
 * @see kustomize kyaml/yaml RNode.SetAnnotations
 */
export function stringValues(annotations: Mapping): Mapping {
  let result = annotations;
  for (const [key, value] of annotations.entries) {
    if (value instanceof Scalar && value.tag === 'str') continue;
    result = result.with(key, asString(value));
  }
  return result;
}

/** @returns a value as the string that Go's `map[string]string` holds for it: a scalar's text, else nothing */
export function asString(value: Node): Scalar {
  if (value instanceof Scalar) return value.with({ tag: 'str', style: 'plain' });
  return new Scalar('', 'str', 'plain', value.place);
}
