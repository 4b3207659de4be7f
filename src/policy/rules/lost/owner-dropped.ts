import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { droppedOwners } from '../../../review/effects/dropped-owners.ts';
import { RootStates } from '../../../review/effects/root-states.ts';
import { ownerName } from '../../facts/owners.ts';
import { keptBy } from '../../view/lost-objects.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

export const ownerDropped: Rule = {
  id: 'owner-dropped',
  severity: 'warning',
  title: 'A root gives up an object that another root still applies',
  why: 'If the root that gives up an object was the last to apply it, it deletes the object, even though another root still contains it. That root creates it again at its next reconciliation, but everything in it is lost.',
  fix: 'First merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it where it is given up.',
  check,
};

function check({ before, after }: ClusterView): readonly Found[] {
  if (before === undefined || after === undefined || before.inventory === after.inventory) return [];
  const states = new RootStates(before.inventory, after.inventory);
  return droppedOwners(before.objects, after.objects, states).map(({ dropped, kept }) => {
    const holds = dropped.root.by === 'release' ? 'makes' : 'holds';
    const together = (names: string) =>
      `${ownerName(dropped.root)} no longer ${holds} ${names}, and may delete what ${ownerName(kept.root)} still applies`;
    return {
      object: kept,
      message: together(objectTitle(kept.resource)),
      together,
      ...keptBy(dropped),
      ...after.placeOf(kept),
    };
  });
}
