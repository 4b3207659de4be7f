import { segmentsOf } from '../../tree/objects/paths.ts';
import type { ClusterWords } from '../find/names/cluster-words.ts';

/**
 * Tells which directories hold the same unit: `infrastructure/dev/cert-manager`, `infrastructure/prod/cert-manager` and
 * `infrastructure/base/cert-manager` are one thing for three. A directory that ends in a cluster's name alone is that
 * cluster's variant of what is around it only where another cluster has one too.
 *
 * @returns what each directory's unit is known by: its path, without the names of clusters
 */
export function unitKeys(directories: readonly string[], words: ClusterWords): ReadonlyMap<string, string> {
  const stripped = new Map(directories.map((directory) => [directory, withoutClusters(directory, words)]));
  const shared = new Map<string, number>();
  for (const key of stripped.values()) shared.set(key, (shared.get(key) ?? 0) + 1);
  return new Map(
    directories.map((directory) => {
      const key = stripped.get(directory) ?? directory;
      const segments = segmentsOf(directory);
      const isWithinCluster = segments.some((segment) => words.isCluster(segment)) && !endsInCluster(segments, words);
      const isVariant = key !== '' && ((shared.get(key) ?? 0) > 1 || isWithinCluster);
      return [directory, isVariant ? key : withoutBases(segments).join('/')];
    }),
  );
}

function withoutClusters(directory: string, words: ClusterWords): string {
  return withoutBases(segmentsOf(directory))
    .filter((segment) => !words.isClusterLike(segment))
    .join('/');
}

/** What is kept under `base` is the thing itself; a directory of that name alone is all there is to say. */
function withoutBases(segments: readonly string[]): readonly string[] {
  return segments.filter((segment, at) => at === segments.length - 1 || !/^bases?$/.test(segment));
}

function endsInCluster(segments: readonly string[], words: ClusterWords): boolean {
  return words.isClusterLike(segments.at(-1) ?? '');
}

/** Names too general to stand alone: people say whose base, whose common set, which version of what they mean. */
const GENERAL = /^(common|shared|base|all|default|core|global|.*-only|v?\d+([.-]\d+)*)$/;

/** @returns for each path its shortest end that tells it apart from the others, and that says enough. */
export function shortNames(paths: readonly string[], words: ClusterWords): ReadonlyMap<string, string> {
  const ends = new Map<string, number>();
  for (const path of paths) for (const end of endsOf(path)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return new Map(
    paths.map((path) => {
      const name = endsOf(path).find((end) => ends.get(end) === 1 && !isGeneral(end, words));
      return [path, name ?? path];
    }),
  );
}

/** From the shortest to the whole path. */
function endsOf(path: string): readonly string[] {
  const segments = segmentsOf(path);
  return segments.map((_, index) => segments.slice(segments.length - 1 - index).join('/'));
}

function isGeneral(end: string, words: ClusterWords): boolean {
  return !end.includes('/') && (GENERAL.test(end) || words.isClusterLike(end));
}
