import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindKey, namespaceOf, objectKey, refKey } from '../../kubernetes/facts/object-ref.ts';

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
      const kind = kindKey(object.resource.gvk);
      const known = this.#byKind.get(kind);
      if (known === undefined) this.#byKind.set(kind, [object]);
      else known.push(object);
      this.#byName.set(objectKeyOf(object), object);
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
  named(object: ObjectName): InventoryObject | undefined {
    const { namespace = 'default' } = object;
    const found = this.#byName.get(objectKey({ ...object, namespace }));
    return found ?? (object.namespace === undefined ? this.#byName.get(objectKey(object)) : undefined);
  }

  /** @returns the same object as one of another cluster, or of the other side. */
  twinOf(object: InventoryObject): InventoryObject | undefined {
    return this.#byName.get(objectKeyOf(object));
  }

  /** @returns every kind that there is, with its group. */
  kinds(): readonly string[] {
    return [...this.#byKind.keys()];
  }
}

function objectKeyOf({ resource }: InventoryObject): string {
  return refKey({ ...resource.gvk, namespace: namespaceOf(resource), name: resource.name });
}
