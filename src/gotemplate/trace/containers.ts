import { NO_TRAIL, type Read, type ReadRoot, type Trail } from '../run/trail.ts';
import { GoList, GoMap, type Value } from '../value/value.ts';
import { together } from './marks.ts';

type Key = string | number;
type Container = GoMap | GoList;

/** What is known of an entry, as long as it has this value. */
interface Entry {
  readonly value: Value;
  readonly trail: Trail;
}

/** Entries of a container without a home that are looked at to tell what it is made of. */
const MOST_ENTRIES = 64;
const MOST_LEVELS = 4;

/** Where maps and lists, and what is in them, come from. They are told by what they are, not by what they hold. */
export class Containers {
  readonly #homes = new WeakMap<object, Trail>();
  readonly #reads = new WeakMap<object, Map<Key, Trail>>();
  readonly #entries = new WeakMap<object, Map<Key, Entry>>();
  readonly #made = new WeakMap<object, Trail>();

  /** Says that a map and all in it stand at a path, as far as nobody has said so of another one. */
  settle(root: ReadRoot, value: Value, path: readonly Key[], isOwn: (key: Key) => boolean = () => true): void {
    if (!isContainer(value)) return;
    const identity = identityOf(value);
    if (!this.#homes.has(identity)) this.#homes.set(identity, trailOf({ root, path }));
    for (const [key, item] of entriesOf(value)) if (isOwn(key)) this.settle(root, item, [...path, key]);
  }

  entry(container: Value, key: Key, value: Value): Trail {
    if (!isContainer(container)) return NO_TRAIL;
    const identity = identityOf(container);
    const noted = this.#entries.get(identity)?.get(key);
    if (noted !== undefined && Object.is(noted.value, value)) return noted.trail;
    if (isContainer(value)) {
      const own = this.#ownTrail(value);
      if (own !== undefined) return own;
    }
    return this.#readOf(identity, key) ?? this.#made.get(identity) ?? NO_TRAIL;
  }

  #ownTrail(value: Container): Trail | undefined {
    const identity = identityOf(value);
    return this.#homes.get(identity) ?? this.#made.get(identity);
  }

  /** The same object each time, so that reads are told apart quickly. */
  #readOf(identity: object, key: Key): Trail | undefined {
    const [home] = this.#homes.get(identity)?.reads ?? [];
    if (home === undefined) return undefined;
    const known = this.#reads.get(identity) ?? new Map<Key, Trail>();
    this.#reads.set(identity, known);
    const trail = known.get(key) ?? trailOf({ root: home.root, path: [...home.path, key] });
    known.set(key, trail);
    return trail;
  }

  /** Notes where an entry comes from. */
  note(container: Value, key: Key, value: Value, trail: Trail): void {
    if (!isContainer(container)) return;
    const identity = identityOf(container);
    const entries = this.#entries.get(identity) ?? new Map<Key, Entry>();
    this.#entries.set(identity, entries);
    entries.set(key, { value, trail });
  }

  /** Notes what a container was made of, as far as no more is known of an entry. */
  noteMade(container: Value, trail: Trail): void {
    if (isContainer(container)) this.#made.set(identityOf(container), trail);
  }

  /** @returns what a value is made of: of a map or list that was put together, what all of its entries are */
  whole(value: Value, trail: Trail, level = 0): Trail {
    if (!isContainer(value)) return trail;
    const own = this.#ownTrail(value);
    if (own !== undefined || level >= MOST_LEVELS) return own ?? NO_TRAIL;
    const some = entriesOf(value).slice(0, MOST_ENTRIES);
    return together(some.map(([key, item]) => this.whole(item, this.entry(value, key, item), level + 1)));
  }

  /** Says of a copy what is known of what it is a copy of. */
  copy(from: Value, to: Value): void {
    if (!isContainer(from) || !isContainer(to)) return;
    for (const [key, item] of entriesOf(to)) {
      const original = itemAt(from, key);
      this.note(to, key, item, this.entry(from, key, original));
      this.copy(original, item);
    }
    const own = this.#ownTrail(from);
    if (own !== undefined) this.noteMade(to, own);
  }
}

export function isContainer(value: Value): value is Container {
  return value instanceof GoMap || value instanceof GoList;
}

function identityOf(value: Container): object {
  return value instanceof GoMap ? value.identity : value;
}

/** @returns the entries of a map, or the items of a list by their index; nothing of what is neither */
export function entriesOf(value: Value): readonly (readonly [Key, Value])[] {
  // Bytes of a file are of no interest.
  if (value instanceof GoList) return value.type.element === 'uint8' ? [] : value.items.map((item, i) => [i, item]);
  return value instanceof GoMap && !value.type.name.startsWith('engine.') ? value.entries() : [];
}

/** @returns what stands at a key */
export function itemAt(container: Value, key: Key): Value {
  if (container instanceof GoMap) return container.get(String(key));
  return container instanceof GoList ? container.items[Number(key)] : undefined;
}

function trailOf(read: Read): Trail {
  return { reads: [read], decides: [], frames: [] };
}
