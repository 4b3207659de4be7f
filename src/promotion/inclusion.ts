import type { Inventory, InventoryObject } from '../flux/inventory.ts';
import type { Link } from '../kustomize/origin.ts';
import { dirname } from '../tree/paths.ts';
import { areVariants } from './homes.ts';
import { type Entry, type KustomizationFile, kustomizationIn } from './kustomization-file.ts';
import type { Plan } from './plan.ts';
import type { Territory } from './territory.ts';

/** How a cluster's own tree brings an object in. */
export type Inclusion =
  | { readonly kind: 'entry'; readonly list: KustomizationFile; readonly entry: Entry }
  /** The object itself, or the FluxKustomization that leads to it, stands in a file of the cluster's tree. */
  | { readonly kind: 'document'; readonly path: string; readonly object: InventoryObject };

/**
 * Finds the innermost reference on an object's way that the cluster's own tree makes: what lies behind it is shared.
 *
 * @returns undefined where the cluster's tree does not hold the decision, or it cannot be read
 */
export function inclusionOf(
  { fleet, draft }: Pick<Plan, 'fleet' | 'draft'>,
  object: InventoryObject,
  inventory: Inventory,
  ground: Pick<Territory, 'owns'>,
): Inclusion | undefined {
  const origin = object.resource.trail.origin;
  const links = linksOf(object.resource.trail.via);
  if (ground.owns(origin.path)) return origin.generated ? undefined : { kind: 'document', path: origin.path, object };
  for (const [index, link] of [...links.entries()].reverse()) {
    if (!ground.owns(link.path) || link.line === undefined) continue;
    const list = kustomizationIn(draft, link.directory);
    const made = origin.generated ? dirname(origin.path) : origin.path;
    const leadsTo = links[index + 1]?.directory ?? made;
    // An overlay that refers to its own base decides what the thing is like, not whether it is there.
    if (areVariants(link.directory, leadsTo, fleet)) continue;
    const entry = list?.entries.find(({ path }) => path === leadsTo);
    return list === undefined || entry === undefined ? undefined : { kind: 'entry', list, entry };
  }
  const { flux, parent } = object.root;
  const root = [...inventory.roots, ...inventory.above].find(({ name }) => name === parent);
  if (flux === undefined || root === undefined) return undefined;
  return inclusionOf({ fleet, draft }, { resource: flux.resource, root }, inventory, ground);
}

/** @returns one text for equal inclusions. */
export function inclusionKey(inclusion: Inclusion): string {
  return inclusion.kind === 'entry'
    ? `${inclusion.list.path} ${inclusion.entry.key} ${inclusion.entry.text}`
    : `${inclusion.path} ${inclusion.object.resource.id}`;
}

function linksOf(via: Link | undefined): readonly Link[] {
  const links: Link[] = [];
  for (let link = via; link !== undefined; link = link.next) links.push(link);
  return links;
}
