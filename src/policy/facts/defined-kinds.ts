import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Side } from '../view/side.ts';

const known = new WeakMap<Side, ReadonlyMap<string, InventoryObject>>();

/** @returns the CustomResourceDefinitions of a cluster, by the kind they define: `group/Kind`. */
export function definedKinds(side: Side): ReadonlyMap<string, InventoryObject> {
  const defined =
    known.get(side) ??
    new Map(
      side.index.ofKind('apiextensions.k8s.io/CustomResourceDefinition').map((object) => {
        const { node } = object.resource;
        return [`${textAt(node, 'spec', 'group')}/${textAt(node, 'spec', 'names', 'kind')}`, object] as const;
      }),
    );
  known.set(side, defined);
  return defined;
}
