import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import type { KustomizationReference } from '../../kustomize/kustomization/kustomization-file.ts';
import type { Link } from '../../kustomize/model/origin.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';
import { type KustomizationFile, kustomizationIn } from '../files/kustomization-file.ts';
import type { Plan } from '../plan/plan.ts';
import { areVariants } from './homes.ts';
import type { Territory } from './territory.ts';

/** A list of a cluster's own tree, and what it refers to. */
export interface EntryInclusion {
  readonly kind: 'entry';
  readonly list: KustomizationFile;
  readonly entry: KustomizationReference;
  /** The overlay that contains the list: a cluster without such a list lacks the whole overlay. */
  readonly within?: string;
}

/** How a cluster's own tree adds an object. */
export type Inclusion =
  | EntryInclusion
  /** The object itself, or the FluxKustomization that leads to it, is in a file of the cluster's tree. */
  | { readonly kind: 'document'; readonly path: string; readonly object: InventoryObject }
  /** A directory of the cluster's tree that is applied because it exists: Flux generates the kustomization for it. */
  | { readonly kind: 'overlay'; readonly directory: string };

/**
 * Finds the innermost reference in an object's chain that is in the cluster's own tree: what is behind it is shared.
 *
 * @param isWhole whether everything in one of the cluster's own directories is meant, not a single object in it
 * @returns undefined where the cluster's tree does not hold the decision, or it cannot be read
 */
export function inclusionOf(
  { fleet, draft }: Pick<Plan, 'fleet' | 'draft'>,
  object: InventoryObject,
  inventory: Inventory,
  territory: Pick<Territory, 'owns'>,
  isWhole = false,
): Inclusion | undefined {
  const origin = object.resource.trail.origin;
  const links = linksOf(object.resource.trail.via);
  const made = origin.generated ? dirname(origin.path) : origin.path;
  const overlay = isWhole ? overlayOn(links, made, draft, territory) : undefined;
  if (territory.owns(origin.path) && !origin.generated)
    return overlay ?? { kind: 'document', path: origin.path, object };
  for (const [index, link] of [...links.entries()].reverse()) {
    if (!territory.owns(link.path) || link.line === undefined) continue;
    const list = kustomizationIn(draft, link.directory);
    const leadsTo = links[index + 1]?.directory ?? made;
    // What a kustomization generates comes with it.
    if (leadsTo === link.directory) continue;
    // An overlay that refers to its own base decides what the thing is like, not whether it is there.
    if (areVariants(link.directory, leadsTo, fleet)) continue;
    const entry = list?.entries.find(({ path }) => path === leadsTo);
    if (list === undefined || entry === undefined) return undefined;
    const isWithinIt = overlay !== undefined && isWithin(list.directory, overlay.directory);
    return { kind: 'entry', list, entry, ...(isWithinIt ? { within: overlay.directory } : {}) };
  }
  if (overlay !== undefined) return overlay;
  const { flux } = object.root;
  const root = rootsAround(inventory).parentOf(object.root);
  if (flux === undefined || root === undefined) return undefined;
  return inclusionOf({ fleet, draft }, { resource: flux.resource, root }, inventory, territory, isWhole);
}

/** The directory with a kustomization of its own below one for which Flux makes it. */
function overlayOn(
  links: readonly Link[],
  made: string,
  draft: Plan['draft'],
  territory: Pick<Territory, 'owns'>,
): Extract<Inclusion, { kind: 'overlay' }> | undefined {
  for (const [index, link] of links.entries()) {
    if (link.line !== undefined || !territory.owns(link.directory)) continue;
    const directory = links[index + 1]?.directory ?? made;
    const isBelow = directory !== link.directory && territory.owns(directory);
    if (isBelow && kustomizationIn(draft, directory) !== undefined) return { kind: 'overlay', directory };
  }
  return undefined;
}

/** @returns one text for equal inclusions. */
export function inclusionKey(inclusion: Inclusion): string {
  if (inclusion.kind === 'overlay') return inclusion.directory;
  return inclusion.kind === 'entry'
    ? `${inclusion.list.path} ${inclusion.entry.field} ${inclusion.entry.text}`
    : `${inclusion.path} ${inclusion.object.resource.id}`;
}

function linksOf(via: Link | undefined): readonly Link[] {
  const links: Link[] = [];
  for (let link = via; link !== undefined; link = link.next) links.push(link);
  return links;
}
