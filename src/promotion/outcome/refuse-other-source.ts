import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { keysOf } from './keys-of.ts';

/** @throws PromotionRefusal where the target does not have the source by which the source cluster has this repository */
export function refuseOtherSource(
  gained: readonly InventoryObject[],
  after: Inventory,
  source: ClusterInventory,
  words: (text: string) => string,
  name: string,
): void {
  const theirs = new Set(source.inventory.external.flatMap(({ flux: { resource } }) => keysOf(resource, words)));
  const known = new Set(source.inventory.objects.flatMap(({ resource }) => keysOf(resource, words)));
  for (const { resource } of gained) {
    const there = after.external.find(({ flux }) => flux.resource.id === resource.id);
    const keys = keysOf(resource);
    if (there === undefined || keys.some((key) => theirs.has(key)) || !keys.some((key) => known.has(key))) continue;
    refuse(
      `${kindName(resource)} takes this repository from ${kindName(there.flux.sourceRef)}, as ${source.cluster.name} calls it, which ${name} does not have`,
      `Give ${name} a FluxKustomization by hand, with its own source.`,
    );
  }
}
