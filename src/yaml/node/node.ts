import type { Source } from './source.ts';

/** Where a node was written: a blob and a character offset in it. A mapping's value stands where its key does. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
  /** Of a mapping's value: what is odd about its key. */
  readonly oddKey?: OddKey;
}

/** What kustomize can merge into a key that stands already, but not print; and what of a key is not to be shown. */
export interface OddKey {
  /** For a key that is not a string, such as a number: its problem. */
  readonly noText?: string;
  /** Of the first of equal keys, which counts: what to say of the others. */
  readonly repeated?: string;
  /** What of a key Flux has filled in from a Secret. */
  readonly secret?: readonly string[];
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

/** What few scalars are beside a text, a type and a style. */
interface Marks {
  /**
   * A value that must never be shown, and is compared as any other: `secret` where the text is the value itself,
   * `opaque` where it is a token that is equal for equal values.
   */
  readonly hidden?: 'secret' | 'opaque';
  /**
   * An absent value within `{…}` or `[…]`: null to everything that reads the node, but kyaml writes it as `''` before
   * it prints (`yaml_emitter_select_scalar_style`), so that it comes out as the empty string.
   */
  readonly isEmptyInFlow?: boolean;
  /** Written by kustomize without a type: what it is is decided by its text, again and again. */
  readonly isUntagged?: boolean;
  /** The type of a text whose quotes make it a string: a number that was set where a string in quotes had stood. */
  readonly typeInQuotes?: Tag;
  /** The text whose variables Flux has filled in. */
  readonly template?: string;
  /** A whole number of values that was set at a path, as `helm --set` does: of all numbers there only it is no float to Go. */
  readonly isSetInteger?: boolean;
  /** One node to kustomize in every place of an object where it stands: who sets one of them later sets all. */
  readonly isShared?: boolean;
}

/** Shared by the many that have none, so that marks cost a scalar one word. */
const NO_MARKS: Marks = {};
const EMPTY_IN_FLOW: Marks = { isEmptyInFlow: true };

export class Scalar {
  /** The value's text as written, after unquoting and unfolding: `0755` stays `0755` until it is printed. */
  readonly text: string;
  readonly tag: Tag;
  readonly style: Style;
  readonly place: Place | undefined;
  readonly marks: Marks;

  constructor(text: string, tag: Tag = 'str', style: Style = 'plain', place?: Place, marks: Marks = NO_MARKS) {
    this.text = text;
    this.tag = tag;
    this.style = style;
    this.place = place;
    this.marks = marks;
  }

  /** Of the class, not of each node: there are hundreds of thousands. */
  get kind(): 'scalar' {
    return 'scalar';
  }

  get hidden(): Marks['hidden'] {
    return this.marks.hidden;
  }

  /**
   * Makes a scalar of this one, as kustomize writes it again: what is hidden stays hidden. How it came to stand here
   * (without a type, with one in quotes, shared) ends with this node.
   */
  with({ text = this.text, tag = this.tag, style = this.style, place = this.place }: Partial<Written> = {}): Scalar {
    if (this.marks === NO_MARKS) return new Scalar(text, tag, style, place);
    const { hidden, isEmptyInFlow } = this.marks;
    const isAsEmpty = isEmptyInFlow === true && text === this.text && tag === this.tag && style === this.style;
    const marks = isAsEmpty ? EMPTY_IN_FLOW : NO_MARKS;
    return new Scalar(text, tag, style, place, hidden === undefined ? marks : { ...marks, hidden });
  }

  /** @returns the same scalar in another place. */
  at(place: Place): Scalar {
    return new Scalar(this.text, this.tag, this.style, place, this.marks);
  }

  /** @returns the same scalar, with marks added to its own. */
  marked(marks: Marks): Scalar {
    return new Scalar(this.text, this.tag, this.style, this.place, { ...this.marks, ...marks });
  }
}

type Written = Pick<Scalar, 'text' | 'tag' | 'style' | 'place'>;

/**
 * @param inFlow whether `{…}` or `[…]` is around the scalar
 * @returns a null that stands for an absent value as it is there; any other scalar as it is
 */
export function settleAbsent(scalar: Scalar, inFlow: boolean): Scalar {
  const { text, tag, style, place, marks } = scalar;
  const isEmptyInFlow = marks.isEmptyInFlow === true;
  const isAbsent = tag === 'null' && text === '' && (style === 'plain' || isEmptyInFlow);
  if (!isAbsent || inFlow === isEmptyInFlow) return scalar;
  return inFlow ? new Scalar('', 'null', 'single', place, EMPTY_IN_FLOW) : new Scalar('', 'null', 'plain', place);
}

export class Mapping {
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

  get kind(): 'mapping' {
    return 'mapping';
  }

  /** @returns the same mapping in another place. */
  at(place: Place): Mapping {
    return new Mapping(this.entries, place, this.isFlow);
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
  readonly items: readonly Node[];
  readonly place: Place | undefined;
  /** Whether it was written as `[…]`. */
  readonly isFlow: boolean;

  constructor(items: readonly Node[], place?: Place, isFlow = false) {
    this.items = items;
    this.place = place;
    this.isFlow = isFlow;
  }

  get kind(): 'sequence' {
    return 'sequence';
  }

  /** @returns the same list in another place. */
  at(place: Place): Sequence {
    return new Sequence(this.items, place, this.isFlow);
  }
}

/** @returns the line a node was written on, or `undefined` where it was made rather than read. */
export function lineOf(node: Node): number | undefined {
  return node.place?.source.lineAt(node.place.offset);
}
