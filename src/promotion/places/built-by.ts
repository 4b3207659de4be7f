import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';

/** @returns the directories whose kustomization, given or made by Flux, a cluster builds */
export const builtBy = onceEach((inventory: Inventory): ReadonlySet<string> => {
  const built = new Set(inventory.roots.map(({ directory }) => directory));
  for (const { resource } of inventory.objects)
    for (let link = resource.trail.via; link !== undefined; link = link.next) built.add(link.directory);
  return built;
});
