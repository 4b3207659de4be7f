import { basename } from '../../../tree/objects/paths.ts';
import { isStageName } from './promotion-order.ts';

/** Tells directories that are called after a cluster from those that are called after a thing. */
export class ClusterWords {
  readonly #own: ReadonlySet<string>;

  constructor(clusters: readonly { readonly name: string; readonly paths: readonly string[] }[]) {
    this.#own = new Set(clusters.flatMap(({ name, paths }) => [name, ...name.split('/'), ...paths.map(basename)]));
  }

  /** @returns whether a segment of a path is the name of a cluster of this fleet. */
  isCluster(segment: string): boolean {
    return this.#own.has(segment);
  }

  /** @returns whether it is that, or a well-known name of a stage. */
  isClusterLike(segment: string): boolean {
    return this.isCluster(segment) || isStageName(segment);
  }

  /** @returns whether a directory is a cluster's or a stage's, by its last segment. */
  isNamedAfterOne(directory: string): boolean {
    return this.isClusterLike(basename(directory));
  }
}
