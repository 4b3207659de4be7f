import type { Cluster } from '../../fleet/find/cluster.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';

/** Where the clusters of a fleet are kept: whose own tree a path is in. */
export class FleetPlaces {
  /** In promotion order. */
  readonly clusters: readonly Cluster[];
  /** Says the same for fleets of which this says the same. */
  readonly key: string;
  /** The directories that hold two clusters or more. */
  readonly parents: readonly string[];
  readonly #byPath = new Map<string, Cluster[]>();

  constructor(clusters: readonly Cluster[]) {
    this.clusters = clusters;
    this.key = JSON.stringify(clusters.map(({ name, paths }) => [name, ...paths]));
    const children = new Map<string, number>();
    for (const cluster of clusters) {
      const parents = new Set(cluster.paths.map(dirname));
      for (const parent of parents) if (parent !== '') children.set(parent, (children.get(parent) ?? 0) + 1);
      for (const path of cluster.paths) {
        const known = this.#byPath.get(path);
        if (known === undefined) this.#byPath.set(path, [cluster]);
        else known.push(cluster);
      }
    }
    this.parents = [...children].flatMap(([parent, count]) => (count > 1 ? [parent] : []));
  }

  /** @returns the clusters in whose own tree a path is, in promotion order; spokes have the tree of their hub */
  ownersOf(path: string): readonly Cluster[] {
    const owners = new Set<Cluster>();
    for (let at = path; ; at = dirname(at)) {
      for (const cluster of this.#byPath.get(at) ?? []) owners.add(cluster);
      if (at === '') break;
    }
    return owners.size < 2 ? [...owners] : this.clusters.filter((cluster) => owners.has(cluster));
  }
}

/** @returns whether one of two paths is in the other. */
export function isNested(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
