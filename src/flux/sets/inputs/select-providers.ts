import { selectsLabels } from '../../../kubernetes/facts/label-selector.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../../yaml/node/node-at.ts';

/** Providers that a ResourceSet takes inputs from. */
export interface SelectedProviders {
  /** By name, each once. */
  readonly found: readonly Resource[];
  /** Names that `spec.inputsFrom` gives, and that no provider has. */
  readonly missing: readonly Scalar[];
}

/**
 * @param providers those in the namespace of the ResourceSet
 * @see flux-operator docs/api/v1/resourceset.md, Inputs configuration
 */
export function selectProviders(spec: Node | undefined, providers: readonly Resource[]): SelectedProviders {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const found = new Set<Resource>();
  const missing: Scalar[] = [];
  for (const item of itemsAt(spec, 'inputsFrom')) {
    const [name, selector] = [nodeAt(item, 'name'), nodeAt(item, 'selector')];
    if (name instanceof Scalar && name.text !== '') {
      const provider = byName.get(name.text);
      if (provider === undefined) missing.push(name);
      else found.add(provider);
    } else if (selector !== undefined) {
      for (const provider of providers) if (selectsLabels(selector, provider.labels())) found.add(provider);
    }
  }
  return { found: [...found].sort((a, b) => (a.name < b.name ? -1 : 1)), missing };
}
