import { minimatch } from 'minimatch';
import type { ClusterConfig, Config } from '../../config/config.ts';
import type { ClusterRoot } from '../../flux/objects/spoke.ts';
import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import { KeptById } from '../../memo/by-id.ts';
import { onceEach } from '../../memo/by-value.ts';
import { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { basename, dirname, isWithin, joinPath } from '../../tree/objects/paths.ts';
import { bootstrappedPaths } from './bootstrapped-paths.ts';
import { clusterDirectories } from './cluster-directories.ts';
import { type FluxFindings, searchFlux } from './flux-search.ts';
import { inPromotionOrder, isStage } from './promotion-order.ts';

/** One root path that is bootstrapped into one cluster. */
export interface Cluster {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly protected: boolean;
  /** Variables that its bootstrap sets outside the repository. */
  readonly substitute: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository, where it does not hold them. */
  readonly sources: readonly string[];
  /** Of a spoke: `hub->namespace/secret`, the hub that applies to it and how. Its path is the hub's. */
  readonly via?: string;
  /** The Kubernetes version it runs, as `1.34`; absent if it is not configured. */
  readonly kubernetes?: string | undefined;
  /** The release of its kustomize-controller where the repository does not tell it: that of other clusters. */
  readonly likely?: NonNullable<ClusterRoot['likely']>;
}

/**
 * Finds the clusters of a repository: those the configuration names; else those that a sync object says were
 * bootstrapped from it, and every other directory of `clusters/`; else the overlays of plain kustomize.
 *
 * @param trees both sides of a change, so that a cluster that comes or goes is seen
 * @returns in promotion order
 * @throws Needs where an object has not been fetched yet
 */
export function findClusters(trees: readonly Files[], config: Config): readonly Cluster[] {
  if (config.clusters === undefined) return discovered(trees);
  const named = new Map<string, Cluster>();
  for (const cluster of config.clusters.flatMap((pattern) => matching(trees, pattern))) {
    if (!named.has(cluster.name)) named.set(cluster.name, cluster);
  }
  return [...named.values()];
}

function discovered(trees: readonly Files[]): readonly Cluster[] {
  const [{ memory } = { memory: new Memory() }] = trees;
  const searched = mapAll(trees, (files) => searchFlux(files));
  const key = searched.map((each) => each.key).join('\n');
  return FOUND.once(memory, key, () => clustersAt(pathsIn(searched.map(({ findings }) => findings()))));
}

/** By what the trees hold. */
const FOUND = new KeptById<readonly Cluster[]>({ capacity: 100 });

function clustersAt(paths: readonly string[]): readonly Cluster[] {
  const names = clusterNames(paths);
  const clusters = paths.map((path) => ({
    ...{ name: names.get(path) ?? path, path, protected: false },
    ...{ substitute: new Map<string, string>(), sources: [] },
  }));
  return inPromotionOrder(clusters);
}

/** Overlays count only where nothing is known of clusters. */
function pathsIn(found: readonly FluxFindings[]): readonly string[] {
  const bootstrapped = [...new Set(found.flatMap(bootstrappedPaths))];
  const clusters = new Set([...bootstrapped, ...found.flatMap((each) => clusterDirectories(each, bootstrapped))]);
  if (clusters.size > 0) return [...clusters];
  return [...new Set(found.flatMap(({ files }) => overlayDirectories(files)))];
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

/** Directories that say that Flux lives there, not which cluster it is. */
const SAYS_NOTHING = /^(flux|flux-system|cluster|clusters|bootstrap|sync|config)$/;

/**
 * Names clusters after their paths: by the last directory that says something, and as many before it as it takes to
 * tell them apart.
 *
 * @returns names by path
 */
function clusterNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map(paths.map((path) => [path, wordsOf(path)]));
  const ends = new Map<string, number>();
  for (const own of words.values()) for (const end of endsOf(own)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return new Map(
    [...words].map(([path, own]) => {
      const all = endsOf(own);
      const name = all.find((end) => ends.get(end) === 1) ?? all.at(-1);
      return [path, name || 'root'];
    }),
  );
}

function wordsOf(path: string): readonly string[] {
  const segments = path.split('/');
  const last = segments.findLastIndex((segment) => !SAYS_NOTHING.test(segment));
  return last < 0 ? segments : segments.slice(0, last + 1);
}

/** From the last word to all of them. */
function endsOf(words: readonly string[]): readonly string[] {
  return words.map((_, index) => words.slice(words.length - 1 - index).join('/'));
}

const HOLDS_OVERLAYS = /^(overlays?|envs?|environments?|stages?|clusters?)$/;

/**
 * The overlays of a repository without Flux: kustomizations named after a stage, or in a directory for overlays; else
 * the one at its top.
 *
 * @param files all YAML files
 */
function overlayDirectories(files: readonly string[]): readonly string[] {
  const kustomizations = files.filter(isKustomizationFile).map(dirname);
  const overlays = kustomizations.filter((path) => {
    return path !== '' && (isStage(basename(path)) || HOLDS_OVERLAYS.test(basename(dirname(path))));
  });
  const outermost = overlays.filter((path) => !overlays.some((other) => other !== path && isWithin(path, other)));
  return outermost.length > 0 ? outermost : kustomizations.filter((path) => path === '');
}

/** Says the same for clusters of which the same is known. */
export const clusterKey = onceEach((cluster: Cluster) =>
  JSON.stringify({ ...cluster, substitute: [...cluster.substitute] }),
);
