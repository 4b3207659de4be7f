import { type Node, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { kindKey, type TypedObject } from './object-ref.ts';

/** What goes with an object of a kind, by group and kind. */
const GOES_WITH: ReadonlyMap<string, string> = new Map([
  ['/Namespace', 'everything in it'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'every object of that kind'],
  ['/PersistentVolumeClaim', 'the data on it, unless its volume is retained'],
  ['/PersistentVolume', 'the volume, as it is not retained'],
]);

/**
 * @param object one that is deleted
 * @param isWithAll whether its Namespace is deleted too
 * @returns which data is lost with it, in words; a StatefulSet alone leaves its claims, unless it says otherwise
 */
export function dataAtRisk({ gvk, node }: TypedObject, isWithAll: boolean): string | undefined {
  if (kindKey(gvk) !== 'apps/StatefulSet') return GOES_WITH.get(kindKey(gvk));
  return deletesClaims(node, isWithAll) ? 'the claims it created, and the data on them' : undefined;
}

/**
 * @param node a StatefulSet that is deleted
 * @param isWithAll whether its Namespace is deleted too
 * @returns whether the claims that were made for it are deleted
 * @see kubernetes docs: StatefulSet, PersistentVolumeClaim retention
 */
export function deletesClaims(node: Node, isWithAll: boolean): boolean {
  if (textAt(node, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete') return true;
  const templates = isWithAll ? nodeAt(node, 'spec', 'volumeClaimTemplates') : undefined;
  return templates instanceof Sequence && templates.items.length > 0;
}
