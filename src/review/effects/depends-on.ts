import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { Root } from '../../flux/roots/inventory.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';

/** @returns `namespace/name` of each FluxKustomization that one depends on. */
export function dependenciesOf({ spec, namespace }: FluxKustomization): readonly string[] {
  return itemsAt(spec, 'dependsOn').flatMap((item) => {
    const name = textAt(item, 'name');
    return name === '' ? [] : [`${textAt(item, 'namespace') || namespace}/${name}`];
  });
}

/** @returns whether one root is applied only after another is ready, directly or by those between. */
export function waitsFor(root: Root, other: Root, roots: ReadonlyMap<string, Root>): boolean {
  const seen = new Set<string>();
  const waiting = [root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const name of at.flux === undefined ? [] : dependenciesOf(at.flux)) {
      if (name === other.name) return true;
      const next = roots.get(name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      waiting.push(next);
    }
  }
  return false;
}
