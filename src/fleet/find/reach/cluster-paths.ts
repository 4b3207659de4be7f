import { onceWhile } from '../../../memo/by-value.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { hintedIn } from './hinted-paths.ts';
import { isNotRun } from './not-clusters.ts';
import { OwnSources, writtenSources } from './own-sources.ts';
import { type Parallel, parallelPaths } from './parallel-paths.ts';
import { type Follow, reachedByNone, reachOf } from './reach.ts';
import { homeOf, siblingsIn } from './siblings.ts';
import { clustersOf, markedIn } from './statements.ts';
import { type Values, writtenPaths } from './written-paths.ts';

/** A tree, and what its files alone do not tell. */
export interface SearchedTree {
  /** Says the same for those of which the same is known. */
  readonly key: string;
  readonly tree: FluxTree;
  readonly values: Values;
  /** What the sync objects that a directory builds name, after its patches. */
  readonly built: (directory: string) => readonly string[];
  /** Paths that something outside of Flux may sync, those of one cluster together. */
  readonly hints: readonly (readonly string[])[];
}

/** A cluster: its paths, and the sources of another name than the usual that stand for the repository in it. */
export interface ClusterPath {
  readonly paths: readonly string[];
  /** As `Kind/namespace/name`, or `Kind/name`. */
  readonly sources: readonly string[];
  /** Whether only a file of Terraform or Bicep tells of it. */
  readonly isHinted?: boolean;
}

/**
 * Finds clusters until no more are found: first what the statements say; then, again and again, what names itself or
 * looks like one of them, and holds FluxKustomizations that none of them reaches. Where there is neither, the directories
 * that everything else is reached from.
 *
 * @param sides both sides of a change
 */
export function clusterPaths(sides: readonly SearchedTree[]): readonly ClusterPath[] {
  const clusters = new Set<string>();
  const statements: FoundDocument[] = [];
  const trees = sides.map(({ tree }) => tree);
  for (const side of sides) {
    const { tree, values, built } = side;
    const stated = tree.statements;
    const follow: Follow = (document) => writtenPaths(document, tree, values);
    for (const each of stated) for (const path of clustersOf(each, tree, { follow, built })) clusters.add(path);
    for (const path of markedIn(tree)) clusters.add(path);
    statements.push(...stated);
  }
  const written = writtenSources(trees);
  let own = new OwnSources(written, statements);
  const followIn = ({ tree, values }: SearchedTree): Follow => {
    const known = own;
    return (document) => (known.isHere(document) ? writtenPaths(document, tree, values) : []);
  };
  const findMore = (find: (side: SearchedTree) => readonly Found[]) => {
    let size = -1;
    while (size < clusters.size) {
      size = clusters.size;
      for (const { path, by } of sides.flatMap(find)) {
        clusters.add(path);
        if (by !== undefined) statements.push(by);
      }
      own = new OwnSources(written, statements);
    }
  };
  const unreachedOf = (side: SearchedTree) => {
    const { tree, key } = side;
    const follow = followIn(side);
    return UNREACHED(tree, [key, [...clusters].join('\n'), own.key], () => unreachedIn(tree, clusters, follow));
  };
  const more = (side: SearchedTree) => moreIn(side, clusters, unreachedOf(side), followIn(side));
  findMore(more);
  const hinted = hintedIn(sides, (side) => reachOf(side.tree, clusters, followIn(side)).directories);
  for (const path of hinted.flat()) clusters.add(path);
  if (hinted.length > 0) findMore(more);
  if (clusters.size === 0) {
    const first = sides.flatMap((side) =>
      firstRoots(side.tree, side.tree.documents.filter(isCandidate), followIn(side)),
    );
    for (const path of first) clusters.add(path);
    findMore(more);
  }
  const parallel = sides.flatMap((side) => {
    return parallelPaths({ tree: side.tree, clusters, unreached: unreachedOf(side) });
  });
  for (const { path } of parallel) clusters.add(path);
  if (parallel.length > 0) findMore(more);
  const follows = sides.map((side) => ({ tree: side.tree, follow: followIn(side) }));
  return inGroups(clusters, hinted, parallel).map((paths) => ({
    paths,
    sources: [...new Set(paths.flatMap((path) => own.namedFrom(path, follows)))],
    isHinted: hinted.flat().some((path) => paths.includes(path)),
  }));
}

/** The paths of each cluster: those that were told together, and others that run beside them. */
function inGroups(
  clusters: ReadonlySet<string>,
  together: readonly (readonly string[])[],
  parallel: readonly Parallel[],
): readonly (readonly string[])[] {
  const several = together.filter((paths) => paths.length > 1);
  const others = new Set([...several.flat(), ...parallel.map(({ path }) => path)]);
  const alone = [...clusters].filter((path) => !others.has(path)).map((path) => [path]);
  return [...alone, ...several].map((paths) => {
    const beside = parallel.filter(({ cluster }) => paths.includes(cluster)).map(({ path }) => path);
    return [...new Set([...paths, ...beside.sort()])];
  });
}

interface Found {
  readonly path: string;
  readonly by?: FoundDocument;
}

/** The base of a change is the same one again and again. */
const UNREACHED = onceWhile<FluxTree, readonly FoundDocument[]>();

function unreachedIn(tree: FluxTree, clusters: ReadonlySet<string>, follow: Follow): readonly FoundDocument[] {
  const { reached } = reachOf(tree, clusters, follow);
  return tree.documents.filter((document) => !reached.has(document) && isCandidate(document));
}

function moreIn(
  { tree, values }: SearchedTree,
  clusters: ReadonlySet<string>,
  unreached: readonly FoundDocument[],
  follow: Follow,
): readonly Found[] {
  if (unreached.length === 0) return [];
  const naming = unreached.flatMap((by) => {
    const path = writtenPaths(by, tree, values).find((each) => namesItself(by, each, tree));
    return path === undefined ? [] : [{ path, by }];
  });
  const first = reachedByNone([...new Set(naming.map(({ path }) => path))], tree, follow);
  if (first.length > 0) return naming.filter(({ path }) => first.includes(path));
  const siblings = siblingsIn({ tree, clusters, unreached: new Set(unreached) });
  return reachedByNone(siblings, tree, follow).map((path) => ({ path }));
}

/** Where nothing says what is synced: the directories of FluxKustomizations that no other leads to. */
function firstRoots(tree: FluxTree, documents: readonly FoundDocument[], follow: Follow): readonly string[] {
  const named = documents.filter((document) => follow(document).length > 0);
  const homes = [...new Set(named.flatMap((document) => homesOf(document, tree)))].filter((path) => !isNotRun(path));
  return homeOf(reachedByNone(homes, tree, follow));
}

/** The outermost directories whose build brings a document in. */
function homesOf({ file, directory }: FoundDocument, tree: FluxTree): readonly string[] {
  const users = tree.usersOf(file);
  if (users.length === 0 && tree.hasKustomization(directory)) return [];
  return tree.outermost(users.length > 0 ? users : [directory]);
}

/** An app of another repository has its source beside it as well, and mostly names the top of that. */
function namesItself(document: FoundDocument, path: string, tree: FluxTree): boolean {
  return path !== '' && !isNotRun(path) && tree.yields(path).has(document);
}

/** What is patched into another object names no source; a statement has told its cluster already. */
function isCandidate(document: FoundDocument): boolean {
  return document.sourceName !== '' && !document.isStatement;
}
