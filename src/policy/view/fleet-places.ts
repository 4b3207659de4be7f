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
    this.key = JSON.stringify(clusters.map(({ name, path }) => [name, path]));
    const children = new Map<string, number>();
    for (const cluster of clusters) {
      const parent = dirname(cluster.path);
      if (parent !== '') children.set(parent, (children.get(parent) ?? 0) + 1);
      const known = this.#byPath.get(cluster.path);
      if (known === undefined) this.#byPath.set(cluster.path, [cluster]);
      else known.push(cluster);
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
