import { basename } from '../../../tree/objects/paths.ts';
import { isTelling } from '../names/cluster-names.ts';

/** Names of what a cluster holds rather than of a cluster. */
const CONTENT =
  /^(apps?|applications?|infra|infrastructure|platform|configs?|configuration|controllers?|core|system|tenants?|sources?|repositories|releases?|charts?|namespaces?|crds?|operators?|services?|secrets?|monitoring|observability|networking|network|security|storage|databases?|policies|rbac|teams?|meta|vars|variables|settings|flux-system)$/;

/** Directories that hold clusters. */
const HOLDS_CLUSTERS = /^clusters?$/;

/** @returns whether a directory is called after what a cluster holds. */
export function isContent(name: string): boolean {
  return CONTENT.test(name);
}

/** @returns whether a directory is called after clusters. */
export function isOfClusters(path: string): boolean {
  return HOLDS_CLUSTERS.test(basename(path));
}

/** A path that is a cluster's except for one name. */
export interface Variation {
  readonly path: string;
  /** Whether the rest of the path tells of clusters as well: it goes on after that name, or is in `clusters/`. */
  readonly isClose: boolean;
}

/**
 * @param clusters their paths
 * @param childrenOf the paths of the directories in one
 * @returns the paths that are theirs except for one of the names that tell them apart, whether or not anything is there
 */
export function variationsOf(
  clusters: Iterable<string>,
  childrenOf: (path: string) => readonly string[],
): readonly Variation[] {
  const patterns = [...clusters].flatMap(patternsOf);
  const once = new Map(patterns.map((pattern) => [[pattern.before, ...pattern.after].join('\n'), pattern]));
  return [...once.values()].flatMap(({ before, after, isLoose, isClose }) =>
    childrenOf(before)
      .filter((child) => isTelling(basename(child)) && !(isLoose && isContent(basename(child))))
      .map((child) => ({ path: [child, ...after].join('/'), isClose })),
  );
}

function patternsOf(path: string) {
  const segments = path.split('/');
  return segments.flatMap((segment, at) => {
    if (!isTelling(segment) || path === '') return [];
    const before = segments.slice(0, at).join('/');
    const after = segments.slice(at + 1);
    const isClose = after.length > 0 || isOfClusters(before);
    return [{ before, after, isLoose: at === 0 || !isClose, isClose }];
  });
}

/** @returns the directories called after clusters at the top of the repository, and one level down */
export function directoriesOfClusters(childrenOf: (path: string) => readonly string[]): readonly string[] {
  const tops = childrenOf('');
  return [...tops, ...tops.flatMap(childrenOf)].filter(isOfClusters);
}
