import { segmentsOf } from '../../tree/objects/paths.ts';
import type { ClusterWords } from '../find/cluster-words.ts';

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
