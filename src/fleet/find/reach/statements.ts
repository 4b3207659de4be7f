import { basename, dirname, isWithin } from '../../../tree/objects/paths.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { isNotRun, isShared } from './not-clusters.ts';

/** What the files of a tree alone do not tell. */
export interface Told {
  /** The directories that a FluxKustomization leads to, as far as they are there. */
  readonly follow: (document: FoundDocument) => readonly string[];
  /** What the sync objects that a directory builds name, after its patches. */
  readonly built: (directory: string) => readonly string[];
}

/**
 * The directories that a statement makes clusters.
 *
 * One that lies under its path stands for this repository. One that names another path has been pointed elsewhere: its
 * cluster is where it lies, and where it points too if Flux is installed there. Clusters may share one, each with a patch of
 * its path: then those that bring it in are the clusters.
 */
export function clustersOf(statement: FoundDocument, tree: FluxTree, told: Told): readonly string[] {
  const { directory, isInstance } = statement;
  const paths = told.follow(statement).filter((path) => !isNotRun(path));
  const own = paths.find((path) => isWithin(directory, path));
  if (own !== undefined) return [own];
  if (isInstance || statement.path.includes('${')) return paths;
  const { home, isInstalled } = homeOf(statement);
  const users = sharersOf(statement, tree);
  if (users.length > 0) return users.flatMap((user) => clusterOfUser(user, statement, tree, told));
  if ((isInstalled && home === '') || isShared(basename(home))) return paths;
  const isClaimed = tree.statements.some((other) => other !== statement && other.path === statement.path);
  if (!isInstalled && !isClaimed && paths.length > 0) return paths;
  return [home, ...paths.filter((path) => tree.directory(path)?.directories.has('flux-system'))];
}

/** @returns the directories to be built to know what {@link clustersOf} makes of the statements of a tree. */
export function sharersIn(tree: FluxTree): readonly string[] {
  const shared = tree.statements.filter((each) => {
    return !each.isInstance && !(isWithin(each.directory, each.path) && tree.leadsTo(each));
  });
  return [...new Set(shared.flatMap((each) => sharersOf(each, tree)))];
}

/** The outermost directories that bring a statement in from elsewhere. */
function sharersOf(statement: FoundDocument, tree: FluxTree): readonly string[] {
  const { file, directory } = statement;
  const { home } = homeOf(statement);
  const users = [...tree.usersOf(file), ...tree.usersOf(directory)].filter((user) => !isNotRun(user));
  return tree.outermost(users).filter((path) => !isWithin(path, directory) && path !== home);
}

/** The directory that Flux is installed from, and whether a statement lies where `flux bootstrap` puts it. */
function homeOf({ directory }: Pick<FoundDocument, 'directory'>) {
  const isInstalled = basename(directory) === 'flux-system';
  return { isInstalled, home: isInstalled ? dirname(directory) : directory };
}

function clusterOfUser(user: string, { path }: FoundDocument, tree: FluxTree, told: Told): readonly string[] {
  const patched = told.built(user).filter((each) => each !== path && tree.directory(each) !== undefined);
  return patched.length > 0 ? patched : [homeOf({ directory: user }).home];
}

/** @returns the clusters of which `flux bootstrap` has left a file without a sync. Components alone say nothing: clusters share them. */
export function markedIn(tree: FluxTree): readonly string[] {
  const withSync = new Set(tree.statements.map(({ directory }) => directory));
  return tree.emptySyncs
    .filter((path) => basename(dirname(path)) === 'flux-system' && !isNotRun(path))
    .map(dirname)
    .filter((directory) => !withSync.has(directory))
    .map(dirname)
    .filter((home) => !isShared(basename(home)));
}
