import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { ChangedPath } from '../../tree/files/changed-paths.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Review } from '../contract/review.ts';

/** @returns every changed file, and the clusters whose renders have read it, or looked for it, on either side. */
export function changedFiles(paths: readonly ChangedPath[], fleet: readonly ClusterSides[]): Review['files'] {
  return paths.map(({ path, before, after }) => ({
    path,
    status: before === undefined ? 'added' : after === undefined ? 'removed' : 'modified',
    clusters: fleet.filter((sides) => isReadBy(sides, path)).map(({ cluster }) => cluster.name),
  }));
}

/** @returns whether a cluster has read a file, or looked for it, on either side */
export function isReadBy({ before, after }: ClusterSides, path: string): boolean {
  return hasRead(before, path, () => true) || hasRead(after, path, () => true);
}

/** @returns whether a file is part of what could be rendered of a cluster, on either side */
export function isRenderedBy({ before, after }: ClusterSides, path: string): boolean {
  const isWhole = ({ problems }: Root) => problems.length === 0;
  return hasRead(before, path, isWhole) || hasRead(after, path, isWhole);
}

/** A listed directory counts for every file directly in it: a file that comes or goes there changes the render. */
function hasRead(inventory: Inventory | undefined, path: string, isCounted: (root: Root) => boolean): boolean {
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return (
    inventory?.roots.some((root) => isCounted(root) && isReadIn(root, path, directory)) === true ||
    inventory?.releases.some(({ local }) => local !== undefined && isOfChart(path, local)) === true ||
    inventory?.generators.some((generator) => isInput(path, generator)) === true
  );
}

function isReadIn({ reads }: Root, path: string, directory: string): boolean {
  return reads.has(path) || (/\.ya?ml$/.test(path) && reads.has(directory));
}

/** What `.helmignore` leaves out of a chart was looked at too. */
function isOfChart(path: string, local: NonNullable<Release['local']>): boolean {
  return isWithin(path, local.path) || isInput(path, local);
}

/** Any file of a directory that is taken whole, as a chart's, is an input of what takes it. */
function isInput(path: string, { inputs }: { readonly inputs: ReadSet }): boolean {
  return [...inputs.keys()].some((input) => isWithin(path, input));
}
