import { basename, dirname, isWithin } from '../../../tree/objects/paths.ts';
import { isStage } from '../names/promotion-order.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { directoriesOfClusters, isContent, isOfClusters, variationsOf } from './likely-places.ts';
import { isNoCluster } from './not-clusters.ts';

/** What is known of a tree when more clusters are looked for. */
export interface Known {
  readonly tree: FluxTree;
  readonly clusters: ReadonlySet<string>;
  /** FluxKustomizations that nothing reaches. */
  readonly unreached: ReadonlySet<FoundDocument>;
}

/**
 * The directories that look like a cluster that is known, and hold FluxKustomizations that nothing reaches: where one of
 * the names that tell it apart is another, and every directory of `clusters/`, however deep they are.
 */
export function siblingsIn(known: Known): readonly string[] {
  const { tree, clusters } = known;
  const varied = variationsOf(clusters, (path) => childrenOf(path, tree)).map(({ path }) => path);
  const held = directoriesThatHold(known).flatMap((path) => childrenOf(path, tree));
  return [...new Set([...varied, ...held].flatMap((path) => clustersAt(path, known)))];
}

/**
 * `clusters`, `kubernetes/clusters`: deeper, it is a name like any other, but where nothing below a directory of the
 * repository is reached that is the place of another fleet.
 */
function directoriesThatHold({ tree, unreached }: Known): readonly string[] {
  const tops = childrenOf('', tree);
  const apart = tops.filter((top) => {
    const own = tree.documents.filter(({ file }) => isWithin(file, top));
    return own.length > 0 && own.every((document) => unreached.has(document));
  });
  const deeper = apart.flatMap((top) => holdingBelow(top, tree));
  const near = directoriesOfClusters((path) => childrenOf(path, tree));
  return [...new Set([...near, ...deeper])].filter((path) => !isNoCluster(path));
}

function holdingBelow(path: string, tree: FluxTree): readonly string[] {
  if (isOfClusters(path)) return [path];
  if (tree.directory(path)?.speaks !== true) return [];
  return childrenOf(path, tree).flatMap((child) => holdingBelow(child, tree));
}

/**
 * The clusters of a directory: itself, where what it builds holds FluxKustomizations that nothing reaches; else those
 * below. It is more than one where clusters are in it, or where what it holds cannot be of one.
 */
export function clustersAt(path: string, known: Known): readonly string[] {
  const { tree, clusters, unreached } = known;
  if (clusters.has(path) || isNoCluster(path) || tree.directory(path)?.speaks !== true) return [];
  if ([...clusters].some((each) => isWithin(path, each))) return [];
  const children = () => childrenOf(path, tree).flatMap((child) => clustersAt(child, known));
  if ([...clusters].some((each) => isWithin(each, path))) return children();
  const isUnreached = [...tree.yields(path)].some((document) => unreached.has(document));
  return isUnreached && !isGroup(path, tree) ? [path] : children();
}

/** Whether a directory holds clusters rather than being one: stages, or directories with FluxKustomizations of the same names. */
function isGroup(path: string, tree: FluxTree): boolean {
  const directory = tree.directory(path);
  if (directory === undefined || directory.files.size > 0) return false;
  const children = childrenOf(path, tree).filter((child) => tree.directory(child)?.speaks === true);
  if (children.length === 0) return false;
  if (children.every((child) => isStage(basename(child)) || /^\d+$/.test(basename(child)))) return true;
  const names = children.map((child) => [...tree.yields(child)].map(({ namespace, name }) => `${namespace}/${name}`));
  const all = names.flatMap((each) => [...new Set(each)]);
  if (new Set(all).size < all.length) return true;
  const [only, ...others] = children;
  return only !== undefined && others.length === 0 && !isContent(basename(only));
}

function childrenOf(path: string, tree: FluxTree): readonly string[] {
  const names = [...(tree.directory(path)?.directories.keys() ?? [])];
  return names.map((name) => (path === '' ? name : `${path}/${name}`));
}

/** @returns the directory that two have in common, where nothing but what a cluster holds tells them apart. */
export function homeOf(paths: readonly string[]): readonly string[] {
  const homes = paths.map((path) => (isContent(basename(path)) && dirname(path) !== '' ? dirname(path) : path));
  const outermost = [...new Set(homes)];
  return outermost.filter((path) => !outermost.some((other) => other !== path && isWithin(path, other)));
}
