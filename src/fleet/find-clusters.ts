import { minimatch } from 'minimatch';
import type { ClusterConfig, Config } from '../config/config.ts';
import type { Files } from '../tree/files.ts';
import { joinPath } from '../tree/paths.ts';
import { inPromotionOrder } from './promotion-order.ts';

/** One root path that is bootstrapped into one cluster. */
export interface Cluster {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly protected: boolean;
}

/**
 * Finds the clusters of a repository: those the configuration names, else every directory of `clusters/`.
 *
 * @param trees both sides of a change, so that a cluster that comes or goes is seen
 * @returns in promotion order
 */
export function findClusters(trees: readonly Files[], config: Config): readonly Cluster[] {
  if (config.clusters === undefined) {
    const found = new Map(trees.flatMap((files) => below(files, 'clusters')).map((cluster) => [cluster.name, cluster]));
    return inPromotionOrder([...found.values()]);
  }
  const named = new Map<string, Cluster>();
  for (const cluster of config.clusters.flatMap((pattern) => matching(trees, pattern))) {
    if (!named.has(cluster.name)) named.set(cluster.name, cluster);
  }
  return [...named.values()];
}

function below(files: Files, parent: string): readonly Cluster[] {
  return directoriesIn(files, parent).map((name) => ({ name, path: `${parent}/${name}`, protected: false }));
}

/** A path without a star is a cluster whether or not it exists: a configured cluster that is absent is worth saying. */
function matching(trees: readonly Files[], pattern: ClusterConfig): readonly Cluster[] {
  const isProtected = pattern.protected;
  const path = pattern.path.replace(/^\.\/|\/+$/g, '');
  if (!/[*?[{]/.test(path)) return [{ name: pattern.name ?? lastSegment(path), path, protected: isProtected }];
  const paths = new Set(trees.flatMap((files) => expand(files, '', path.split('/'))));
  const clusters = [...paths].map((found) => ({
    name: nameFor(pattern, path, found),
    path: found,
    protected: isProtected,
  }));
  return inPromotionOrder(clusters);
}

/** Walks only the directories that the pattern can lead to. */
function expand(files: Files, directory: string, segments: readonly string[]): readonly string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [directory];
  return directoriesIn(files, directory)
    .filter((name) => minimatch(name, segment))
    .flatMap((name) => expand(files, directory === '' ? name : `${directory}/${name}`, rest));
}

function directoriesIn(files: Files, path: string): readonly string[] {
  const found = files.find(path);
  if (found.kind !== 'directory') return [];
  const names = [...files.list(found).keys()];
  return names.filter((name) => files.find(joinPath(path, name) ?? name).kind === 'directory').sort();
}

/** `{name}` is what the first star of the path matched; without a name, a cluster is called after its last directory. */
function nameFor(pattern: ClusterConfig, glob: string, path: string): string {
  const at = glob.split('/').findIndex((segment) => /[*?[]/.test(segment));
  const matched = path.split('/')[at] ?? lastSegment(path);
  return pattern.name === undefined ? lastSegment(path) : pattern.name.replaceAll('{name}', matched);
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
