import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import type { ClusterRoot } from '../objects/spoke.ts';
import { HUB } from '../objects/spoke.ts';
import type { Sync } from '../objects/sync.ts';
import { buildEntrypoint, type Entrypoint } from '../roots/entrypoint.ts';
import type { Root } from '../roots/inventory.ts';
import type { Rendered } from '../roots/split-inventory.ts';

/** @returns the paths that a cluster was bootstrapped with, one or more */
export function pathsOf({ path, paths = [path] }: ClusterRoot): readonly string[] {
  return paths;
}

/**
 * Builds what a cluster starts from: the root of each of its paths that is there.
 *
 * @param besides paths that it does not start from by themselves
 * @param kustomize the release that the cluster builds by
 * @param applied what a cluster of one path is synced by, where it brings in nothing that says so
 * @returns one or more; where none of its paths is there, the first
 */
export function buildEntrypoints(
  files: Files,
  cluster: ClusterRoot,
  besides: ReadonlySet<string>,
  kustomize: Release,
  applied?: Sync,
): readonly Entrypoint[] {
  const all = pathsOf(cluster);
  if (all.length === 1) {
    const only = buildEntrypoint(files, cluster.path, kustomize, [], applied);
    const { root, sync } = only;
    return [sync === undefined ? { root: { ...root, name: cluster.syncedBy ?? root.name }, sync } : only];
  }
  const there = all.filter((path) => !besides.has(path) && files.find(path).kind !== 'absent');
  const paths = there.length === 0 ? [cluster.path] : there;
  const directories = new Set<string>();
  return paths.flatMap((path) => {
    const others = paths.filter((other) => other !== path);
    const entrypoint = buildEntrypoint(files, path, kustomize, others);
    if (directories.has(entrypoint.root.directory)) return [];
    directories.add(entrypoint.root.directory);
    const root = path === cluster.path ? entrypoint.root : { ...entrypoint.root, at: path };
    return [{ ...entrypoint, root }];
  });
}

/**
 * A path that another path of the same cluster leads to as well is built by that FluxKustomization, which says how.
 *
 * @returns such a path, if there is one
 */
export function pathReachedByOthers({ roots }: Rendered, cluster: ClusterRoot): string | undefined {
  const starts = roots.filter(({ by }) => by === 'entrypoint');
  if (starts.length === 1) return undefined;
  const reached = starts.find((start) => {
    const others = roots.filter(({ by, directory }) => by === 'flux' && directory === start.directory);
    return start.flux === undefined && others.some((root) => root.cluster === HUB && startOf(root, roots) !== start);
  });
  return reached && (reached.at ?? cluster.path);
}

function startOf(root: Root, roots: readonly Root[]): Root {
  const seen = new Set<Root>();
  for (let at = root; ; ) {
    seen.add(at);
    const { home, parent } = at;
    const next = roots.find((each) => each.name === parent && each.cluster === home);
    if (parent === undefined || next === undefined || seen.has(next)) return at;
    at = next;
  }
}
