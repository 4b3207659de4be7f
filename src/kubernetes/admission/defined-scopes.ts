import type { Mapping } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { kindKey } from '../facts/object-ref.ts';
import { isNamespacedKind } from './namespaced-kinds.ts';

/** An object, and what it says it is. */
interface ScopedObject {
  readonly node: Mapping;
  readonly apiVersion: string;
  readonly kind: string;
  readonly gvk: { readonly group: string; readonly kind: string };
}

/** The scope of each kind that the custom resource definitions of a cluster bring; none of one that two describe otherwise. */
export class DefinedScopes {
  readonly #scopes = new Map<string, string>();

  /** @param resources of the cluster, whatever they are */
  constructor(resources: Iterable<Pick<ScopedObject, 'kind' | 'node'>>) {
    for (const { kind, node } of resources) {
      if (kind !== 'CustomResourceDefinition') continue;
      const key = kindKey({ group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') });
      const scope = textAt(node, 'spec', 'scope');
      this.#scopes.set(key, (this.#scopes.get(key) ?? scope) === scope ? scope : '');
    }
  }

  /** @returns whether objects of a kind are known to stand in namespaces */
  isInNamespaces({ apiVersion, kind, gvk }: Omit<ScopedObject, 'node'>): boolean {
    return isNamespacedKind(apiVersion, kind) || this.#scopes.get(kindKey(gvk)) === 'Namespaced';
  }
}
