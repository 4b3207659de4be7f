import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Side } from '../view/side.ts';

/** @returns the CustomResourceDefinitions of a cluster, by the kind they define: `group/Kind`. */
export const definedKinds = onceEach(
  ({ index }: Side): ReadonlyMap<string, InventoryObject> =>
    new Map(
      index.ofKind('apiextensions.k8s.io/CustomResourceDefinition').map((object) => {
        const { node } = object.resource;
        const key = kindKey({ group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') });
        return [key, object] as const;
      }),
    ),
);
