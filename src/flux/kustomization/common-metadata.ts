import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/**
 * Sets the labels and annotations of `spec.commonMetadata` on an object: last of all, over what it has.
 *
 * @see fluxcd/pkg ssa/utils SetCommonMetadata
 */
export function setCommonMetadata(resource: Resource, commonMetadata: Node | undefined): Resource {
  if (!(commonMetadata instanceof Mapping)) return resource;
  const labelled = setPairs(resource.node, 'labels', commonMetadata.get('labels'));
  return resource.withNode(setPairs(labelled, 'annotations', commonMetadata.get('annotations')));
}

function setPairs(object: Mapping, field: string, pairs: Node | undefined): Mapping {
  if (!(pairs instanceof Mapping) || pairs.entries.size === 0) return object;
  const metadata = object.get('metadata');
  const standing = metadata instanceof Mapping ? metadata : new Mapping([]);
  const old = standing.get(field);
  let result = old instanceof Mapping ? old : new Mapping([], pairs.place);
  for (const [key, value] of pairs.entries) {
    if (value instanceof Scalar) result = result.with(key, value.with({ tag: 'str', style: 'double' }));
  }
  return object.with('metadata', standing.with(field, result));
}
