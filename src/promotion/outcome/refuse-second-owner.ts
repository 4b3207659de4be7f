import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** @throws PromotionRefusal where another root comes to apply what the target runs already, and goes on to run from there */
export function refuseSecondOwner({ cluster, inventory }: ClusterInventory, after: Inventory): void {
  const owners = new Map<string, Set<string>>();
  for (const { resource, root } of inventory.objects) {
    const key = objectKey(resource);
    owners.set(key, (owners.get(key) ?? new Set()).add(root.name));
  }
  const now = new Set(after.objects.map(({ resource, root }) => `${root.name} ${objectKey(resource)}`));
  for (const { resource, root } of after.objects) {
    const key = objectKey(resource);
    const standing = owners.get(key);
    const owner = [...(standing ?? [])].find((name) => now.has(`${name} ${key}`));
    if (owner === undefined || standing?.has(root.name) === true || resource.kind === 'Namespace') continue;
    refuse(
      `${cluster.name} already runs ${kindName(resource)}, applied by ${owner}: it would have a second owner`,
      'Remove it from one of them first.',
    );
  }
}
