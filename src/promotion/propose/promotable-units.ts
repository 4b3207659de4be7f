import { type InventoryObject, unknownOf } from '../../flux/roots/inventory.ts';
import { missingObjects } from '../edits/add-to-clusters.ts';
import { withoutStage } from '../places/homes.ts';
import { appsInOwnTrees } from '../places/own-trees.ts';
import { sourceFor } from '../places/source-and-targets.ts';
import { objectsIn, type Subject } from '../places/subject.ts';
import type { Fleet } from '../plan/fleet.ts';

/** What one cluster lacks that another one runs. */
export interface ClusterOffer {
  readonly cluster: string;
  /** Whether it is known only in part, so that it may run more than is told. */
  readonly isPartlyKnown: boolean;
  /** By name, each with the cluster that it would be promoted from. */
  readonly units: readonly { readonly unit: string; readonly from: string }[];
}

/**
 * Lists what could be promoted where: the units, and the apps of clusters' own trees, that a cluster lacks, by the rule that {@link promote} goes by. Nothing is
 * edited or rendered for it, so whether an edit can be found is not known yet.
 *
 * @returns every cluster, in promotion order
 */
export function promotableUnits(fleet: Fleet): readonly ClusterOffer[] {
  const units = subjectsIn(fleet, objectsIn(fleet));
  // By the name of a unit, the unit is meant.
  const own = appsInOwnTrees(fleet).filter(({ name }) => !units.some((unit) => unit.name === name));
  const subjects = [...units, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  return fleet.clusters.map((target) => ({
    cluster: target.cluster.name,
    isPartlyKnown: target.inventory.roots.flatMap(unknownOf).length > 0,
    units: subjects.flatMap((subject) => {
      if (missingObjects(fleet, subject, target).length === 0) return [];
      return [{ unit: subject.name, from: sourceFor(fleet, subject, target).cluster.name }];
    }),
  }));
}

/**
 * Finds the units of objects. Each object is asked for its unit once; variants of a thing for several stages are one thing.
 *
 * @returns them by name, each with those of the objects that are parts of it
 */
export function subjectsIn(fleet: Fleet, objects: readonly InventoryObject[]): readonly Subject[] {
  const names = new Map<InventoryObject, string>();
  for (const object of objects) {
    const unit = fleet.units.of(object);
    if (unit !== undefined) names.set(object, withoutStage(unit, fleet));
  }
  return [...new Set(names.values())].sort().map((name) => ({
    name,
    isObject: false,
    has: (object) => names.get(object) === name,
  }));
}
