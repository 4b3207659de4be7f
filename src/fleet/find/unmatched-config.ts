import { minimatch } from 'minimatch';
import type { Config } from '../../config/config.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import type { Cluster } from './cluster.ts';
import { findClusters } from './find-clusters.ts';

/** An entry of the configuration that is valid, and means nothing in this repository. */
interface Unmatched {
  /** As `clusters[1].path`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Holds a configuration against the repository that it stands in.
 *
 * @returns the clusters that it leads to, in promotion order, and its entries that match nothing
 * @throws Needs where an object has not been fetched yet
 */
export function unmatchedConfig(
  files: Files,
  config: Config,
): { readonly clusters: readonly Cluster[]; readonly unmatched: readonly Unmatched[] } {
  const clusters = findClusters([files], config);
  const unmatched = [
    ...unmatchedPaths([files], config),
    ...unmatchedNames(config, clusters),
    ...unmatchedFiles(files, config),
  ];
  return { clusters, unmatched };
}

/** A path of the configuration that leads nowhere, as it is written. */
interface UnmatchedPath extends Unmatched {
  readonly pattern: string;
}

/**
 * @param trees of which one must have what a path means: a repository, or both sides of a change
 * @throws Needs where an object has not been fetched yet
 */
export function unmatchedPaths(trees: readonly Files[], config: Config): readonly UnmatchedPath[] {
  return mapAll(config.clusters ?? [], (cluster, index) =>
    mapAll(cluster.paths, (path, at): readonly UnmatchedPath[] => {
      const found = findClusters(trees, { ...config, clusters: [{ ...cluster, paths: [path] }] });
      const isThere = ({ path: directory }: Cluster) => trees.some((each) => each.find(directory).kind === 'directory');
      if (found.some(isThere)) return [];
      const place = ['clusters', index, 'path', ...(cluster.paths.length > 1 ? [at] : [])];
      return [{ path: place, message: `no directory matches ${path}`, pattern: path }];
    }).flat(),
  ).flat();
}

function unmatchedNames(config: Config, clusters: readonly Cluster[]): readonly Unmatched[] {
  const names = clusters.map(({ name }) => name);
  const all = names.join(', ');
  const approvals = Object.keys(config.approvals).filter((name) => !names.includes(name));
  const ignored = [...config.ignore.entries()].filter(
    ([, { cluster }]) => cluster !== undefined && !names.some((name) => minimatch(name, cluster, { dot: true })),
  );
  return [
    ...approvals.map((name) => ({
      path: ['approvals', name],
      message: `no cluster is called ${name}; the clusters are ${all}`,
    })),
    ...ignored.map(([index, { cluster }]) => ({
      path: ['ignore', index, 'cluster'],
      message: `no cluster matches ${cluster}; the clusters are ${all}`,
    })),
  ];
}

function unmatchedFiles(files: Files, config: Config): readonly Unmatched[] {
  const globs = [
    ...Object.entries(config.rules).flatMap(([rule, { except }]) =>
      except.map((glob, index) => ({ path: ['rules', rule, 'except', index], glob })),
    ),
    ...config.unreviewed.map((glob, index) => ({ path: ['unreviewed', index], glob })),
  ];
  if (globs.length === 0) return [];
  const paths = pathsBelow(files, '');
  return globs
    .filter(({ glob }) => !paths.some((path) => minimatch(path, glob, { dot: true })))
    .map(({ path, glob }) => ({ path, message: `no file matches ${glob}` }));
}

function pathsBelow(files: Files, directory: string): readonly string[] {
  const found = files.find(directory);
  if (found.kind !== 'directory') return [];
  return mapAll(files.list(found), ([name, { kind }]): readonly string[] => {
    const path = directory === '' ? name : (joinPath(directory, name) ?? name);
    return kind === 'directory' ? pathsBelow(files, path) : [path];
  }).flat();
}
