import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import type { Effect } from '../contract/object-change.ts';
import type { RootStates } from './root-states.ts';

/**
 * What follows from the spec that a root has in the cluster, where that is not what the merge says.
 *
 * @param object that something happens to, on the side that it is described by
 * @returns ends of sentences that begin with its name
 */
export function specConsequences(object: InventoryObject, effect: Effect, states: RootStates): readonly string[] {
  const { root } = object;
  const since = states.uncertainSince(root);
  const left = effect === 'orphaned' || effect === 'exempt' ? states.leftBehind(object) : undefined;
  return [
    ...(since === undefined
      ? []
      : [
          `may be otherwise: \`${since}\` has applied nothing since before this merge, so \`${root.name}\` may have an older spec in the cluster than in Git`,
        ]),
    ...(left === undefined || states.isPaused(left) ? [] : [goesOn(left)]),
  ];
}

function goesOn({ release, set, directory }: Root): string {
  if (release !== undefined) return 'goes on: Helm upgrades its release whenever its chart or its values change';
  if (set !== undefined) return 'goes on: what it makes is applied whenever its inputs change';
  return `goes on following Git, with all that is in \`${directory}\``;
}
