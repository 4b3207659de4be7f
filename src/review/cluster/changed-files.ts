import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { ChangedPath } from '../../tree/files/changed-paths.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Review } from '../contract/review.ts';

/** @returns every changed file, and the clusters whose renders have read it, or looked for it, on either side. */
export function changedFiles(paths: readonly ChangedPath[], fleet: readonly ClusterSides[]): Review['files'] {
  return paths.map(({ path, before, after }) => ({
    path,
    status: before === undefined ? 'added' : after === undefined ? 'removed' : 'modified',
    clusters: fleet
      .filter((sides) => hasRead(sides.before, path) || hasRead(sides.after, path))
      .map(({ cluster }) => cluster.name),
  }));
}

/** A listed directory counts for every file directly in it: a file that comes or goes there changes the render. */
function hasRead(inventory: Inventory | undefined, path: string): boolean {
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return (
    inventory?.roots.some(({ reads }) => reads.has(path) || (/\.ya?ml$/.test(path) && reads.has(directory))) === true ||
    inventory?.releases.some(({ local }) => isInput(path, local)) === true ||
    inventory?.generators.some((generator) => isInput(path, generator)) === true
  );
}

/** Any file of a directory that is taken whole, as a chart's, is an input of what takes it. */
function isInput(path: string, local: { readonly inputs: ReadSet } | undefined): boolean {
  return [...(local?.inputs.keys() ?? [])].some((input) => isWithin(path, input));
}
