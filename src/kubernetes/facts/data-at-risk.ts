import { textAt } from '../../yaml/node/node-at.ts';
import { kindKey, type TypedObject } from './object-ref.ts';

/** What goes with an object of a kind, by group and kind. */
const GOES_WITH: ReadonlyMap<string, string> = new Map([
  ['/Namespace', 'everything in it'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'every object of that kind'],
  ['/PersistentVolumeClaim', 'the data on it, unless its volume is retained'],
  ['/PersistentVolume', 'the volume, as it is not retained'],
]);

/**
 * @param object one that Flux deletes
 * @returns which data is lost with it, in words; a StatefulSet leaves its claims, unless it says otherwise
 * @see kubernetes docs: StatefulSet, PersistentVolumeClaim retention
 */
export function dataAtRisk({ gvk, node }: TypedObject): string | undefined {
  if (kindKey(gvk) !== 'apps/StatefulSet') return GOES_WITH.get(kindKey(gvk));
  return textAt(node, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete'
    ? 'the claims it created, and the data on them'
    : undefined;
}
