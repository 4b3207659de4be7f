import { isArtifactGenerator, readArtifactGenerator } from '../../flux/objects/artifact-generator.ts';
import { type Inventory, type InventoryObject, makerOf, type Root } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootsAround } from '../../flux/roots/root-index.ts';
import { objectsOf, searchRootsFor } from '../../flux/roots/search-roots.ts';
import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import { objectReferences } from '../../kubernetes/facts/object-references.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { dependenciesOf, makersBefore } from './depends-on.ts';

/** No fleet waits over so many; a hostile one would fill the stack. */
const DEEPEST = 200;

/** Which of some objects of a cluster wait for which others of them, directly or by what stays as it is. */
export class WaitingOrder {
  readonly #roots: RootIndex;
  readonly #index: ObjectIndex;
  readonly #byRoot = new Map<Root, InventoryObject[]>();
  readonly #meant: ReadonlySet<InventoryObject>;
  readonly #ranks = new Map<InventoryObject | Root, number>();
  readonly #asked = new Set<InventoryObject | Root>();

  /**
   * @param inventory that holds the objects
   * @param objects that something happens to
   */
  constructor(inventory: Inventory, objects: readonly InventoryObject[]) {
    this.#roots = rootsAround(inventory);
    this.#index = objectIndex(inventory);
    this.#meant = new Set(objects);
    for (const object of objects) {
      const known = this.#byRoot.get(object.root);
      if (known === undefined) this.#byRoot.set(object.root, [object]);
      else known.push(object);
    }
  }

  /**
   * @returns behind how many others an object comes, one behind the other: those that it names (its namespace, definition,
   *   source, what it depends on), the object that its root is made of, and the roots that this one depends on
   */
  rankOf(object: InventoryObject): number {
    return this.#once(object, () =>
      Math.max(this.#startOf(object.root), ...this.#index.namedBy(object).map((other) => this.#behind(other))),
    );
  }

  #behind(object: InventoryObject): number {
    return this.rankOf(object) + (this.#meant.has(object) ? 1 : 0);
  }

  /** Behind its FluxKustomization, HelmRelease or ResourceSet, and behind all of the roots that it depends on. */
  #startOf(root: Root): number {
    return this.#once(root, () => {
      const holder = makerOf(root)?.resource ?? root.flux?.resource;
      const made = holder === undefined ? [] : this.#index.called(holder.kind, holder.namespace, holder.name);
      const before = [...(root.flux === undefined ? [] : dependenciesOf(root.flux)), ...makersBefore(root)];
      const roots = before.flatMap(({ name }) => this.#roots.named(root.home, name) ?? []);
      return Math.max(0, ...made.map((each) => this.#behind(each)), ...roots.map((each) => this.#endOf(each)));
    });
  }

  #endOf(root: Root): number {
    const own = this.#byRoot.get(root) ?? [];
    return Math.max(this.#startOf(root), ...own.map((each) => this.#behind(each)));
  }

  /** What waits for itself in a circle has no order. */
  #once(of: InventoryObject | Root, rank: () => number): number {
    const known = this.#ranks.get(of);
    if (known !== undefined) return known;
    if (this.#asked.has(of) || this.#asked.size > DEEPEST) return 0;
    this.#asked.add(of);
    const found = rank();
    this.#asked.delete(of);
    this.#ranks.set(of, found);
    return found;
  }
}

const objectIndex = onceEach((inventory: Inventory) => new ObjectIndex(inventory.roots));

/** The objects of a cluster by how others name them. */
class ObjectIndex {
  readonly #roots: readonly Root[];
  readonly #called = new Map<string, readonly InventoryObject[]>();
  readonly #definitions: ReadonlyMap<string, InventoryObject>;

  constructor(roots: readonly Root[]) {
    this.#roots = roots;
    this.#definitions = new Map(
      definitionsIn(roots).map((object) => {
        const { node } = object.resource;
        const defined = { group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') };
        return [kindKey(defined), object];
      }),
    );
  }

  /** Few of all names are asked for. */
  called(kind: string, namespace: string, name: string): readonly InventoryObject[] {
    const key = keyOf(kind, namespace, name);
    const known = this.#called.get(key);
    if (known !== undefined) return known;
    const found = this.#roots.flatMap((root) => {
      return (placesByName(root.resources).get(key) ?? NOWHERE).flatMap((at) => objectsOf(root)[at] ?? []);
    });
    this.#called.set(key, found);
    return found;
  }

  /** @returns what has to be there before an object does what it is meant to do, as far as the cluster holds it */
  namedBy({ resource }: InventoryObject): readonly InventoryObject[] {
    const { namespace } = resource;
    const definition = this.#definitions.get(kindKey(resource.gvk));
    const all = [
      ...(namespace === '' ? [] : this.called('Namespace', '', namespace)),
      ...(definition === undefined ? [] : [definition]),
      ...objectReferences(resource).flatMap((each) => this.called(each.kind, each.namespace ?? namespace, each.name)),
    ];
    return all.filter((each) => each.resource !== resource);
  }
}

const NOWHERE: readonly number[] = [];
const definitionsIn = searchRootsFor(({ kind }) => kind === 'CustomResourceDefinition');

/** Where the objects of a root stand among these, by how others name them. */
const placesByName = onceEach((list: readonly Resource[]): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  const add = (key: string, at: number): void => {
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else known.push(at);
  };
  for (const [at, resource] of list.entries()) {
    const { kind, namespace, name } = resource;
    add(keyOf(kind, namespace, name), at);
    // An artifact stands in no repository: what asks for it stands for it.
    if (isArtifactGenerator(resource))
      for (const artifact of readArtifactGenerator(resource).artifacts)
        add(keyOf('ExternalArtifact', namespace, artifact.name), at);
  }
  return places;
});

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace || 'default'}/${name}`;
}
