import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';

/** What goes with an object of a kind, by `group/kind`. */
const GOES_WITH: ReadonlyMap<string, string> = new Map([
  ['/Namespace', 'everything in it'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'every object of that kind'],
  ['/PersistentVolumeClaim', 'the data on it, unless its volume is retained'],
  ['/PersistentVolume', 'the volume, by its reclaim policy'],
]);

/**
 * @param object one that Flux deletes
 * @returns which data is lost with it, in words; a StatefulSet leaves its claims, unless it says otherwise
 * @see kubernetes docs: StatefulSet, PersistentVolumeClaim retention
 */
export function dataAtRisk({ resource }: InventoryObject): string | undefined {
  const kind = `${resource.gvk.group}/${resource.kind}`;
  if (kind !== 'apps/StatefulSet') return GOES_WITH.get(kind);
  const spec = resource.node.get('spec');
  const policy = spec instanceof Mapping ? spec.get('persistentVolumeClaimRetentionPolicy') : undefined;
  const whenDeleted = policy instanceof Mapping ? policy.get('whenDeleted') : undefined;
  return whenDeleted instanceof Scalar && whenDeleted.text === 'Delete'
    ? 'the claims it made, and the data on them'
    : undefined;
}
