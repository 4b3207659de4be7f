import type { Config } from '../../config/config.ts';
import { KeptById } from '../../memo/by-id.ts';
import { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { bootstrappedPaths } from './bootstrapped-paths.ts';
import type { Cluster } from './cluster.ts';
import { clusterDirectories } from './cluster-directories.ts';
import { clusterNames } from './cluster-names.ts';
import { configuredClusters } from './configured-clusters.ts';
import type { Discovery, WrittenFluxKustomization } from './discovery.ts';
import { type FluxFindings, searchFlux } from './flux-search.ts';
import { overlayDirectories } from './overlay-directories.ts';
import { inPromotionOrder } from './promotion-order.ts';

/**
 * Finds the clusters of a repository: those the configuration names; else those that a sync object says were
 * bootstrapped from it, and every other directory of `clusters/`; else the overlays of plain kustomize.
 *
 * @param trees both sides of a change, so that a cluster that comes or goes is seen
 * @throws Needs where an object has not been fetched yet
 */
export function discover(trees: readonly Files[], config: Config): Discovery {
  const found = discovered(trees);
  if (config.clusters === undefined) return found;
  return { ...found, by: 'configuration', clusters: configuredClusters(trees, config.clusters) };
}

function discovered(trees: readonly Files[]): Discovery {
  const [{ memory } = { memory: new Memory() }] = trees;
  const searched = mapAll(trees, (files) => searchFlux(files));
  const key = searched.map((each) => each.key).join('\n');
  return FOUND.once(memory, key, () => discoveryOf(searched.map(({ findings }) => findings())));
}

/** By what the trees hold. */
const FOUND = new KeptById<Discovery>({ capacity: 100 });

function discoveryOf(found: readonly FluxFindings[]): Discovery {
  const bootstrapped = [...new Set(found.flatMap(bootstrappedPaths))];
  const paths = new Set([...bootstrapped, ...found.flatMap((each) => clusterDirectories(each, bootstrapped))]);
  const written = writtenIn(found);
  const by = paths.size > 0 || written.length > 0 ? 'flux' : 'overlays';
  const overlays = paths.size > 0 ? [] : found.flatMap(({ files }) => overlayDirectories(files));
  return { clusters: clustersAt([...new Set([...paths, ...overlays])]), by, written, unsupported: [] };
}

function clustersAt(paths: readonly string[]): readonly Cluster[] {
  const names = clusterNames(paths);
  const clusters = paths.map((path) => ({
    ...{ name: names.get(path) ?? path, path, paths: [path], protected: false },
    ...{ substitute: new Map<string, string>(), sources: [] },
  }));
  return inPromotionOrder(clusters);
}

function writtenIn(found: readonly FluxFindings[]): readonly WrittenFluxKustomization[] {
  const written = new Map<string, WrittenFluxKustomization>();
  for (const { documents } of found) {
    for (const { name, namespace, path, source, file, line, isInstance } of documents) {
      const each = { name, namespace, path, source, file, line };
      if (!isInstance) written.set(JSON.stringify([name, namespace, path, source, file]), each);
    }
  }
  return [...written.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
