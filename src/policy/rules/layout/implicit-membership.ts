import { type InventoryObject, makerOf, type Root } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const implicitMembership: Rule = {
  id: 'implicit-membership',
  severity: 'warning',
  title: 'A cluster gains objects that no kustomization lists',
  why: 'If a directory that several clusters share has no kustomization.yaml, every file added to it runs in all of them, although nobody decided that and no list says so.',
  fix: 'Add a kustomization.yaml that lists what belongs to the directory, and refer to it from the lists of the clusters.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (before !== undefined || after === undefined || !isImplicit(view, after)) return [];
      const together = (names: string) =>
        `${quoted(after.root.directory)} has no kustomization.yaml, so Flux applies every file in it, including ${names}`;
      const message = together(objectTitle(after.resource));
      // Of one cluster nobody needs a list to know where a file runs.
      const severity = isAlone(view) ? { severity: 'notice' as const } : {};
      return [{ object: after, message, together, ...severity, ...originOf(after) }];
    }),
};

/**
 * The root was there before, outside the cluster's own tree, and Flux generates its kustomization from every file in it:
 * from one that was not there before, too.
 */
function isImplicit({ before, after }: ClusterView, object: InventoryObject): boolean {
  const { root } = object;
  // What a chart or a ResourceSet makes is in no directory that Flux applies.
  if (makerOf(root) !== undefined) return false;
  const known = before?.inventory.roots.find(
    ({ name, directory }) => name === root.name && directory === root.directory,
  );
  if (before === undefined || after === undefined || known === undefined || after.owns(root.directory)) return false;
  if (after.kustomizations.some(({ directory }) => directory === root.directory)) return false;
  return !isListed(object, before, known);
}

function isAlone({ after }: ClusterView): boolean {
  return after !== undefined && after.places.clusters.length < 2;
}

/** Whether somebody wrote an object into what was applied before: into a file, or a kustomization with a list of its own. */
function isListed({ resource: { trail } }: InventoryObject, before: Side, known: Root): boolean {
  const listed = trail.via?.next;
  if (listed !== undefined) return before.kustomizations.some(({ directory }) => directory === listed.directory);
  return known.resources.some((resource) => resource.trail.origin.path === trail.origin.path);
}

function originOf({ resource }: InventoryObject) {
  const { path, line } = resource.trail.origin;
  return { path, line };
}
