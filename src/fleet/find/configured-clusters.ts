import { minimatch } from 'minimatch';
import type { ClusterConfig } from '../../config/config.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import type { Cluster } from './cluster.ts';
import { inPromotionOrder } from './promotion-order.ts';

/**
 * The clusters that the configuration names, by paths and globs.
 *
 * @param trees both sides of a change
 * @returns in promotion order; of two that have one name the first
 * @throws Needs where an object has not been fetched yet
 */
export function configuredClusters(trees: readonly Files[], patterns: readonly ClusterConfig[]): readonly Cluster[] {
  const named = new Map<string, Cluster>();
  for (const cluster of patterns.flatMap((pattern) => matching(trees, pattern))) {
    if (!named.has(cluster.name)) named.set(cluster.name, cluster);
  }
  return [...named.values()];
}

/** A path without a star is a cluster whether or not it exists: a configured cluster that is absent is worth saying. */
function matching(trees: readonly Files[], pattern: ClusterConfig): readonly Cluster[] {
  const configured = {
    protected: pattern.protected,
    substitute: new Map(Object.entries(pattern.substitute)),
    sources: pattern.sources,
    kubernetes: pattern.kubernetes,
  };
  const path = pattern.path.replace(/^\.\/|\/+$/g, '');
  if (!/[*?[{]/.test(path)) return [{ name: pattern.name ?? lastSegment(path), path, ...configured }];
  const paths = new Set(trees.flatMap((files) => expand(files, '', path.split('/'))));
  const clusters = [...paths].map((found) => ({
    name: nameFor(pattern, path, found),
    path: found,
    ...configured,
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
