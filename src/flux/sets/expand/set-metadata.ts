import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';

/** The group of what flux-operator adds to what it makes. */
export const SET_LABELS = 'resourceset.fluxcd.controlplane.io';

/** A ResourceSet, as what it makes names it. */
export interface SetName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * @param common `spec.commonMetadata`
 * @returns an object with the labels and annotations that its ResourceSet adds, which win
 * @see fluxcd/pkg ssa/utils SetCommonMetadata, ssa ResourceManager.SetOwnerLabels
 */
export function withSetMetadata(node: Mapping, common: Node | undefined, { name, namespace }: SetName): Mapping {
  const owner: readonly (readonly [string, Node])[] = [
    [`${SET_LABELS}/name`, new Scalar(name, 'str', 'double')],
    [`${SET_LABELS}/namespace`, new Scalar(namespace, 'str', 'double')],
  ];
  const labelled = withEntries(node, 'labels', [...entriesAt(common, 'labels'), ...owner]);
  return withEntries(labelled, 'annotations', entriesAt(common, 'annotations'));
}

/** @returns whether an object says itself that the operator leaves it out */
export function isLeftOut(node: Mapping): boolean {
  return textAt(node, 'metadata', 'annotations', 'fluxcd.controlplane.io/reconcile') === 'disabled';
}

function entriesAt(common: Node | undefined, key: string): readonly (readonly [string, Node])[] {
  const entries = nodeAt(common, key);
  return entries instanceof Mapping ? [...entries.entries] : [];
}

function withEntries(node: Mapping, key: string, entries: readonly (readonly [string, Node])[]): Mapping {
  const metadata = node.get('metadata');
  const inner = metadata instanceof Mapping ? metadata : new Mapping([]);
  const own = inner.get(key);
  const all = [...textsIn(own), ...entries];
  return all.length === 0 ? node : node.with('metadata', inner.with(key, new Mapping(all)));
}

/** To Go, a map in which a value is neither a text nor null has none at all. */
function textsIn(map: Node | undefined): readonly (readonly [string, Node])[] {
  const entries = map instanceof Mapping ? [...map.entries] : [];
  const texts = entries.map(([key, value]) => [key, isNull(value) ? new Scalar('', 'str', 'double') : value] as const);
  return texts.every(([, value]) => value instanceof Scalar && value.tag === 'str') ? texts : [];
}

function isNull(node: Node): boolean {
  return node instanceof Scalar && node.tag === 'null';
}
