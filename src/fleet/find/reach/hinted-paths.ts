import { isWithin } from '../../../tree/objects/paths.ts';
import type { YamlDirectory } from '../search/yaml-tree.ts';
import type { FluxTree } from './flux-tree.ts';
import { isNoCluster, isNotRun } from './not-clusters.ts';

/** What stands for a value that only Terraform or Bicep knows. */
const UNKNOWN = /\$\{[^}]*\}/;

interface HintedTree {
  readonly tree: FluxTree;
  /** Paths that something outside of Flux may sync, those of one cluster together. */
  readonly hints: readonly (readonly string[])[];
}

/**
 * The paths of the clusters that files of Terraform and Bicep hint at. What is hinted at counts where it is there, and no
 * cluster builds it. Where a path has variables, each directory that fits is of a cluster, together with those of the same
 * file without any.
 *
 * @param builtIn the directories that are built for known clusters
 * @returns the paths of each cluster, those that tell it apart first
 */
export function hintedIn<Side extends HintedTree>(
  sides: readonly Side[],
  builtIn: (side: Side) => ReadonlySet<string>,
): readonly (readonly string[])[] {
  const found = sides.flatMap((side) => {
    if (side.hints.length === 0) return [];
    const built = [...builtIn(side)];
    const isNew = (path: string) =>
      side.tree.directory(path) !== undefined &&
      !isNotRun(path) &&
      !built.some((each) => isWithin(path, each) || isWithin(each, path));
    const clusters = side.hints.flatMap((paths) => filledIn(paths, side.tree.root));
    return clusters.map((paths) => paths.filter(isNew)).filter((paths) => paths.length > 0);
  });
  return [...new Map(found.map((paths) => [paths.join('\n'), paths])).values()];
}

function filledIn(paths: readonly string[], root: YamlDirectory): readonly (readonly string[])[] {
  const known = paths.filter((path) => !UNKNOWN.test(path));
  const filled = new Map<string, string[]>();
  for (const path of paths.filter((each) => !known.includes(each))) {
    for (const { values, path: at } of fitting(root, '', path.split('/'))) {
      if (!isNoCluster(at)) filled.set(values.join('\n'), [...(filled.get(values.join('\n')) ?? []), at]);
    }
  }
  return filled.size === 0 ? [known] : [...filled.values()].map((own) => [...own, ...known]);
}

interface Fit {
  readonly path: string;
  /** What stands where the variables do. */
  readonly values: readonly string[];
}

/** A path that is a variable from its first segment on may be any. */
function fitting(directory: YamlDirectory, at: string, [segment, ...rest]: readonly string[]): readonly Fit[] {
  if (segment === undefined) return [{ path: at, values: [] }];
  if (at === '' && segment.startsWith('${')) return [];
  const parts = segment.split(UNKNOWN).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('([^/]+)')}$`);
  return [...directory.directories].flatMap(([name, inner]) => {
    const [matched, ...values] = pattern.exec(name) ?? [];
    if (matched === undefined) return [];
    const fits = fitting(inner, at === '' ? name : `${at}/${name}`, rest);
    return fits.map((fit) => ({ ...fit, values: [...values, ...fit.values] }));
  });
}
