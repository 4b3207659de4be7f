import { chainOf, type Inventory, type InventoryObject } from '../../flux/roots/inventory.ts';
import { leavesOf, namedFields } from '../../helm/trace/leaves.ts';
import { hideNames } from '../secrets/hide-names.ts';
import { shownChange } from '../secrets/mask.ts';
import { SecretValues } from '../secrets/secret-values.ts';
import { placeOf } from './change-chain.ts';
import { madeFields } from './made-fields.ts';
import type { HowMade } from './made-places.ts';
import { type ToldLine, toldLine } from './told-line.ts';

/** Where an object of a cluster comes from, as a whole and field by field. */
export interface ObjectExplanation {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The references from the entrypoint to the line that holds it. */
  readonly chain: readonly ToldLine[];
  readonly fields: readonly FieldOrigin[];
}

export interface FieldOrigin {
  /** As text: `spec.replicas`. */
  readonly path: string;
  /** `***` where it is secret. */
  readonly value: unknown;
  /** Where the value was written; undefined for one that the render has made, and where that is not known. */
  readonly place: ToldLine | undefined;
  /** Of a field that a chart makes; unknown where nothing is certain of how. */
  readonly made?: HowMade | 'unknown';
}

/** @param inventory the cluster's, whose Secrets' values stay hidden */
export function explainObject(object: InventoryObject, inventory: Inventory): ObjectExplanation {
  const { resource } = object;
  const secrets = new SecretValues([inventory]);
  const made = madeFields(object, inventory);
  const fields = namedFields(leavesOf(resource.node)).map(([own, { segments, node, list }]): FieldOrigin => {
    const lists = list === undefined ? {} : { lists: { before: list, after: list } };
    const { path, after } = shownChange({ segments, before: undefined, after: node, ...lists }, resource, secrets);
    const place = placeOf(node, object);
    if (made === undefined) return { path, value: after, place: place && toldLine(place) };
    const known = made.get(own);
    return { path, value: after, place: known?.place, made: known?.how ?? 'unknown' };
  });
  const hide = (name: string) => hideNames(name, secrets.names);
  const [apiVersion, kind] = [hide(resource.apiVersion), hide(resource.kind)];
  const [namespace, name] = [hide(resource.namespace), hide(resource.name)];
  return { apiVersion, kind, namespace, name, chain: chainOf(object).map(toldLine), fields };
}
