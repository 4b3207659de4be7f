import type { Controllers } from '../controllers/controllers.ts';
import type { Release } from '../helm/releases.ts';
import { clusterOf, HUB } from '../objects/spoke.ts';
import type { Sync } from '../objects/sync.ts';
import type { ExternalRoot, Inventory, Root } from './inventory.ts';
import { rootsAround } from './root-index.ts';
import { objectsOf } from './search-roots.ts';

/** All that was rendered for one cluster, for whatever cluster it applies to. */
export interface Rendered {
  readonly roots: readonly Root[];
  readonly external: readonly (ExternalRoot & { readonly parent: Root })[];
  readonly sync: Sync | undefined;
  readonly syncs?: readonly (Sync | undefined)[];
  /** By the cluster that they stand in. */
  readonly releases: ReadonlyMap<string, readonly Release[]>;
  /** What Flux runs with, by the cluster it runs in. */
  readonly controllers: ReadonlyMap<string, Controllers>;
}

/** Gives each cluster what is applied to it: the hub, and every spoke that its FluxKustomizations reach. */
export function splitInventory(rendered: Rendered): Inventory {
  const clusters = new Set([...rendered.roots.map(({ cluster }) => cluster), ...rendered.external.map(targetOf)]);
  clusters.delete(HUB);
  const spokes = [...clusters].sort();
  return {
    ...inventoryOf(HUB, rendered),
    spokes: new Map(spokes.map((spoke) => [spoke, inventoryOf(spoke, rendered)])),
  };
}

/** @returns the inventory of a spoke that nothing is applied to. */
export function emptySpoke(hub: Inventory): Inventory {
  return {
    ...hub,
    roots: [],
    external: [],
    objects: [],
    generators: [],
    releases: [],
    above: rootsAround(hub).all,
    spokes: new Map(),
  };
}

function inventoryOf(cluster: string, rendered: Rendered): Inventory {
  const roots = rendered.roots.filter((root) => root.cluster === cluster);
  return {
    roots,
    sync: rendered.sync,
    ...(rendered.syncs === undefined ? {} : { syncs: rendered.syncs }),
    controllers: rendered.controllers.get(cluster) ?? new Map(),
    external: rendered.external
      .filter((each) => targetOf(each) === cluster)
      .map(({ flux, unfetched }): ExternalRoot => (unfetched === undefined ? { flux } : { flux, unfetched })),
    objects: roots.flatMap(objectsOf),
    generators: [],
    releases: rendered.releases.get(cluster) ?? [],
    above: cluster === HUB ? [] : rendered.roots.filter((root) => root.cluster !== cluster),
    spokes: new Map(),
  };
}

function targetOf({ flux, parent }: Rendered['external'][number]): string {
  return clusterOf(flux, parent.cluster);
}
