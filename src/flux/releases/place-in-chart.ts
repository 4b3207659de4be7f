import { isWithin, joinPath } from '../../tree/objects/paths.ts';

/** Where the files of a chart stand. */
export interface ChartPlace {
  /** Path of the chart among all files. */
  readonly base: string;
  /** Paths among all files of the charts that were put into it, by their path in it. */
  readonly added: ReadonlyMap<string, string>;
  /** @returns whether a path of this repository is one of its files */
  readonly isThere: (path: string) => boolean;
}

/**
 * @param path of a file as Helm names it: its first segment is the name of the chart
 * @returns its path among all files; that of the chart where it has no file of its own, as what stands in a package
 */
export function placeInChart(
  path: string,
  { base, added, isThere }: ChartPlace,
): { readonly path: string; readonly isOwn: boolean } {
  const within = path.replace(/^[^/]*\//, '');
  const put = [...added].find(([each]) => isWithin(within, each));
  const own = put === undefined ? joinPath(base, within) : joinPath(put[1], within.slice(put[0].length + 1));
  return own !== undefined && isThere(own) ? { path: own, isOwn: true } : { path: base, isOwn: false };
}
