import { dirname, isWithin, segmentsOf } from '../../../tree/objects/paths.ts';
import { isTelling } from '../names/cluster-names.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { isContent } from './likely-places.ts';
import { isNotRun } from './not-clusters.ts';

/** A tree, and what is known of it when all clusters are. */
export interface KnownTree {
  readonly tree: FluxTree;
  readonly clusters: ReadonlySet<string>;
  /** FluxKustomizations that nothing reaches. */
  readonly unreached: readonly FoundDocument[];
}

/** Another path of a cluster. */
export interface Parallel {
  readonly cluster: string;
  readonly path: string;
}

/**
 * Other paths of clusters, which nothing leads to: `infra/dev/01` beside `clusters/dev/01`. A directory of content beside
 * the one that holds clusters has directories of the same names as these; at least two clusters have one, and everything in
 * it that nothing leads to is in such a one. Flux is not installed from there, and no FluxKustomization is in both.
 */
export function parallelPaths(known: KnownTree): readonly Parallel[] {
  const { tree, clusters, unreached } = known;
  const asked = [...new Set([...unreached.map(({ file }) => file), ...clusters])].filter((path) => !isNotRun(path));
  const homes = new Set(asked.flatMap((path) => contentAbove(path)));
  return [...homes].flatMap((home) => {
    const above = dirname(home);
    const lists = [...(tree.directory(above)?.directories.keys() ?? [])].filter(holdsClusters);
    const pairs = lists.flatMap((list) => pairsOf(above === '' ? list : `${above}/${list}`, home, known));
    const paths = new Set(pairs.map(({ path }) => path));
    const isAll = asked.every((path) => !isWithin(path, home) || [...paths].some((each) => isWithin(path, each)));
    return paths.size > 1 && paths.size === pairs.length && isAll ? pairs : [];
  });
}

/**
 * Where other paths of clusters would be: `infra/prod`, as `infra/dev` is one of `clusters/dev` or has what nothing reaches.
 *
 * @param known paths of clusters, and files that no cluster reaches
 * @returns whether or not anything is there
 */
export function parallelPlaces(clusters: readonly string[], known: readonly string[]): readonly string[] {
  const homes = new Set(known.flatMap(contentAbove));
  return [...homes].flatMap((home) => {
    const above = dirname(home);
    const within = clusters.filter((path) => isWithin(path, above));
    const places = within.flatMap((path) => {
      const [list = '', ...rest] = segmentsOf(path).slice(segmentsOf(above).length);
      return holdsClusters(list) && rest.length > 0 ? [[home, ...rest].join('/')] : [];
    });
    return known.some((path) => places.some((place) => isWithin(path, place))) ? places : [];
  });
}

function pairsOf(list: string, home: string, { tree, clusters, unreached }: KnownTree): readonly Parallel[] {
  const open = new Set(unreached);
  return [...clusters].flatMap((cluster) => {
    if (!cluster.startsWith(`${list}/`)) return [];
    const path = `${home}${cluster.slice(list.length)}`;
    const [own, others] = [tree.yields(cluster), tree.yields(path)];
    const isOpen = clusters.has(path) || [...others].some((each) => open.has(each));
    const isInstalled = [...others].some(({ isStatement }) => isStatement);
    const names = new Set([...own].map(nameOf));
    const isBoth = [...others].some((each) => names.has(nameOf(each)));
    return others.size > 0 && isOpen && !isInstalled && !isBoth ? [{ cluster, path }] : [];
  });
}

/** The outermost directories around a path that are called after what a cluster holds. */
function contentAbove(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  const at = segments.findIndex(isContent);
  return at < 0 ? [] : [segments.slice(0, at + 1).join('/')];
}

function holdsClusters(name: string): boolean {
  return !isTelling(name) && !isContent(name);
}

function nameOf({ namespace, name }: FoundDocument): string {
  return `${namespace}/${name}`;
}
