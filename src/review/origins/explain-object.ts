import { chainOf, type Inventory, type InventoryObject } from '../../flux/roots/inventory.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { Segment } from '../contract/field-change.ts';
import { shownChange } from '../secrets/mask.ts';
import { SecretValues } from '../secrets/secret-values.ts';
import { placeOf } from './change-chain.ts';

/** Where an object of a cluster comes from, as a whole and field by field. */
export interface ObjectExplanation {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The references from the entrypoint to the line that holds it. */
  readonly chain: readonly FileLine[];
  readonly fields: readonly FieldOrigin[];
}

interface FieldOrigin {
  /** As text: `spec.replicas`. */
  readonly path: string;
  /** `***` where it is secret. */
  readonly value: unknown;
  /** Where the value was written; undefined for one that the render has made. */
  readonly place: FileLine | undefined;
}

/** @param inventory the cluster's, whose Secrets' values stay hidden */
export function explainObject(object: InventoryObject, inventory: Inventory): ObjectExplanation {
  const { resource } = object;
  const secrets = new SecretValues([inventory]);
  const fields = leavesOf(resource.node, []).map(({ segments, node, list }): FieldOrigin => {
    const lists = list === undefined ? {} : { lists: { before: list, after: list } };
    const { path, after } = shownChange({ segments, before: undefined, after: node, ...lists }, resource, secrets);
    return { path, value: after, place: placeOf(node, object) };
  });
  const { apiVersion, kind, namespace, name } = resource;
  return { apiVersion, kind, namespace, name, chain: chainOf(object), fields };
}

interface Leaf {
  readonly segments: readonly Segment[];
  readonly node: Node;
  /** The list that it is an item of. */
  readonly list?: Sequence | undefined;
}

function leavesOf(node: Node, segments: readonly Segment[], list?: Sequence): readonly Leaf[] {
  if (node instanceof Mapping && node.entries.size > 0)
    return [...node.entries].flatMap(([key, value]) => leavesOf(value, [...segments, key]));
  if (node instanceof Sequence && node.items.length > 0)
    return node.items.flatMap((item, index) => leavesOf(item, [...segments, itemSegment(item, index)], node));
  return [{ segments, node, list }];
}

function itemSegment(item: Node, index: number): Segment {
  const name = item instanceof Mapping ? item.get('name') : undefined;
  return name instanceof Scalar ? { key: 'name', value: name.text } : index;
}
