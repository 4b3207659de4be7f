import type { InventoryObject, Root } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

export const implicitMembership: Rule = {
  id: 'implicit-membership',
  severity: 'warning',
  title: 'A cluster gains what no list names',
  why: 'Where a directory that several clusters share has no kustomization, every file that is put into it runs in all of them: nobody has decided that, and no list says it.',
  fix: 'Give the directory a kustomization that names what belongs to it, and refer to it from the lists of the clusters.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (before !== undefined || after === undefined || !isImplicit(view, after.root)) return [];
      const together = (names: string) =>
        `no list names ${names}: what lies below ${quoted(after.root.directory)} is applied, as it has no kustomization`;
      return [{ object: after, message: together(objectTitle(after.resource)), together, ...originOf(after) }];
    }),
};

/** The root was there before, outside the cluster's own tree, and Flux makes its kustomization of all that lies in it. */
function isImplicit({ before, after }: ClusterView, root: Root): boolean {
  const isKnown = before?.inventory.roots.some(
    ({ name, directory }) => name === root.name && directory === root.directory,
  );
  if (after === undefined || isKnown !== true || after.owns(root.directory)) return false;
  return !after.kustomizations.some(({ directory }) => directory === root.directory);
}

function originOf({ resource }: InventoryObject) {
  const { path, line } = resource.trail.origin;
  return { path, line };
}
