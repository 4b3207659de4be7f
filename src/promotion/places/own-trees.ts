import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { areVariants } from './homes.ts';
import { objectsIn, type Subject } from './subject.ts';

/** What makes a unit an app: its other objects are parts of it, not things to promote by themselves. */
export const RUNS = /^(Deployment|StatefulSet|DaemonSet|CronJob|Job|Rollout|HelmRelease)$/;

/** Directories that say which part of an app they hold, not which app. */
const INNER = /\/(app|manifests|deploy|bases?)$/;

/**
 * Finds the app that objects of a cluster's own tree are parts of, which is no unit of the fleet: it is the directory that
 * holds its workloads, in each cluster.
 *
 * @returns undefined where they stand in directories that do not correspond, and where other workloads stand there too
 */
export function appInOwnTrees(fleet: Fleet, named: readonly InventoryObject[]): Subject | undefined {
  const homes = [...new Set(named.map((object) => homeOf(object, fleet)))];
  const [first] = homes;
  const own = homes.flatMap((home) => home ?? []);
  if (first === undefined || own.length < homes.length || !own.every((home) => areVariants(home, first, fleet)))
    return undefined;
  const name = basename(first.replace(INNER, ''));
  const has: Subject['has'] = ({ resource }) => own.some((home) => isWithin(resource.trail.origin.path, home));
  const workloads = new Set(
    objectsIn(fleet).flatMap((object) => (isWorkload(object) && has(object) ? [object.resource.name] : [])),
  );
  const isOne = workloads.size === 1 || [...workloads].every((each) => each.startsWith(name));
  return workloads.size > 0 && isOne ? { name, isObject: false, has } : undefined;
}

/** @returns the apps of all clusters' own trees, by name */
export function appsInOwnTrees(fleet: Fleet): readonly Subject[] {
  const alone = objectsIn(fleet).filter((object) => isWorkload(object) && fleet.units.of(object) === undefined);
  const byName = new Map<string, InventoryObject[]>();
  for (const object of alone) {
    const name = basename(homeOf(object, fleet)?.replace(INNER, '') ?? '');
    byName.set(name, [...(byName.get(name) ?? []), object]);
  }
  return [...byName.values()].flatMap((objects) => appInOwnTrees(fleet, objects) ?? []);
}

function isWorkload({ resource }: InventoryObject): boolean {
  return RUNS.test(resource.kind);
}

/** The outermost directory on an object's way that does more than name others, or its file's; none if all of a root stands there. */
function homeOf({ resource: { trail }, root }: InventoryObject, { clusters }: Fleet): string | undefined {
  const isEntrypoint = (path: string): boolean => clusters.some(({ cluster }) => cluster.paths.includes(path));
  for (let link = trail.via; link !== undefined; link = link.next)
    if (!link.isList && !isEntrypoint(link.directory)) return link.directory;
  const home = dirname(trail.origin.path);
  return home === root.directory || isEntrypoint(home) ? undefined : home;
}
