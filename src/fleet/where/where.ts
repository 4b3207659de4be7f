import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { fullName, kindName } from '../../kubernetes/facts/object-ref.ts';
import { type ClusterInventory, renderClusters } from '../render/render-clusters.ts';
import { filesOf, type Snapshot } from '../render/snapshot.ts';
import { Units } from '../units/units.ts';
import { describeCluster } from './describe-cluster.ts';
import type { Where, WhereObject } from './where-contract.ts';
import { whereObjects } from './where-objects.ts';
import { whereUnits } from './where-units.ts';

/** @returns which objects a name means; `undefined` where it is not one thing's name */
export type Meant = (
  fleet: readonly ClusterInventory[],
  units: Units,
) => ((object: InventoryObject) => boolean) | undefined;

/**
 * Finds what runs where.
 *
 * @param asked the end of the names of units, or `name`, `kind/name` or `kind/namespace/name`; everything where it is absent
 * @param meant tells what a name means, in place of that
 * @throws Needs where an object has not been fetched yet
 */
export function where(snapshot: Snapshot, asked?: string, meant?: Meant): Where {
  const fleet = renderClusters(filesOf(snapshot), snapshot.config);
  const units = new Units(fleet);
  const order = fleet.map(({ cluster }) => cluster.name);
  const isMeant = meant?.(fleet, units);
  const shown = isMeant === undefined ? fleet : fleet.map((each) => onlyOf(each, isMeant));
  const objects = whereObjects(shown, units).filter(
    (object) => asked === undefined || isMeant !== undefined || isAskedFor(object, asked),
  );
  return {
    schema: 1,
    clusters: fleet.map(describeCluster),
    units: [...whereUnits(objects, order, (unit) => units.directoriesOf(unit))],
    objects: [...objects],
  };
}

function onlyOf(
  { cluster, inventory }: ClusterInventory,
  isMeant: (object: InventoryObject) => boolean,
): ClusterInventory {
  return { cluster, inventory: { ...inventory, objects: inventory.objects.filter(isMeant) } };
}

/** @returns what can be asked for by name. */
export function namesIn({ units, objects }: Where): readonly string[] {
  return [...units.map(({ unit }) => unit), ...objects.map(kindName)];
}

function isAskedFor(object: WhereObject, asked: string): boolean {
  const wanted = asked.toLowerCase();
  const isUnit = `/${object.unit}`.toLowerCase().endsWith(`/${wanted}`);
  return isUnit || [object.name, kindName(object), fullName(object)].some((each) => each.toLowerCase() === wanted);
}
