import { minimatch } from 'minimatch';
import type { ClusterConfig } from '../../config/config.ts';
import { isGlob } from '../../config/is-glob.ts';
import type { Files } from '../../tree/files/files.ts';
import { basename, joinPath } from '../../tree/objects/paths.ts';
import type { Cluster } from './cluster.ts';
import { clusterNames } from './names/cluster-names.ts';
import { inPromotionOrder } from './names/promotion-order.ts';

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

/** A path without a star is a cluster's whether or not it exists: a configured cluster that is absent is worth saying. */
function matching(trees: readonly Files[], pattern: ClusterConfig): readonly Cluster[] {
  const configured = {
    protected: pattern.protected,
    substitute: new Map(Object.entries(pattern.substitute)),
    sources: pattern.sources,
    kubernetes: pattern.kubernetes,
  };
  const [first = ''] = pattern.paths;
  if (!pattern.paths.some(isGlob))
    return [{ name: pattern.name ?? basename(first), path: first, paths: pattern.paths, ...configured }];
  const found = pattern.paths.map((glob) => (isGlob(glob) ? expanded(trees, glob) : glob));
  const named = namedBy(pattern, found);
  return inPromotionOrder(named.map(({ name, paths }) => ({ name, path: paths[0] ?? '', paths, ...configured })));
}

interface Match {
  readonly path: string;
  /** What the first star matched. */
  readonly star: string;
}

interface NamedPaths {
  readonly name: string;
  readonly paths: readonly string[];
}

/**
 * Paths of one list whose stars matched the same are of one cluster, and so are those to which a name with `{name}` gives
 * one name; what has no star is of all of them. Where nothing names them, each path of a single glob is a cluster.
 */
function namedBy({ name, paths }: ClusterConfig, found: readonly (readonly Match[] | string)[]): readonly NamedPaths[] {
  const matches = found.flatMap((each) => (typeof each === 'string' ? [] : each));
  const isAlone = name === undefined && paths.length === 1;
  const keys = new Set(matches.map(({ path, star }) => (isAlone ? path : star)));
  const groups = [...keys].map((key) => {
    const own = found.flatMap((each) => {
      if (typeof each === 'string') return [each];
      return each.filter(({ path, star }) => (isAlone ? path : star) === key).map(({ path }) => path);
    });
    return { key, paths: [...new Set(own)] };
  });
  if (name !== undefined) return groups.map(({ key, paths }) => ({ name: name.replaceAll('{name}', key), paths }));
  const lasts = groups.map(({ paths: [path = ''] }) => basename(path));
  const isEnough = new Set(lasts).size === lasts.length;
  const names = clusterNames(groups.map(({ paths: [path = ''] }) => path));
  return groups.map(({ paths }, index) => {
    const [path = ''] = paths;
    return { name: (isEnough ? lasts[index] : names.get(path)) ?? path, paths };
  });
}

function expanded(trees: readonly Files[], glob: string): readonly Match[] {
  const segments = glob.split('/');
  const at = segments.findIndex((segment) => /[*?[]/.test(segment));
  const paths = new Set(trees.flatMap((files) => expand(files, '', segments)));
  return [...paths].map((path) => ({ path, star: path.split('/')[at] ?? basename(path) }));
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
