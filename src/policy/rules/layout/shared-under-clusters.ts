import { quoted } from '../../../text/quoted.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { referencesOfCluster } from '../../facts/cluster-lists.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const sharedUnderClusters: Rule = {
  id: 'shared-under-clusters',
  severity: 'notice',
  title: 'A shared definition in the clusters directory',
  why: 'A clusters directory that holds only decisions shows at a glance which cluster runs what; a shared definition in it looks like one more cluster.',
  fix: 'Move it next to the other shared definitions, and refer to it there.',
  look(side) {
    const { places } = side;
    return referencesOfCluster(side).flatMap(({ target, path, line }): readonly Found[] => {
      const parent = places.parents.find((each) => target !== each && isWithin(target, each));
      if (parent === undefined || places.ownersOf(target).length > 0) return [];
      // What it refers to itself is reported with the reference to it.
      if (path === undefined || places.ownersOf(path).length === 0) return [];
      return [{ message: `${target} is shared, but is in the clusters directory ${quoted(parent)}`, path, line }];
    });
  },
};
