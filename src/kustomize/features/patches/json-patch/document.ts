import { Mapping, type Node, Scalar, Sequence } from '../../../../yaml/node/node.ts';
import { LIMITS } from '../../../model/limits.ts';

/** A node that operations change in place; it is taken apart only where they look into it. */
export class Document {
  /** A null that an operation has set is not the null of a decoded document: to `test` the two differ. */
  readonly isSetNull: boolean;
  readonly #base: Node;
  #fields: Map<string, Document> | undefined;
  #items: Document[] | undefined;

  constructor(base: Node, isSet = false) {
    this.#base = base;
    this.isSetNull = isSet && this.isNull;
  }

  get isNull(): boolean {
    return this.#base instanceof Scalar && this.#base.tag === 'null';
  }

  get scalar(): Scalar | undefined {
    return this.#base instanceof Scalar ? this.#base : undefined;
  }

  get fields(): Map<string, Document> | undefined {
    if (this.#fields === undefined && this.#base instanceof Mapping) {
      this.#fields = new Map();
      for (const [key, value] of this.#base.entries) this.#fields.set(key, new Document(value));
    }
    return this.#fields;
  }

  get items(): Document[] | undefined {
    if (this.#items === undefined && this.#base instanceof Sequence) {
      this.#items = this.#base.items.map((item) => new Document(item));
    }
    return this.#items;
  }

  /** @returns the node it has become: the one it was made of where nothing changed. */
  freeze(): Node {
    if (this.#fields !== undefined && this.#base instanceof Mapping) return freezeFields(this.#base, this.#fields);
    if (this.#items !== undefined && this.#base instanceof Sequence) return freezeItems(this.#base, this.#items);
    return this.#base;
  }
}

function freezeFields(base: Mapping, fields: ReadonlyMap<string, Document>): Mapping {
  let isSame = fields.size === base.entries.size;
  const entries = new Map<string, Node>();
  for (const [key, document] of fields) {
    const node = document.freeze();
    if (node !== base.entries.get(key)) isSame = false;
    entries.set(key, node);
  }
  return isSame ? base : new Mapping(entries, base.place);
}

function freezeItems(base: Sequence, documents: readonly Document[]): Sequence {
  const items = documents.map((document) => document.freeze());
  const isSame = items.length === base.items.length && items.every((item, i) => item === base.items[i]);
  return isSame ? base : new Sequence(items, base.place);
}

/** Where a JSON pointer leads: the mapping or list that holds the value, and the value's key in it. */
export interface Pointed {
  readonly container: Document;
  readonly key: string;
}

/**
 * Follows a JSON pointer to the container of what it names. What stands before the first `/` is ignored.
 *
 * @returns `undefined` where there is nothing on the way, no `/`, or no end of them
 * @see evanphx/json-patch findObject
 */
export function follow(document: Document, pointer: string): Pointed | undefined {
  const parts = pointer.split('/').slice(1).map(decode);
  if (parts.length > LIMITS.pathParts) return undefined;
  const key = parts.pop();
  if (key === undefined) return undefined;
  let container: Document | undefined = document;
  for (const part of parts) {
    container = container === undefined ? undefined : valueAt({ container, key: part });
  }
  const isContainer = container?.fields !== undefined || container?.items !== undefined;
  return container !== undefined && isContainer ? { container, key } : undefined;
}

/** @returns the value that a pointer leads to, if it is there. */
export function valueAt({ container, key }: Pointed): Document | undefined {
  const { fields, items } = container;
  if (fields !== undefined) return fields.get(key);
  return items?.[indexOf(key, items.length) ?? -1];
}

/**
 * @param length of the list; negative indices count from its end
 * @returns the index that a key means, or `undefined` where it means none from 0 to `length`
 */
export function indexOf(key: string, length: number): number | undefined {
  if (!/^[-+]?[0-9]+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index <= length ? index : undefined;
}

function decode(part: string): string {
  return part.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~'));
}
