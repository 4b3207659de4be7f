import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import { keyOfHeld, kindKey, objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';

/** As a review names an object. */
interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** Objects that stand together: of most roots it is the very same list in the next review. */
interface Group {
  readonly list: readonly Resource[];
  readonly objects: readonly InventoryObject[];
}

/** @returns the objects of each root, for an index */
export function groupsOf(roots: readonly Root[]): readonly Group[] {
  return roots.map((root) => ({ list: root.resources, objects: objectsOf(root) }));
}

/** @returns objects, whatever roots they are of, for an index */
export function groupOf(objects: readonly InventoryObject[]): Group {
  return { list: objects.map(({ resource }) => resource), objects };
}

/** The objects of one cluster by what they are and how they are called, looked through once for all rules. */
export class ObjectIndex {
  readonly #groups: readonly Group[];
  readonly #ofKind = new Map<string, readonly InventoryObject[]>();
  #byName: ReadonlyMap<string, Group> | undefined;

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
  }

  /** @param kind with its group: `apps/Deployment`, `/Secret` */
  ofKind(kind: string): readonly InventoryObject[] {
    const known = this.#ofKind.get(kind);
    if (known !== undefined) return known;
    const found = this.#groups.flatMap(({ list, objects }) => {
      return (placesIn(list).ofKind.get(kind) ?? NOWHERE).flatMap((at) => objects[at] ?? []);
    });
    this.#ofKind.set(kind, found);
    return found;
  }

  /** @param namespace empty for an object of the whole cluster */
  find(kind: string, namespace: string, name: string): InventoryObject | undefined {
    return this.#keyed(`${kind}/${namespace}/${name}`);
  }

  /** @returns the object that a review names; a manifest without a namespace may be of either scope. */
  named(object: ObjectName): InventoryObject | undefined {
    const { namespace = 'default' } = object;
    const found = this.#keyed(objectKey({ ...object, namespace }));
    return found ?? (object.namespace === undefined ? this.#keyed(objectKey(object)) : undefined);
  }

  /** @returns the same object as one of another cluster, or of the other side. */
  twinOf(object: InventoryObject): InventoryObject | undefined {
    return this.#keyed(keyOfHeld(object.resource));
  }

  #keyed(key: string): InventoryObject | undefined {
    this.#byName ??= byNameIn(this.#groups);
    const group = this.#byName.get(key);
    const at = group && placesIn(group.list).named.get(key);
    return at === undefined ? undefined : group?.objects[at];
  }

  /** @returns every kind that there is, with its group. */
  kinds(): readonly string[] {
    return [...new Set(this.#groups.flatMap(({ list }) => [...placesIn(list).ofKind.keys()]))];
  }
}

function byNameIn(groups: readonly Group[]): ReadonlyMap<string, Group> {
  const byName = new Map<string, Group>();
  for (const group of groups) for (const name of placesIn(group.list).named.keys()) byName.set(name, group);
  return byName;
}

const NOWHERE: readonly number[] = [];

/** Where the objects of a list stand in it: by their kind; by their name the last. */
const placesIn = onceEach((list: readonly Resource[]) => {
  const ofKind = new Map<string, number[]>();
  for (const [at, { gvk }] of list.entries()) {
    const kind = kindKey(gvk);
    const known = ofKind.get(kind);
    if (known === undefined) ofKind.set(kind, [at]);
    else known.push(at);
  }
  return { ofKind, named: new Map(list.map((resource, at) => [keyOfHeld(resource), at])) };
});
