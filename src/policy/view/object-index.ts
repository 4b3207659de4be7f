import type { InventoryObject } from '../../flux/roots/inventory.ts';

/** As a review names an object. */
interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** The objects of one cluster by what they are and how they are called, looked through once for all rules. */
export class ObjectIndex {
  readonly #byKind = new Map<string, InventoryObject[]>();
  readonly #byName = new Map<string, InventoryObject>();

  constructor(objects: readonly InventoryObject[]) {
    for (const object of objects) {
      const { gvk, name } = object.resource;
      const kind = `${gvk.group}/${gvk.kind}`;
      const known = this.#byKind.get(kind);
      if (known === undefined) this.#byKind.set(kind, [object]);
      else known.push(object);
      this.#byName.set(`${kind}/${namespaceOf(object)}/${name}`, object);
    }
  }

  /** @param kind with its group: `apps/Deployment`, `/Secret` */
  ofKind(kind: string): readonly InventoryObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** @param namespace empty for an object of the whole cluster */
  find(kind: string, namespace: string, name: string): InventoryObject | undefined {
    return this.#byName.get(`${kind}/${namespace}/${name}`);
  }

  /** @returns the object that a review names; a manifest without a namespace may be of either scope. */
  named({ apiVersion, kind, namespace, name }: ObjectName): InventoryObject | undefined {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const found = this.find(`${group}/${kind}`, namespace ?? 'default', name);
    return found ?? (namespace === undefined ? this.find(`${group}/${kind}`, '', name) : undefined);
  }

  /** @returns the same object as one of another cluster, or of the other side. */
  twinOf(object: InventoryObject): InventoryObject | undefined {
    const { gvk, name } = object.resource;
    return this.find(`${gvk.group}/${gvk.kind}`, namespaceOf(object), name);
  }

  /** @returns every kind that there is, with its group. */
  kinds(): readonly string[] {
    return [...this.#byKind.keys()];
  }
}

/** @returns where an object lives; empty for one that kustomize knows to be of the whole cluster. */
export function namespaceOf({ resource }: InventoryObject): string {
  return resource.clusterScoped ? '' : resource.namespace || 'default';
}
