import { onceEach } from '../../../memo/by-value.ts';
import { basename } from '../../../tree/objects/paths.ts';
import { importsOf, referencesOfCluster } from '../../facts/cluster-lists.ts';
import { namesOf } from '../../facts/stages.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

/** Names by which a directory says that it is for every cluster. */
const FOR_ALL = /^(common|shared|all|all-clusters|every-cluster|everywhere|global)$/;

export const sharedSetNotEverywhere: Rule = {
  id: 'shared-set-not-everywhere',
  severity: 'warning',
  title: 'A common set that a cluster does not import',
  why: 'A set that is called common but is not in every cluster is misleading: what it adds is missing where nobody looks.',
  fix: 'Import the set in the cluster’s own list, or give it a name that says which clusters it is for.',
  lookInFleet(side, before, { fleet }) {
    // A list that Flux has not understood says nothing of what it meant to import.
    if (side.inventory.roots.some(({ dropped }) => dropped.length > 0)) return [];
    // What it comes to by another's tree it has.
    const own = targetsOf(side);
    return [...importersOf(fleet)].flatMap(([set, importing]): readonly Found[] => {
      if (own.has(set) || importing.length < fewest(before, set)) return [];
      if (side.inventory.roots.some(({ directory }) => directory === set)) return [];
      return [
        {
          key: set,
          message: `${set} is in ${namesOf(importing)}, but not in ${side.cluster.name}`,
          path: `${set}/kustomization.yaml`,
        },
      ];
    });
  },
};

const targetsOf = onceEach((side: Side) => new Set(referencesOfCluster(side).map(({ target }) => target)));

/** The common sets of a fleet, and who imports each. */
const importersOf = onceEach((fleet: readonly Side[]): ReadonlyMap<string, readonly Side[]> => {
  const importers = new Map<string, Side[]>();
  for (const side of fleet) {
    for (const set of commonImportsOf(side)) {
      const known = importers.get(set);
      if (known === undefined) importers.set(set, [side]);
      else known.push(side);
    }
  }
  return importers;
});

const commonImportsOf = onceEach((side: Side) => [...importsOf(side)].filter((set) => FOR_ALL.test(basename(set))));

/** Two make a set common; one more is enough where this cluster has left it. */
function fewest(before: Side | undefined, set: string): number {
  return before !== undefined && importsOf(before).has(set) ? 1 : 2;
}
