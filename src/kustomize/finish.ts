import { Mapping, type Node, Scalar } from '../yaml/node.ts';
import type { Resource } from './resource.ts';

/**
 * Leaves annotations as kustomize does once it has taken its own away: every value a string, and no empty mapping.
 *
 * @see kustomize api/resource Resource.RemoveBuildAnnotations, SetOrigin
 */
export function finishAnnotations(resources: readonly Resource[]): readonly Resource[] {
  return resources.map((resource) => {
    const metadata = resource.node.get('metadata');
    const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
    if (!(metadata instanceof Mapping) || annotations === undefined) return resource;
    const finished = asStrings(annotations);
    const changed = finished === undefined ? metadata.without('annotations') : metadata.with('annotations', finished);
    return resource.withNode(resource.node.with('metadata', changed));
  });
}

function asStrings(annotations: Node): Mapping | undefined {
  if (!(annotations instanceof Mapping) || annotations.entries.size === 0) return undefined;
  let result = annotations;
  for (const [key, value] of annotations.entries) {
    if (value instanceof Scalar && value.tag === 'str') continue;
    result = result.with(key, new Scalar(value instanceof Scalar ? value.text : '', 'str', 'plain', value.place));
  }
  return result;
}
