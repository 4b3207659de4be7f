import { isNull, scalarValue } from '../../kubernetes/schemas/scalar-value.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** Why an object loses its labels. */
export interface LostLabels {
  /** The label that is no text; absent where its labels are no mapping. */
  readonly label?: string;
  readonly node: Node;
}

/**
 * Does what Flux does with the labels and annotations of an object: it reads the labels to add its own, which are not
 * shown here, and sets those of `spec.commonMetadata` last of all, over what is there. Where one label is no text, it reads
 * none of them, and writes its own in their place.
 *
 * @returns the very object where nothing changes
 * @see fluxcd/pkg ssa ResourceManager.SetOwnerLabels, ssa/utils SetCommonMetadata
 */
export function withOwnMetadata(
  resource: Resource,
  commonMetadata: Node | undefined,
): { readonly resource: Resource; readonly lost: LostLabels | undefined } {
  const metadata = resource.node.get('metadata');
  if (!(metadata instanceof Mapping)) return { resource, lost: undefined };
  const labels = metadata.get('labels');
  const lost = labels && lostIn(labels);
  const common = commonMetadata instanceof Mapping ? commonMetadata : undefined;
  const labelled = setPairs(metadata, 'labels', readAsTexts(labels), common?.get('labels'));
  const annotations = labelled.get('annotations');
  const finished = common
    ? setPairs(labelled, 'annotations', readAsTexts(annotations), common.get('annotations'))
    : labelled;
  return {
    resource: finished === metadata ? resource : resource.withNewNode(resource.node.with('metadata', finished)),
    lost,
  };
}

/** @returns whether a value is text to Go */
export function isText(value: Node): boolean {
  return value instanceof Scalar && typeof scalarValue(value) === 'string';
}

function lostIn(labels: Node): LostLabels | undefined {
  if (isNull(labels)) return undefined;
  if (!(labels instanceof Mapping)) return { node: labels };
  const [found] = [...labels.entries].filter(([, value]) => !isNull(value) && !isText(value));
  return found && { label: found[0], node: found[1] };
}

function setPairs(metadata: Mapping, field: string, read: Mapping | undefined, pairs: Node | undefined): Mapping {
  const added = pairs instanceof Mapping ? pairs : new Mapping([]);
  let result = read ?? new Mapping([], added.place);
  for (const [key, value] of added.entries) {
    if (value instanceof Scalar) result = result.with(key, value.with({ tag: 'str', style: 'double' }));
  }
  const standing = metadata.get(field);
  if (result.entries.size > 0) return result === standing ? metadata : metadata.with(field, result);
  return field === 'labels' && standing !== undefined ? metadata.without(field) : metadata;
}

/**
 * Reads labels or annotations as the controller does: null is an empty text, and where one is no text at all, there are none.
 *
 * @see k8s.io/apimachinery unstructured NestedNullCoercingStringMap
 */
function readAsTexts(pairs: Node | undefined): Mapping | undefined {
  if (!(pairs instanceof Mapping)) return undefined;
  let result = pairs;
  for (const [key, value] of pairs.entries) {
    if (isNull(value)) result = result.with(key, new Scalar('', 'str', 'double', value.place));
    else if (!isText(value)) return undefined;
  }
  return result;
}
