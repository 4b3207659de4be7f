import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Changed, Moved } from '../../../review/contract/object-change.ts';
import { ownerName } from '../../facts/owners.ts';
import { keptBy } from '../../view/lost-objects.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const movedBetweenRoots: Rule = {
  id: 'moved-between-roots',
  severity: 'error',
  title: 'An object moves from a root that prunes to another root',
  why: 'The old root deletes the object, unless the new root has applied it first: an outage for a workload, data loss for a namespace, a claim or a CRD.',
  fix: 'First merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it, or make the old root depend on the new one.',
  check({ review, before, after }) {
    const moves = [
      ...review.moved.map((moved) => ({ moved, from: moved.from })),
      ...review.changed.flatMap((moved) => (moved.movedFrom === undefined ? [] : [{ moved, from: moved.movedFrom }])),
    ];
    const held = new Set(moves.length === 0 ? [] : after?.objects.map((object) => standing(object, object.root.name)));
    return moves.flatMap(({ moved, from }): readonly Found[] => {
      const object = after?.index.named(moved);
      const old = before?.index.named(moved);
      // What the old root still holds has not moved: two apply it, which is another rule's.
      if (object === undefined || (old !== undefined && held.has(standing(object, old.root.name)))) return [];
      if (moved.handover !== 'race' && moved.handover !== 'recreated') return [];
      const together = (names: string) =>
        `${old === undefined ? from.root : ownerName(old.root)} ${ENDS[moved.handover ?? 'race']} ${names} before ${ownerName(object.root)} takes over`;
      return [
        {
          object,
          ...(moved.handover === 'recreated' && holdsData(moved) ? {} : { severity: 'warning' }),
          message: together(objectTitle(moved)),
          together,
          ...fixOf(old, object),
          ...moved.chain.at(-1),
        },
      ];
    });
  },
};

/** What Flux applies, the rule says; of a release the other half of it does not hold. */
function fixOf(old: InventoryObject | undefined, now: InventoryObject): Pick<Found, 'fix'> {
  if (old?.root.by === 'release') return keptBy(old);
  return now.root.by === 'release'
    ? { fix: 'First merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.' }
    : {};
}

function standing({ resource }: InventoryObject, root: string): string {
  const { gvk, namespace, name } = resource;
  return [root, gvk.group, gvk.kind, namespace, name].join('\n');
}

const ENDS = { race: 'may delete', recreated: 'deletes', safe: 'keeps' } as const;

function holdsData({ kind }: Moved | Changed): boolean {
  return /^(Namespace|PersistentVolumeClaim|CustomResourceDefinition)$/.test(kind);
}
