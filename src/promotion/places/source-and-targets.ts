import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { nearest } from '../../text/nearest.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import type { Subject } from './subject.ts';

/** @throws PromotionRefusal with the nearest name */
export function findCluster({ clusters }: Pick<Fleet, 'clusters'>, name: string): ClusterInventory {
  const names = clusters.map(({ cluster }) => cluster.name);
  const alike = names.filter((each) => each.toLowerCase().endsWith(`/${name.toLowerCase()}`));
  const near = alike.length > 0 ? alike.join(' or ') : nearest(name, names);
  const remedy = near === undefined ? `The clusters are ${names.join(', ')}.` : `Did you mean ${near}?`;
  return clusters.find(({ cluster }) => cluster.name === name) ?? refuse(`there is no cluster ${name}`, remedy);
}

/** @returns the clusters that names mean, of a layer its clusters; all of them for `all` and for a baseline. */
export function targetsFor(fleet: Fleet, names: readonly string[], isBaseline: boolean): readonly ClusterInventory[] {
  if (isBaseline || names.includes('all')) return fleet.clusters;
  // A variable of a shell that is not set.
  if (names.length === 0 || names.includes('')) refuse('no cluster was given', 'Name one or more clusters, or all.');
  return [...new Set(names.flatMap((name) => layerOf(fleet, name) ?? findCluster(fleet, name)))];
}

/** The clusters of a layer, by what their names begin with, `test` for `test/00` and `test/01`, or by their directory. */
function layerOf({ clusters }: Fleet, name: string): readonly ClusterInventory[] | undefined {
  if (clusters.some(({ cluster }) => cluster.name === name)) return undefined;
  const bare = name.replace(/^\.\//, '').replace(/\/+$/, '');
  // Everything is within the root.
  if (bare === '') return undefined;
  const found = clusters.filter(
    ({ cluster }) => cluster.name.startsWith(`${bare}/`) || cluster.paths.some((path) => isWithin(path, bare)),
  );
  return found.length === 0 ? undefined : found;
}

/**
 * @returns the nearest cluster below the target in promotion order that has the subject, else the nearest above
 * @throws PromotionRefusal where none has it
 */
export function sourceFor(
  { clusters }: Fleet,
  subject: Subject,
  target: ClusterInventory | undefined,
): ClusterInventory {
  const at = target === undefined ? clusters.length : clusters.indexOf(target);
  const has = (each: ClusterInventory): boolean => each !== target && each.inventory.objects.some(subject.has);
  const below = clusters.slice(0, at).findLast(has);
  return below ?? clusters.slice(at).find(has) ?? refuse(`no cluster runs ${subject.name}`);
}
