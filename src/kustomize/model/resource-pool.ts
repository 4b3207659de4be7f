import type { Gvk } from './gvk.ts';
import type { Resource } from './resource.ts';

/** A name that an object has or had. */
export interface PoolId extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

/** What narrows a search; an absent part does not. */
export interface Narrowing {
  readonly kind: string | undefined;
  readonly name: string | undefined;
}

/**
 * The objects of a build while patches or replacements change them one after the other: each is found by an id, a name
 * or a kind that it has or had, without looking at all of them.
 */
export class ResourcePool {
  readonly #resources: (Resource | undefined)[];
  readonly #byId = new Map<string, Set<number>>();
  readonly #byName = new Map<string, Set<number>>();
  readonly #byKind = new Map<string, Set<number>>();
  readonly #counts = new Map<string, number>();
  #twins = 0;
  #changes = 0;

  constructor(resources: readonly Resource[]) {
    this.#resources = [...resources];
    resources.forEach((resource, place) => {
      this.#index(resource, place);
    });
  }

  /** @returns all that are left, in order. */
  get resources(): readonly Resource[] {
    return this.#resources.filter((resource) => resource !== undefined);
  }

  /** How often an object was replaced by another. */
  get changes(): number {
    return this.#changes;
  }

  /** Whether two objects have one id now. */
  get hasTwins(): boolean {
    return this.#twins > 0;
  }

  at(place: number): Resource | undefined {
    return this.#resources[place];
  }

  /** @returns the places of all objects that have, or had, an id. */
  withId(id: string): readonly number[] {
    return [...(this.#byId.get(id) ?? [])];
  }

  /** @returns the places of all objects that may match, in order. */
  candidates({ kind, name }: Narrowing): readonly number[] {
    if (kind === undefined && name === undefined) return [...this.#resources.keys()];
    const named = name === undefined ? undefined : (this.#byName.get(name) ?? new Set<number>());
    const kinds = kind === undefined ? undefined : (this.#byKind.get(kind) ?? new Set<number>());
    const isNamed = kinds === undefined || (named !== undefined && named.size <= kinds.size);
    return [...((isNamed ? named : kinds) ?? [])].sort((a, b) => a - b);
  }

  /** @param resource `undefined` takes the object away. */
  replace(place: number, resource: Resource | undefined): void {
    const former = this.#resources[place];
    if (former === resource || former === undefined) return;
    this.#changes += 1;
    this.#resources[place] = resource;
    if (resource !== undefined && former.id === resource.id && former.trail === resource.trail) return;
    this.#count(former.id, -1);
    for (const id of former.allIds) this.#byId.get(id)?.delete(place);
    for (const id of idsOf(former)) {
      this.#byName.get(id.name)?.delete(place);
      this.#byKind.get(id.kind)?.delete(place);
    }
    if (resource !== undefined) this.#index(resource, place);
  }

  #count(id: string, change: 1 | -1): void {
    const count = (this.#counts.get(id) ?? 0) + change;
    this.#counts.set(id, count);
    if (change === 1 && count === 2) this.#twins += 1;
    if (change === -1 && count === 1) this.#twins -= 1;
  }

  #index(resource: Resource, place: number): void {
    this.#count(resource.id, 1);
    for (const id of resource.allIds) add(this.#byId, id, place);
    for (const id of idsOf(resource)) {
      add(this.#byName, id.name, place);
      add(this.#byKind, id.kind, place);
    }
  }
}

/**
 * @returns the id an object has, and those it had, with its namespace as written.
 * @see kustomize api/internal/utils MakeResIds
 */
export function idsOf(resource: Resource): readonly PoolId[] {
  const { group, version, kind } = resource.gvk;
  const current = { group, version, kind, name: resource.name, namespace: resource.namespace };
  return [current, ...resource.trail.previousIds.map((id) => ({ ...id, group, version }))];
}

/** @returns a part of a selector that means itself alone, by which objects can be looked up. */
export function literalPart(part: string | undefined, isRegex: boolean): string | undefined {
  if (part === undefined || part === '') return undefined;
  return isRegex && !/^[A-Za-z0-9_-]*$/.test(part) ? undefined : part;
}

function add(map: Map<string, Set<number>>, key: string, place: number): void {
  const places = map.get(key);
  if (places === undefined) map.set(key, new Set([place]));
  else places.add(place);
}
