import { Mapping, type Node, Scalar, Sequence } from '../../../../yaml/node/node.ts';
import { isNull } from '../../../nodes/is-null.ts';
import { isSameText, restyle, untag } from '../../../nodes/restyle.ts';
import { quoted } from '../../../nodes/untagged.ts';

/**
 * A node that a merge may change in place, as kustomize changes its `yaml.Node`s: what a merge does to a list depends on
 * which of its items are one and the same. It is taken apart only where it is looked into.
 */
export class Draft {
  /** Keeps a null that stands in the object, which is otherwise a sign to clear the field. */
  readonly persists: boolean;
  #base: Node;
  #fields: Map<string, Draft> | undefined;
  #items: Draft[] | undefined;
  #isFlow: boolean;

  constructor(base: Node, persists = false) {
    this.#base = base;
    this.#isFlow = base.kind !== 'scalar' && base.isFlow;
    this.persists = persists;
  }

  get kind(): Node['kind'] {
    return this.#base.kind;
  }

  get isNull(): boolean {
    return isNull(this.#base);
  }

  get isEmptyMap(): boolean {
    return this.#base instanceof Mapping && (this.#fields ?? this.#base.entries).size === 0;
  }

  /** A scalar's text; empty for what is not a scalar. */
  get text(): string {
    return this.#base instanceof Scalar ? this.#base.text : '';
  }

  /** The node it was made of, where it was not looked into. */
  get untouched(): Node | undefined {
    return this.#fields === undefined && this.#items === undefined ? this.#base : undefined;
  }

  /** The node it was made of, for its place. */
  get origin(): Node {
    return this.#base;
  }

  /** @returns the text of a mapping's field: empty where it is null or no scalar, `undefined` where it is absent. */
  textOf(field: string): string | undefined {
    if (!(this.#base instanceof Mapping)) return undefined;
    const found = this.#fields === undefined ? this.#base.get(field) : this.#fields.get(field);
    if (found === undefined) return undefined;
    const isCleared = found instanceof Draft ? found.isNull : isNull(found);
    return !isCleared && (found instanceof Draft || found instanceof Scalar) ? found.text : '';
  }

  fields(): Map<string, Draft> {
    if (this.#fields === undefined) {
      this.#fields = new Map();
      const entries = this.#base instanceof Mapping ? this.#base.entries : [];
      for (const [key, value] of entries) this.#fields.set(key, new Draft(value));
    }
    return this.#fields;
  }

  get items(): readonly Draft[] {
    this.#items ??= this.#base instanceof Sequence ? this.#base.items.map((item) => new Draft(item)) : [];
    return this.#items;
  }

  set items(items: readonly Draft[]) {
    this.#items = [...items];
  }

  /** Replaces a scalar or an untouched node. */
  replace(node: Node): void {
    this.#base = node;
    this.#isFlow = node.kind !== 'scalar' && node.isFlow;
    this.#fields = undefined;
    this.#items = undefined;
  }

  /** Quotes a string that would not be read as one. */
  quote(): void {
    if (this.#base instanceof Scalar) this.#base = quoted(this.#base);
  }

  /** Makes a scalar again what its text says. */
  untag(): void {
    if (this.#base instanceof Scalar) this.#base = untag(this.#base);
  }

  /** An empty collection takes on how the patch writes it. @see kustomize kyaml/yaml/merge2 Merger.SetStyle */
  takeStyle(patch: Draft): void {
    const size = this.kind === 'mapping' ? this.fields().size : this.items.length;
    if (this.kind !== 'scalar' && patch.kind !== 'scalar' && size === 0) this.#isFlow = patch.#isFlow;
  }

  /** Takes over another's content, but not how it is written. */
  become(other: Draft): void {
    if (other === this || this.#isAlready(other)) return;
    const mine = this.#base;
    this.#fields = other.#fields;
    this.#items = other.#items;
    const style = mine instanceof Scalar && !isNull(mine) ? mine.style : 'plain';
    const set = other.#base instanceof Scalar ? restyle(other.#base, style) : other.#base;
    this.#base = isSameText(mine, set) ? mine : set;
  }

  #isAlready(other: Draft): boolean {
    const [mine, theirs] = [this.untouched, other.untouched];
    return mine !== undefined && theirs !== undefined && isSameText(mine, theirs);
  }

  /** @returns the node it has become: the one it was made of where nothing changed. */
  freeze(): Node {
    const base = this.#base;
    if (base instanceof Mapping) return freezeFields(base, this.#fields, this.#isFlow);
    return base instanceof Sequence ? freezeItems(base, this.#items, this.#isFlow) : base;
  }
}

function freezeFields(base: Mapping, fields: ReadonlyMap<string, Draft> | undefined, isFlow: boolean): Mapping {
  if (fields === undefined) return base.isFlow === isFlow ? base : new Mapping(base.entries, base.place, isFlow);
  let isSame = base.isFlow === isFlow && fields.size === base.entries.size;
  const entries = new Map<string, Node>();
  for (const [key, draft] of fields) {
    const node = draft.freeze();
    if (node !== base.entries.get(key)) isSame = false;
    entries.set(key, node);
  }
  return isSame ? base : new Mapping(entries, base.place, isFlow);
}

function freezeItems(base: Sequence, drafts: readonly Draft[] | undefined, isFlow: boolean): Sequence {
  const items = drafts?.map((draft) => draft.freeze()) ?? base.items;
  const isSame = items.length === base.items.length && items.every((item, i) => item === base.items[i]);
  return isSame && base.isFlow === isFlow ? base : new Sequence(items, base.place, isFlow);
}
