import { kindName } from '../../kubernetes/facts/object-ref.ts';
import { lineOf, Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** What makes objects of lists that it holds. */
const GENERATES = /^(ResourceSet|ResourceSetInputProvider|ApplicationSet|ArtifactGenerator)$/;

/** @throws PromotionRefusal where a name stands in what a controller makes objects of: no file can be referred to */
export function refuseGenerated({ clusters }: Fleet, wanted: string): void {
  for (const { cluster, inventory } of clusters)
    for (const { resource } of inventory.objects) {
      const named = GENERATES.test(resource.kind) ? scalarIn(resource.node, wanted.toLowerCase()) : undefined;
      if (named === undefined) continue;
      const { path } = resource.trail.origin;
      refuse(
        `${wanted} is an input of ${kindName(resource)} in ${cluster.name} (${path}:${lineOf(named) ?? 1}), and what that makes of it stands in no file`,
        'Edit the inputs by hand.',
      );
    }
}

function scalarIn(node: Node, wanted: string): Scalar | undefined {
  if (node instanceof Scalar) return node.text.toLowerCase() === wanted ? node : undefined;
  const children = node instanceof Sequence ? node.items : node instanceof Mapping ? [...node.entries.values()] : [];
  for (const child of children) {
    const found = scalarIn(child, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
