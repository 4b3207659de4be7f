import type { Cluster } from '../../fleet/find/cluster.ts';
import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import { directoriesAbove } from '../../memo/tree-change.ts';
import { isWithin, segmentsOf } from '../../tree/objects/paths.ts';
import { ownWords, reworded, stageWords } from '../plan/stage-words.ts';
import { builtBy } from './built-by.ts';

/** The part of the repository that belongs to one cluster, and where another cluster keeps the like. */
export interface Territory {
  readonly owns: (path: string) => boolean;
  /** @returns the other cluster's counterpart of a path that this one owns. */
  readonly counterpart: (path: string) => string | undefined;
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

/**
 * A cluster owns the directories of its entrypoints, and the directory of every root for which the other cluster has one of
 * the same name elsewhere: `apps/staging` beside `apps/production`. What a third builds too is nobody's own, unless it is a
 * layer: named after what the clusters that build it have in common, as `test` of `test/00` and `test/01`, beside the layer
 * that the other cluster builds.
 *
 * @param all of the fleet
 */
export function territoryOf(
  one: ClusterInventory,
  other: ClusterInventory,
  all: readonly ClusterInventory[],
): Territory {
  const words = (path: string): string => reworded(path, one.cluster, other.cluster);
  const isShared = (path: string): boolean => all.some((each) => each !== one && builtBy(each.inventory).has(path));
  const others = new Map(other.inventory.roots.map((root) => [bareName(root.name, other), root.directory]));
  const roots = one.inventory.roots.flatMap(({ name, directory }): readonly Pair[] => {
    const to = others.get(bareName(name, one));
    return to === undefined || directory === '' || (isShared(directory) && words(directory) !== to)
      ? []
      : [{ from: directory, to }];
  });
  const theirs = builtBy(other.inventory);
  const layers = [...builtBy(one.inventory)].flatMap((from): readonly Pair[] => {
    const to = words(from);
    return to !== from && theirs.has(to) && !theirs.has(from) && isShared(from) ? [{ from, to }] : [];
  });
  const pairs = [...ownPaths(one.cluster, other.cluster), ...roots, ...layers]
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.from.length - a.from.length);
  const pairOf = (path: string) => pairs.find(({ from }) => isWithin(path, from));
  return {
    owns: (path) => pairOf(path) !== undefined,
    counterpart: (path) => {
      const pair = pairOf(path);
      if (pair === undefined) return undefined;
      return inTree(pair, path.slice(pair.from.length), one, other);
    },
  };
}

/**
 * Below a directory that is named after its cluster, a word of the cluster may as well be a namespace's: it is replaced where
 * the other cluster has the like, or where it is a part of a name.
 */
function inTree({ from, to }: Pair, rest: string, one: ClusterInventory, other: ClusterInventory): string {
  const words = (text: string): string => reworded(text, one.cluster, other.cluster);
  if (words(rest) === rest) return to + rest;
  const there = readBy(other.inventory);
  const isNamed = segmentsOf(from).some((segment) => words(segment) !== segment);
  return segmentsOf(rest.slice(1)).reduce((at, segment) => {
    const [same, replaced] = [`${at}/${segment}`, `${at}/${words(segment)}`];
    if (there.has(replaced)) return replaced;
    const isWhole = ownWords(one.cluster, other.cluster).includes(segment);
    return there.has(same) || (isNamed && isWhole) ? same : replaced;
  }, to);
}

/** The files that a cluster reads, and the directories that they are in. */
const readBy = onceEach(({ roots }: Inventory): ReadonlySet<string> => {
  const files = roots.flatMap(({ reads }) => [...reads].flatMap(([path, id]) => (id === 'absent' ? [] : [path])));
  return new Set([...files, ...directoriesAbove(files)]);
});

/** Of several paths, those correspond that differ by what the clusters are called, or else by their order. */
function ownPaths(one: Cluster, other: Cluster): readonly Pair[] {
  return one.paths.flatMap((from, index) => {
    const named = reworded(from, one, other);
    const to = other.paths.includes(named) ? named : other.paths[index];
    return to === undefined ? [] : [{ from, to }];
  });
}

/** @returns the territory of a cluster among all others of its fleet; nothing there has one counterpart. */
export function ownTerritory(one: ClusterInventory, all: readonly ClusterInventory[]): Pick<Territory, 'owns'> {
  const territories = all.filter((other) => other !== one).map((other) => territoryOf(one, other, all));
  const isOwn = (path: string) => one.cluster.paths.some((own) => isWithin(path, own));
  return { owns: (path) => isOwn(path) || territories.some(({ owns }) => owns(path)) };
}

/** `flux-system/apps-staging` and `flux-system/apps-production` are the same root of two clusters. */
function bareName(name: string, { cluster }: ClusterInventory): string {
  const words = stageWords(cluster);
  return name
    .split(/([^A-Za-z0-9]+)/)
    .map((part) => (words.includes(part) ? '*' : part))
    .join('');
}
