import { isOldBoolean } from '../node/needs-quotes.ts';
import { Mapping, type Node, type OddKey, Scalar } from '../node/node.ts';
import { Refusal } from '../node/problem.ts';
import type { Composer, Key } from './composer.ts';
import { goValue, printFloat } from './scalars.ts';
import type { Properties } from './scan-property.ts';
import { Unskimmable } from './skimmer.ts';

/** What is mostly meant where these stand twice: two objects in one file. */
const REMEDIES: ReadonlyMap<string, string> = new Map(
  ['apiVersion', 'kind', 'metadata'].map((key) => [key, 'put a line --- between two objects, or keep one']),
);

/** What collects the entries of a mapping. */
export interface Collector {
  /** Adds an entry, whose place is its key's. */
  add(key: Key, value: Node, offset: number): void;
  /** @returns the entries that count */
  finish(): Map<string, Node>;
}

/** @returns what collects the entries of the mapping that was opened last */
export function entriesOf(composer: Composer): Collector {
  return composer.isSkimming ? SKIMMED : new Entries(composer);
}

const SKIMMED: Collector = {
  add: ({ node, isMerge }, _, offset) => {
    if (isMerge) throw new Unskimmable();
    if (!(node instanceof Scalar)) throw notText(offset);
  },
  finish: () => NO_ENTRIES,
};
const NO_ENTRIES: Map<string, Node> = new Map();

/** Collects a mapping's entries: keys are unique strings, and `<<` brings in what the mapping does not say itself. */
class Entries implements Collector {
  readonly #composer: Composer;
  readonly #own = new Map<string, Node>();
  #merge: { readonly value: Node; readonly offset: number } | undefined;

  constructor(composer: Composer) {
    this.#composer = composer;
  }

  /** Adds an entry, whose place is its key's. Of two equal keys the first stays, and the second is a problem. */
  add(key: Key, value: Node, offset: number): void {
    if (key.isMerge && this.#composer.keys !== 'strict') {
      this.#mergeNow(value, offset);
      return;
    }
    if (key.isMerge) {
      if (this.#merge !== undefined)
        this.#composer.report('duplicate-key', 'this mapping merges twice; write one << with a list', offset);
      else this.#merge = { value, offset };
      return;
    }
    const noText = this.#checkKey(key, offset);
    if (this.#composer.keys === 'converted') {
      this.#own.set(convertKey(key), value);
      return;
    }
    const first = this.#own.get(key.text);
    if (first !== undefined && this.#composer.keys === 'strict') {
      const line = first.place === undefined ? 1 : this.#composer.source.lineAt(first.place.offset);
      const repeated = `mapping key ${JSON.stringify(key.text)} already defined at line ${line}; ${REMEDIES.get(key.text) ?? 'keep one'}`;
      this.#composer.report('duplicate-key', repeated, offset, true);
      this.#own.set(key.text, withOddKey(first, { repeated }));
      return;
    }
    this.#own.set(key.text, noText === undefined ? value : withOddKey(value, { noText }));
  }

  /** @returns the entries: as kyaml's `mergeAll`, own ones in their order first, then merged ones. */
  finish(): Map<string, Node> {
    // kyaml's `removeMergeTags` clears the field "<<" of every mapping, also a quoted one that merges nothing.
    this.#own.delete('<<');
    if (this.#merge === undefined) return this.#own;
    const merged = this.#sources(this.#merge.value, this.#merge.offset);
    const result = this.#own;
    const own = new Set(result.keys());
    for (let i = merged.length - 1; i >= 0; i--) {
      for (const [key, value] of merged[i]?.entries ?? []) if (!own.has(key)) result.set(key, value);
    }
    return result;
  }

  /** As go-yaml v2: what is merged replaces what stands above it. */
  #mergeNow(value: Node, offset: number): void {
    const sources = this.#sources(value, offset);
    for (let i = sources.length - 1; i >= 0; i--) {
      for (const [key, node] of sources[i]?.entries ?? []) this.#own.set(key, node);
    }
  }

  /** The mappings that `<<` names; the first has the last word. */
  #sources(value: Node, offset: number): readonly Mapping[] {
    if (value instanceof Mapping) return [value];
    if (!(value instanceof Scalar) && value.items.every((item) => item instanceof Mapping)) return value.items;
    throw new Refusal(
      'invalid-merge',
      'a merge (<<) takes a mapping or a list of mappings; give it one, or quote the key',
      offset,
    );
  }

  /** @returns what is wrong with a key that is not a string. */
  #checkKey(key: Key, offset: number): string | undefined {
    const { node } = key;
    if (!(node instanceof Scalar)) throw notText(offset);
    // Below the root (a null key: anywhere) kustomize decodes into `map[interface{}]interface{}`, which `encoding/json` refuses.
    if (this.#composer.keys === 'converted' && node.tag === 'null')
      this.#composer.report(
        'invalid-key',
        `the key ${key.text === '' ? 'that is empty' : key.text} is null, which JSON does not allow`,
        offset,
      );
    if (this.#composer.keys !== 'strict') return undefined;
    if (node.tag !== 'null' && (key.isText || this.#composer.depth <= 1)) return undefined;
    const noText = `kustomize rejects the key ${key.text}, which is not a string; quote it`;
    this.#composer.report('invalid-key', noText, offset, true);
    return noText;
  }
}

function notText(offset: number): Refusal {
  return new Refusal('invalid-key', 'a mapping key must be a string here, not a list or mapping', offset);
}

function withOddKey(value: Node, oddKey: OddKey): Node {
  const { place } = value;
  return place === undefined ? value : value.at({ ...place, oddKey: { ...place.oddKey, ...oddKey } });
}

/** @returns a key from its node. */
export function keyOf(node: Node, properties: Properties | undefined): Key {
  if (!(node instanceof Scalar)) return { text: '', node, isMerge: false, isText: false };
  const isMerge =
    node.text === '<<' && ((node.style === 'plain' && properties?.tag === undefined) || properties?.tag === '!!merge');
  const isOwnTag = properties?.tag !== undefined && properties.tag !== '!' && properties.tag !== '!!str';
  return { text: node.text, node, isMerge, isText: node.tag === 'str' && !isOwnTag };
}

/** A key that is not a string is spelled as its value: `convertToJSONableObject` of sigs.k8s.io/yaml, over go-yaml v2. */
function convertKey({ node, text }: Key): string {
  if (!(node instanceof Scalar) || node.style !== 'plain') return text;
  if (isOldBoolean(text)) return String(/^(?:y|yes|on)$/i.test(text));
  if (node.tag === 'str' || node.tag === 'timestamp') return text;
  const value = goValue(node);
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : `${value < 0 ? '-' : ''}.inf`;
  return printFloat(value, node);
}
