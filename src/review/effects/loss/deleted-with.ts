import { type InventoryObject, unknownOf } from '../../../flux/roots/inventory.ts';
import type { RootIndex } from '../../../flux/roots/root-index.ts';
import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { kindKey, refKey } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { textAt } from '../../../yaml/node/node-at.ts';

const NAMESPACE = '/Namespace';
const NONE: ReadonlyMap<string, InventoryObject> = new Map();

const aroundOthersIn = searchRootsFor(
  ({ gvk }) => kindKey(gvk) === NAMESPACE || kindKey(gvk) === 'apiextensions.k8s.io/CustomResourceDefinition',
);

/**
 * Namespaces and definitions that Flux deletes: the API server deletes with them what is in them, and what is of their kind,
 * whoever has made it and whatever it tells Flux.
 *
 * @see kubernetes docs: Namespaces; Extend the Kubernetes API with CustomResourceDefinitions, Delete a CustomResourceDefinition
 */
export class DeletedWith {
  readonly #find: () => ReadonlyMap<string, InventoryObject>;
  #gone: ReadonlyMap<string, InventoryObject> | undefined;

  /**
   * @param before the roots of before the merge, of all clusters that are rendered together
   * @param after those behind it: of a cluster in which any of them is not known, nothing is called gone
   * @param isPruned whether Flux deletes an object that no root holds any more
   */
  constructor(
    before: RootIndex | undefined,
    after: RootIndex | undefined,
    isPruned: (object: InventoryObject) => boolean,
  ) {
    this.#find = () => {
      const roots = after?.all ?? [];
      const unknown = new Set(roots.filter((root) => unknownOf(root).length > 0).map(({ cluster }) => cluster));
      const staying = new Set(aroundOthersIn(roots).map(keyOf));
      const gone = aroundOthersIn(before?.all ?? []).filter(
        (each) => !unknown.has(each.root.cluster) && !staying.has(keyOf(each)) && isPruned(each),
      );
      return new Map(gone.map((each) => [`${each.root.cluster} ${holdsAllOf(each.resource)}`, each]));
    };
  }

  /** @returns the Namespace or the definition with which an object is deleted; `undefined` where none of its own is */
  of({ resource, root: { cluster } }: InventoryObject): InventoryObject | undefined {
    if (this.#gone === undefined) {
      // What is pruned may hang on what goes with others: of those, only what goes by itself is found.
      this.#gone = NONE;
      this.#gone = this.#find();
    }
    if (this.#gone.size === 0) return undefined;
    const { gvk, clusterScoped, namespace } = resource;
    const within = clusterScoped ? undefined : this.#gone.get(`${cluster} ${NAMESPACE} ${namespace || 'default'}`);
    return within ?? this.#gone.get(`${cluster} ${kindKey(gvk)}`);
  }
}

function keyOf({ resource: { gvk, namespace, name }, root }: InventoryObject): string {
  return `${root.cluster} ${refKey({ group: gvk.group, kind: gvk.kind, namespace, name })}`;
}

function holdsAllOf({ gvk, name, node }: Resource): string {
  if (kindKey(gvk) === NAMESPACE) return `${NAMESPACE} ${name}`;
  return kindKey({ group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') });
}
