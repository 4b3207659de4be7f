import { dirname, isWithin } from '../../tree/paths.ts';
import { referencesOfCluster } from '../cluster-lists.ts';
import type { Found, Rule } from '../rule.ts';
import type { Side } from '../side.ts';

export const sharedUnderClusters: Rule = {
  id: 'shared-under-clusters',
  severity: 'notice',
  title: 'A shared definition among the clusters',
  why: 'Where the directory of clusters holds decisions only, one look at it tells who runs what; a shared definition in it looks like one more cluster.',
  fix: 'Move it out, next to the other shared definitions, and refer to it there.',
  look(side) {
    const parents = parentsOf(side.fleet);
    return referencesOfCluster(side).flatMap(({ target, path, line }): readonly Found[] => {
      const parent = parents.find((each) => target !== each && isWithin(target, each));
      if (parent === undefined || side.fleet.some((other) => other.owns(target))) return [];
      // What it refers to itself is told by the reference that leads there.
      if (path === undefined || !side.fleet.some((other) => other.owns(path))) return [];
      return [{ message: `${target} is shared, and lies among the clusters in ${parent}`, path, line }];
    });
  },
};

/** The directories that hold two clusters or more. */
function parentsOf(fleet: readonly Side[]): readonly string[] {
  const parents = fleet.map(({ cluster }) => dirname(cluster.path)).filter((parent) => parent !== '');
  return [...new Set(parents)].filter((parent) => parents.indexOf(parent) !== parents.lastIndexOf(parent));
}
