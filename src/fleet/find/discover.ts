import type { Config } from '../../config/config.ts';
import { KeptById } from '../../memo/by-id.ts';
import { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { basename } from '../../tree/objects/paths.ts';
import type { Cluster } from './cluster.ts';
import { configuredClusters } from './configured-clusters.ts';
import type { Discovery, UnsupportedTool } from './discovery.ts';
import { clusterNames, isTelling } from './names/cluster-names.ts';
import { inPromotionOrder, isStage } from './names/promotion-order.ts';
import { overlayDirectories } from './overlay-directories.ts';
import { builtSyncs } from './reach/built-syncs.ts';
import { type ClusterPath, clusterPaths, type SearchedTree } from './reach/cluster-paths.ts';
import { FluxTree } from './reach/flux-tree.ts';
import { sharersIn } from './reach/statements.ts';
import { cloudHints } from './search/cloud-hints.ts';
import { variableValues } from './search/variable-values.ts';
import { type YamlDirectory, yamlTree } from './search/yaml-tree.ts';
import { homesIn, writtenIn } from './written-in.ts';

/**
 * Finds the clusters of a repository: those the configuration names; else those that sync statements tell, and what is
 * like them and holds FluxKustomizations that none of them reaches; in a repository without any FluxKustomization, the
 * overlays of plain kustomize.
 *
 * @param trees both sides of a change, so that a cluster that comes or goes is seen
 * @throws Needs where an object has not been fetched yet
 */
export function discover(trees: readonly Files[], config: Config): Discovery {
  const found = discovered(trees);
  if (config.clusters === undefined) return found;
  return { ...found, by: 'configuration', isHinted: false, clusters: configuredClusters(trees, config.clusters) };
}

function discovered(trees: readonly Files[]): Discovery {
  const [{ memory } = { memory: new Memory() }] = trees;
  const sides = mapAll(trees, (files) => searched(files));
  const key = sides.map((each) => each.key).join('\n');
  return FOUND.once(memory, key, () => discoveryOf(sides));
}

/** By what the trees hold. */
const FOUND = new KeptById<Discovery>({ capacity: 20 });
const TREES = new KeptById<AskingTree>({ capacity: 20 });

/** A tree, and what is to be looked up in its files beside what they say of Flux. */
interface AskingTree {
  readonly tree: FluxTree;
  readonly variables: readonly string[];
  readonly sharers: readonly string[];
}

function searched(files: Files): SearchedTree {
  const root = yamlTree(files);
  const { tree, variables, sharers } = TREES.once(files.memory, root.key, () => asking(root, files.memory));
  const values = new Map(mapAll(variables, (name) => [name, variableValues(files, name)]));
  const built = new Map(mapAll(sharers, (directory) => [directory, builtSyncs(files, directory)]));
  const hints = cloudHints(files);
  return {
    key: JSON.stringify([root.key, [...values], [...built], hints]),
    tree,
    hints,
    values: (name) => values.get(name) ?? [],
    built: (directory) => built.get(directory) ?? [],
  };
}

function asking(root: YamlDirectory, memory: Memory): AskingTree {
  const tree = new FluxTree(root, memory);
  return { tree, variables: tree.variables, sharers: sharersIn(tree) };
}

function discoveryOf(sides: readonly SearchedTree[]): Discovery {
  const trees = sides.map(({ tree }) => tree);
  const paths = clusterPaths(sides);
  const written = writtenIn(trees);
  const by = paths.length > 0 || written.length > 0 ? 'flux' : 'overlays';
  const overlays = by === 'flux' ? [] : [...new Set(trees.flatMap((tree) => overlayDirectories(tree.paths())))];
  const clusters = clustersAt([...paths, ...overlays.map((path) => ({ paths: [path], sources: [] }))]);
  const isHinted = paths.some((each) => each.isHinted);
  return { clusters, by, isHinted, written, homesOf: homesIn(trees), unsupported: unsupportedIn(trees) };
}

function clustersAt(found: readonly ClusterPath[]): readonly Cluster[] {
  const names = clusterNames(found.map(telling));
  const clusters = found.map(({ paths, sources }) => {
    const path = telling({ paths, sources });
    return {
      ...{ name: names.get(path) ?? path, path: paths[0] ?? path, paths, protected: false },
      ...{ substitute: new Map<string, string>(), sources },
    };
  });
  return inPromotionOrder(clusters);
}

/** Of several paths, the one that a cluster is named after. */
function telling({ paths }: ClusterPath): string {
  const [first = ''] = paths;
  return paths.find((path) => isStage(basename(path))) ?? paths.find((path) => isTelling(basename(path))) ?? first;
}

function unsupportedIn(trees: readonly FluxTree[]): readonly UnsupportedTool[] {
  const found = trees.flatMap(({ applications }) => applications);
  const tools = found.map(({ kind, name, file }) => ({ tool: 'Argo CD' as const, kind, name, file }));
  return [...new Map(tools.map((tool) => [JSON.stringify(tool), tool])).values()];
}
