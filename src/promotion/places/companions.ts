import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { dirname, isWithin, joinPath } from '../../tree/objects/paths.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import { kustomizationIn } from '../files/kustomization-file.ts';
import { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import { comesBy } from './homes.ts';
import type { Subject } from './subject.ts';

/**
 * Adds what a unit's own FluxKustomization takes from components: it has no life of its own. A FluxKustomization is a
 * unit's own if, but for components, it brings the unit and nothing else. So is what a kustomization generates for the unit.
 *
 * @returns the same for a single object
 */
export function withCompanions(fleet: Fleet, subject: Subject): Subject {
  if (subject.isObject) return subject;
  const draft = new Draft(fleet.tree);
  const components = new Map<Root, readonly string[]>();
  const isFromComponent = ({ resource, root }: InventoryObject): boolean => {
    const known = components.get(root) ?? componentsOf(root, draft);
    components.set(root, known);
    const made = resource.trail.origin.generated ? dirname(resource.trail.origin.path) : undefined;
    return known.some((directory) => directory === made || comesBy({ resource, root }, directory));
  };
  const alone = homesAlone(fleet, subject);
  const isGeneratedBeside = ({ resource: { trail } }: InventoryObject): boolean =>
    trail.origin.generated && alone.get(dirname(trail.origin.path)) === true;
  const own = new Map<Root, boolean>();
  for (const { inventory } of fleet.clusters)
    for (const object of inventory.objects) {
      if (object.root.flux === undefined || isFluxKustomization(object.resource) || isFromComponent(object)) continue;
      own.set(object.root, own.get(object.root) !== false && subject.has(object));
    }
  return {
    ...subject,
    has: (object) =>
      subject.has(object) || isGeneratedBeside(object) || (own.get(object.root) === true && isFromComponent(object)),
  };
}

/** @returns of each directory with a kustomization, whether all that comes by it as a file is the subject's */
function homesAlone({ clusters }: Fleet, subject: Subject): ReadonlyMap<string, boolean> {
  const alone = new Map<string, boolean>();
  for (const object of clusters.flatMap(({ inventory }) => inventory.objects)) {
    const { origin, via } = object.resource.trail;
    for (let link = origin.generated ? undefined : via; link !== undefined; link = link.next)
      alone.set(link.directory, alone.get(link.directory) !== false && subject.has(object));
  }
  return alone;
}

/** @returns the directories of the components that a root's FluxKustomization and its own kustomization name */
function componentsOf({ directory, flux }: Root, draft: Draft): readonly string[] {
  const spec = flux === undefined ? undefined : nodeAt(flux.resource.node, 'spec');
  const named = spec === undefined ? [] : itemsAt(spec, 'components');
  const ofFlux = named.flatMap((item) => (item instanceof Scalar ? (joinPath(directory, item.text) ?? []) : []));
  const entries = kustomizationIn(draft, directory)?.entries ?? [];
  const ofOwn = entries.flatMap(({ field, path }) => (field === 'components' && path !== undefined ? [path] : []));
  return [...ofFlux, ...ofOwn].filter((path) => !isWithin(path, directory));
}
