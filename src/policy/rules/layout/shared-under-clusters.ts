import { quoted } from '../../../text/quoted.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { referencesOfCluster } from '../../facts/cluster-lists.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const sharedUnderClusters: Rule = {
  id: 'shared-under-clusters',
  severity: 'notice',
  title: 'A shared definition among the clusters',
  why: 'Where the directory of clusters holds decisions only, one look at it tells who runs what; a shared definition in it looks like one more cluster.',
  fix: 'Move it out, next to the other shared definitions, and refer to it there.',
  look(side) {
    const { places } = side;
    return referencesOfCluster(side).flatMap(({ target, path, line }): readonly Found[] => {
      const parent = places.parents.find((each) => target !== each && isWithin(target, each));
      if (parent === undefined || places.ownersOf(target).length > 0) return [];
      // What it refers to itself is told by the reference that leads there.
      if (path === undefined || places.ownersOf(path).length === 0) return [];
      return [{ message: `${target} is shared, and lies among the clusters in ${quoted(parent)}`, path, line }];
    });
  },
};
