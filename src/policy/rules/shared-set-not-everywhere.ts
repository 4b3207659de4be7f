import { basename } from '../../tree/paths.ts';
import { importsOf } from '../cluster-lists.ts';
import type { Found, Rule } from '../rule.ts';
import type { Side } from '../side.ts';
import { namesOf } from '../stages.ts';

/** Names by which a directory says that it is for every cluster. */
const FOR_ALL = /^(common|shared|all|all-clusters|every-cluster|everywhere|global)$/;

export const sharedSetNotEverywhere: Rule = {
  id: 'shared-set-not-everywhere',
  severity: 'warning',
  title: 'A common set that a cluster does not import',
  why: 'A set that is called common and is not in every cluster misleads whoever relies on it: what it brings is missing where nobody looks.',
  fix: 'Import the set in the cluster’s own list; or give it a name that says for whom it is.',
  look(side) {
    // A list that Flux has not understood says nothing of what it meant to import.
    if (side.inventory.roots.some(({ dropped }) => dropped.length > 0)) return [];
    const others = side.fleet.filter((other) => other !== side);
    const own = importsOf(side);
    return [...new Set(others.flatMap((other) => [...importsOf(other)]))].flatMap((set): readonly Found[] => {
      const importing = others.filter((other) => importsOf(other).has(set));
      if (!FOR_ALL.test(basename(set)) || own.has(set) || importing.length < fewest(side, set)) return [];
      if (side.inventory.roots.some(({ directory }) => directory === set)) return [];
      return [
        {
          key: set,
          message: `${set} is imported by ${namesOf(importing)}, and not by ${side.cluster.name}`,
          path: `${set}/kustomization.yaml`,
        },
      ];
    });
  },
};

/** Two make a set common; one more is enough where this cluster has left it. */
function fewest({ former }: Side, set: string): number {
  return former !== undefined && importsOf(former).has(set) ? 1 : 2;
}
