import { onceEach } from '../../memo/by-value.ts';
import type { KustomizationFile } from '../view/kustomization-file.ts';
import type { FoundPlace, Side } from '../view/side.ts';
import { shown } from '../view/side.ts';

/** A directory or file that a cluster's render refers to, and where it says so. */
interface ClusterReference extends FoundPlace {
  readonly target: string;
}

/** @returns the kustomization files of a cluster's own tree that name several things outside it: its lists. */
export function clusterLists(side: Side): readonly KustomizationFile[] {
  return side.kustomizations.filter(
    ({ path, references }) => side.owns(path) && references.filter((each) => !side.owns(each.path)).length > 1,
  );
}

/** @returns every reference of a cluster's render, of its kustomizations and of its FluxKustomizations. */
export const referencesOfCluster = onceEach((side: Side): readonly ClusterReference[] => {
  const ofFiles = side.kustomizations.flatMap(({ path, references }) =>
    references.map((each) => ({ target: each.path, ...shown({ path, line: each.line }) })),
  );
  const ofRoots = side.inventory.roots.flatMap(({ by, directory, chain }) =>
    by !== 'flux' ? [] : [{ target: directory, ...shown(chain.at(-1)) }],
  );
  return [...ofFiles, ...ofRoots];
});

/** @returns the directories outside its own tree that a cluster's own tree names. */
export const importsOf = onceEach((side: Side): ReadonlySet<string> => {
  const own = referencesOfCluster(side).filter(({ path }) => path !== undefined && side.owns(path));
  return new Set(own.flatMap(({ target }) => (side.owns(target) ? [] : [target])));
});
