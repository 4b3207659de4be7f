import { type Mapping, Scalar } from '../../yaml/node/node.ts';

/**
 * @returns annotations as kustomize writes them whenever it writes one of them: every value a string, whatever a
 *   transformer has left there.
 * @see kustomize kyaml/yaml RNode.SetAnnotations
 */
export function stringValues(annotations: Mapping): Mapping {
  let result = annotations;
  for (const [key, value] of annotations.entries) {
    if (value instanceof Scalar && value.tag === 'str') continue;
    result = result.with(key, new Scalar(value instanceof Scalar ? value.text : '', 'str', 'plain', value.place));
  }
  return result;
}
