import type { Inventory, InventoryObject } from '../../flux/inventory.ts';
import { sharedObjects } from '../../radius/pair.ts';
import type { Rule } from '../rule.ts';

export const twoOwners: Rule = {
  id: 'two-owners',
  severity: 'warning',
  why: 'Two roots that apply the same object take it from each other at every reconciliation, and either may prune it.',
  check({ before, after }) {
    const standing = new Set(ownersOf(before).map(describe));
    return ownersOf(after)
      .filter((owners) => !standing.has(describe(owners)))
      .map((owners) => {
        const [, { resource }] = owners;
        const { path, line } = resource.trail.origin;
        const fix = 'Refer to it from one of the two only.';
        return { message: describe(owners), path, ...(line === undefined ? {} : { line }), fix };
      });
  },
};

function ownersOf(inventory: Inventory | undefined): readonly (readonly [InventoryObject, InventoryObject])[] {
  return sharedObjects(inventory?.objects ?? []);
}

function describe([first, second]: readonly [InventoryObject, InventoryObject]): string {
  const { kind, name, namespace } = second.resource;
  const object = namespace === '' ? `${kind}/${name}` : `${kind} ${namespace}/${name}`;
  return `${object} is applied by both ${first.root.name} and ${second.root.name}`;
}
