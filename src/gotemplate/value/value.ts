import { compareText } from './compare-text.ts';
import { GoError } from './go-error.ts';
import type { GoType } from './go-type.ts';
import type { Complex, SizedInteger } from './number.ts';

/**
 * A value as Go holds it. A number is a float64 and a bigint an int; `null` is a nil interface, `undefined` reflect's
 * invalid value, which a missing key or an empty pipeline gives.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | SizedInteger
  | Complex
  | GoList
  | GoMap
  | GoObject;

/** A function or method that templates can call. */
export interface GoFunction {
  /** The types of its fixed arguments. */
  readonly takes: readonly GoType[];
  /** The type of each further argument, where it takes any number. */
  readonly rest?: GoType;
  /** What it gives, where Go declares an interface: only then is the result one that stands in an interface. */
  readonly gives?: 'any';
  /** Whether it only moves values and looks at none. */
  readonly moves?: true;
  /**
   * What the executor does itself: `and` and `or` stop early, `call` tells what it was asked to call, and `slice` takes no
   * index out of an interface.
   */
  readonly special?: 'and' | 'or' | 'call' | 'slice';
  /** Where upstream its behavior is written. */
  readonly source: string;
  /**
   * Called with arguments of the types that it takes, so each function may declare them as they are.
   * @throws GoError where it gives an error or panics
   */
  run(...args: readonly Value[]): Value;
}

/** By their names. */
export type FunctionTable = ReadonlyMap<string, GoFunction>;

/** A slice's type. */
export interface ListType {
  readonly name: string;
  /** Its items' type: `interface {}` where each has its own. */
  readonly element: string;
  readonly methods?: (list: GoList) => FunctionTable;
}

export const ANY_LIST: ListType = { name: '[]interface {}', element: 'interface {}' };
export const STRING_LIST: ListType = { name: '[]string', element: 'string' };
export const INT_LIST: ListType = { name: '[]int', element: 'int' };
export const BYTE_LIST: ListType = { name: '[]uint8', element: 'uint8' };
export const LIST_LIST: ListType = { name: '[][]interface {}', element: '[]interface {}' };

/** A slice. Only `sortAlpha` changes one in place. */
export class GoList {
  readonly type: ListType;
  readonly isNil: boolean;
  #items: readonly Value[] | (() => readonly Value[]);

  /** @param items or what makes them, where they are many and seldom asked for */
  constructor(items: readonly Value[] | (() => readonly Value[]), type: ListType = ANY_LIST, isNil = false) {
    this.#items = items;
    this.type = type;
    this.isNil = isNil;
  }

  get items(): readonly Value[] {
    if (typeof this.#items === 'function') this.#items = this.#items();
    return this.#items;
  }

  set items(items: readonly Value[]) {
    this.#items = items;
  }
}

/** @returns a list of strings. */
export function stringList(items: readonly string[]): GoList {
  return new GoList(items, STRING_LIST);
}

/** A map's type; the keys of all are strings. */
export interface MapType {
  readonly name: string;
  /** Its values' type: `interface {}` where each has its own. */
  readonly element: string;
  readonly methods?: (map: GoMap) => FunctionTable;
}

export const ANY_MAP: MapType = { name: 'map[string]interface {}', element: 'interface {}' };
export const STRING_MAP: MapType = { name: 'map[string]string', element: 'string' };

/** Entries, shared by all that Go sees as the same map under another type. */
interface Store {
  readonly entries: Map<string, Value>;
  sorted: readonly string[] | undefined;
}

/** A map, which templates change in place. */
export class GoMap {
  readonly type: MapType;
  readonly isNil: boolean;
  #store: Store;

  constructor(entries: Iterable<readonly [string, Value]> = [], type: MapType = ANY_MAP, isNil = false) {
    this.#store = { entries: new Map(entries), sorted: undefined };
    this.type = type;
    this.isNil = isNil;
  }

  /** @returns a map of its own with the same keys, whose values are made of those of this one */
  mapped(make: (value: Value) => Value): GoMap {
    const copy = new GoMap([], this.type, this.isNil);
    const { entries, sorted } = this.#store;
    for (const [key, value] of entries) copy.#store.entries.set(key, make(value));
    copy.#store.sorted = sorted;
    return copy;
  }

  /** @returns the same map under another type: what is set in one is set in both. */
  as(type: MapType): GoMap {
    if (type === this.type) return this;
    const view = new GoMap([], type, this.isNil);
    view.#store = this.#store;
    return view;
  }

  /** The same for all maps that share their entries. */
  get identity(): object {
    return this.#store;
  }

  get size(): number {
    return this.#store.entries.size;
  }

  has(key: string): boolean {
    return this.#store.entries.has(key);
  }

  /** @returns the value of a key, and `undefined` where there is none. */
  get(key: string): Value {
    return this.#store.entries.get(key);
  }

  /** @throws GoError where the map is nil */
  set(key: string, value: Value): void {
    if (this.isNil) throw new GoError('assignment to entry in nil map');
    if (!this.#store.entries.has(key)) this.#store.sorted = undefined;
    this.#store.entries.set(key, value ?? null);
  }

  delete(key: string): void {
    if (this.#store.entries.delete(key)) this.#store.sorted = undefined;
  }

  /** @returns the keys in the order in which Go prints them and loops over them. */
  keys(): readonly string[] {
    this.#store.sorted ??= [...this.#store.entries.keys()].sort(compareText);
    return this.#store.sorted;
  }

  /** @returns what is in it, in no order of Go's. */
  items(): Iterable<Value> {
    return this.#store.entries.values();
  }

  /** @returns the entries in the order of their keys. */
  entries(): readonly (readonly [string, Value])[] {
    return this.keys().map((key) => [key, this.get(key)]);
  }
}

const NO_FIELDS: ReadonlyMap<string, Value> = new Map();
const NO_METHODS: FunctionTable = new Map();

/** A struct, or a pointer to one: what has fields and methods. */
export class GoObject {
  readonly type: string;
  /** What Go's reflection calls it. */
  readonly kind: 'struct' | 'ptr';

  constructor(type: string, kind: 'struct' | 'ptr' = 'struct') {
    this.type = type;
    this.kind = kind;
  }

  /** In the order of their declaration. */
  get fields(): ReadonlyMap<string, Value> {
    return NO_FIELDS;
  }

  /** The fields that `fmt` prints: also those that templates cannot see. */
  get printed(): ReadonlyMap<string, Value> {
    return this.fields;
  }

  /** The fields that JSON and YAML write, by the names that they have there. */
  get tagged(): ReadonlyMap<string, Value> {
    return this.fields;
  }

  get methods(): FunctionTable {
    return NO_METHODS;
  }

  /** @returns what a pointer points to, where that prints otherwise: `printableValue` of Go's text/template */
  pointed(): GoObject {
    return this;
  }

  /** @returns it as an interface holds it: a struct then has not the methods of pointers to it */
  copied(): GoObject {
    return this;
  }

  /** @returns a copy that has only what can be seen of it from outside: `copystructure.Copy` */
  deepCopied(): GoObject {
    return this;
  }

  /** @returns how it prints, where it has a method `String`. */
  text(): string | undefined {
    return undefined;
  }

  /** @returns the value that JSON and YAML write for it. */
  plain(): Value {
    return undefined;
  }

  /** @returns whether two are the same to `==` and `reflect.DeepEqual`. */
  equals(other: GoObject): boolean {
    return this === other;
  }
}
