import type { Source } from './source.ts';

/** Where a node was written: a blob and a character offset in it. A mapping's value stands where its key does. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** What a scalar is once Go's YAML has resolved it. */
export type Tag = 'str' | 'int' | 'float' | 'bool' | 'null' | 'timestamp' | 'binary';

/** How a scalar was written; `plain` is the only style that resolves to anything but a string. */
export type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/**
 * Immutable YAML, as kustomize's `yaml.Node` but without comments and anchors: what a transformer does not change it
 * shares, so the place of every field survives a render, and equal references are equal content.
 */
export type Node = Scalar | Mapping | Sequence;

export class Scalar {
  readonly kind = 'scalar';
  /** The value's text as written, after unquoting and unfolding: `0755` stays `0755` until it is printed. */
  readonly text: string;
  readonly tag: Tag;
  readonly style: Style;
  readonly place: Place | undefined;

  constructor(text: string, tag: Tag = 'str', style: Style = 'plain', place?: Place) {
    this.text = text;
    this.tag = tag;
    this.style = style;
    this.place = place;
  }
}

export class Mapping {
  readonly kind = 'mapping';
  /** In the order written. */
  readonly entries: ReadonlyMap<string, Node>;
  readonly place: Place | undefined;
  /** Whether it was written as `{…}`, which decides how kyaml writes what comes to stand in it. */
  readonly isFlow: boolean;

  constructor(entries: Iterable<readonly [string, Node]> | ReadonlyMap<string, Node>, place?: Place, isFlow = false) {
    this.entries = entries instanceof Map ? entries : new Map(entries);
    this.place = place;
    this.isFlow = isFlow;
  }

  get(key: string): Node | undefined {
    return this.entries.get(key);
  }

  /** @returns this mapping with one entry set (kept in its position, else last), or itself where nothing changes. */
  with(key: string, value: Node): Mapping {
    if (this.entries.get(key) === value) return this;
    return new Mapping(new Map(this.entries).set(key, value), this.place, this.isFlow);
  }

  /** @returns this mapping without one key, or itself where the key is absent. */
  without(key: string): Mapping {
    if (!this.entries.has(key)) return this;
    const entries = new Map(this.entries);
    entries.delete(key);
    return new Mapping(entries, this.place, this.isFlow);
  }
}

export class Sequence {
  readonly kind = 'sequence';
  readonly items: readonly Node[];
  readonly place: Place | undefined;
  /** Whether it was written as `[…]`. */
  readonly isFlow: boolean;

  constructor(items: readonly Node[], place?: Place, isFlow = false) {
    this.items = items;
    this.place = place;
    this.isFlow = isFlow;
  }
}

/** @returns the line a node was written on, or `undefined` where it was made rather than read. */
export function lineOf(node: Node): number | undefined {
  return node.place?.source.lineAt(node.place.offset);
}
