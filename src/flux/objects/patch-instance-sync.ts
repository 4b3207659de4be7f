import type { Memory } from '../../memo/memory.ts';
import { Mapping, type Node, type Place, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { InstanceSync } from './flux-instance.ts';
import { patchObjects } from './patch-objects.ts';

/**
 * Applies the patches of an instance to the source and the FluxKustomization that flux-operator makes of it. Patches of
 * the controllers find nothing here, and are left out.
 *
 * @see controlplaneio-fluxcd/flux-operator internal/builder Build
 */
export function patchInstanceSync(made: InstanceSync, memory: Memory): InstanceSync {
  let { source, kustomization } = made;
  for (const patch of made.patches.filter(isAboutSync)) {
    for (const node of patchObjects([source, kustomization], [patch], memory) ?? []) {
      const placed = placedAt(node, made.kustomization.place);
      if (textAt(node, 'kind') === 'Kustomization') kustomization = placed;
      else source = placed;
    }
  }
  return { ...made, source, kustomization };
}

function isAboutSync(patch: Node): boolean {
  return /Kustomization|GitRepository|OCIRepository|Bucket/.test(
    textAt(patch, 'target', 'kind') || textAt(patch, 'patch'),
  );
}

/** What was printed and read again is written where the instance is. */
function placedAt(node: Mapping, place: Place | undefined): Mapping {
  const placed = (each: Node): Node => {
    if (each instanceof Mapping) return placedAt(each, place);
    if (each instanceof Sequence) return new Sequence(each.items.map(placed), place);
    return each.with({ place });
  };
  return new Mapping(
    [...node.entries].map(([key, value]) => [key, placed(value)] as const),
    place,
  );
}
