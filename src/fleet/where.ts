import type { Config } from '../config/config.ts';
import type { InventoryObject } from '../flux/inventory.ts';
import { renderCluster } from '../flux/render-cluster.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { Problem } from '../kustomize/problem.ts';
import { mapAll } from '../tree/needs.ts';
import { plainFiles } from '../tree/plain-files.ts';
import type { RepoTree } from '../tree/repo-tree.ts';
import { findClusters } from './find-clusters.ts';
import { spokesOf } from './spokes.ts';
import { Units } from './units.ts';

/** What runs where: every unit and object of a fleet, and the clusters that have it. */
export interface Where {
  /** In promotion order, with what could not be rendered. */
  readonly clusters: readonly { readonly name: string; readonly path: string; readonly problems: readonly Problem[] }[];
  readonly units: readonly { readonly unit: string; readonly clusters: readonly string[] }[];
  readonly objects: readonly WhereObject[];
}

export interface WhereObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Empty for an object that only one cluster's own tree holds. */
  readonly unit: string;
  readonly clusters: readonly string[];
}

/**
 * Finds what runs where.
 *
 * @param asked a unit, or `kind/name`; everything where it is absent
 * @throws Needs where an object has not been fetched yet
 */
export function where(tree: RepoTree, config: Config, parsed: ParsedBlobs, asked?: string): Where {
  const files = plainFiles(tree, { symlinks: 'absent' });
  const fleet = mapAll(findClusters([files], config, parsed), (cluster) => {
    const inventory = renderCluster(files, cluster, parsed);
    const spokes = spokesOf(cluster, [inventory]).flatMap((spoke) =>
      spoke.inventories.flatMap((each) => (each === undefined ? [] : [{ cluster: spoke.cluster, inventory: each }])),
    );
    return [{ cluster, inventory }, ...spokes];
  }).flat();
  const units = new Units(fleet);
  const objects = new Map<string, { readonly object: WhereObject; readonly clusters: string[] }>();
  for (const { cluster, inventory } of fleet) {
    for (const entry of inventory.objects) {
      const object = describe(entry, units.of(entry) ?? '');
      const key = JSON.stringify([object.unit, object.kind, object.namespace, object.name]);
      const known = objects.get(key) ?? { object, clusters: [] };
      if (!known.clusters.includes(cluster.name)) known.clusters.push(cluster.name);
      objects.set(key, known);
    }
  }
  const found = [...objects.values()]
    .map(({ object, clusters }) => ({ ...object, clusters }))
    .filter((object) => asked === undefined || isAskedFor(object, asked))
    .sort(byUnitAndName);
  return {
    clusters: fleet.map(({ cluster, inventory }) => ({
      name: cluster.name,
      path: cluster.path,
      problems: inventory.roots.flatMap((root) => root.problems),
    })),
    units: unitsOf(
      found,
      fleet.map(({ cluster }) => cluster.name),
    ),
    objects: found,
  };
}

function describe({ resource }: InventoryObject, unit: string): WhereObject {
  const { kind, namespace, name } = resource;
  return { kind, namespace, name, unit, clusters: [] };
}

function isAskedFor({ kind, name, unit }: WhereObject, asked: string): boolean {
  return unit === asked || `${kind}/${name}`.toLowerCase() === asked.toLowerCase();
}

function byUnitAndName(a: WhereObject, b: WhereObject): number {
  const key = ({ unit, kind, namespace, name }: WhereObject) => [unit, kind, namespace, name].join('\n');
  return key(a) < key(b) ? -1 : 1;
}

function unitsOf(objects: readonly WhereObject[], order: readonly string[]): Where['units'] {
  const clusters = new Map<string, Set<string>>();
  for (const { unit, clusters: names } of objects) {
    if (unit === '') continue;
    const known = clusters.get(unit) ?? new Set();
    for (const name of names) known.add(name);
    clusters.set(unit, known);
  }
  return [...clusters].map(([unit, names]) => ({ unit, clusters: order.filter((name) => names.has(name)) }));
}
