import type { Cluster } from '../../../fleet/find/cluster.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { referencesOfCluster } from '../../facts/cluster-lists.ts';
import { isNested } from '../../view/fleet-places.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const foreignClusterFiles: Rule = {
  id: 'foreign-cluster-files',
  severity: 'warning',
  title: 'A cluster refers to another cluster’s files',
  why: 'The files in a cluster’s own directory are edited for that cluster alone: nobody expects such an edit to change another one.',
  fix: 'Move what both need out of the cluster’s directory, and refer to it from both.',
  look: (side) =>
    referencesOfCluster(side).flatMap(({ target, path, line }): readonly Found[] => {
      const owner = path === undefined || side.owns(target) ? undefined : ownerOf(side, target, path);
      if (owner === undefined) return [];
      const message = `${path} refers to ${target}, which belongs to ${owner.name}`;
      return [{ message, path, line }];
    }),
};

/** A cluster within another one's tree is meant to be there; and what it refers to within its own is its own affair. */
function ownerOf({ cluster, places }: Side, target: string, path: string): Cluster | undefined {
  return places.ownersOf(target).find((other) => {
    const isInside = other.paths.some((each) => isWithin(path, each));
    return !isInside && !other.paths.some((each) => cluster.paths.some((own) => isNested(each, own)));
  });
}
