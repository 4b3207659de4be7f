import { Mapping, type Node, type Place, Scalar, Sequence, type Style, settleAbsent } from '../node/node.ts';
import { Refusal, type YamlProblemCode } from '../node/problem.ts';
import { resolveTag } from '../node/resolve-tag.ts';
import type { Source } from '../node/source.ts';
import type { Properties } from './scan-property.ts';

/** Kubernetes' deepest schemas stay below 60; recursion over what is accepted stays far from the stack's end. */
const MAX_DEPTH = 200;
/** Nodes of one document with every alias written out. */
const MAX_NODES = 10_000_000;
/** Nodes that aliases stand for, where each becomes a value of its own. */
const MAX_CONVERTED = 200_000;
/** One text with ten thousand duplicates is one mistake. */
export const MAX_REPORTED = 10;

/** An anchored node, with what a reference to it costs once it is printed. */
interface Anchored {
  readonly node: Node;
  readonly nodes: number;
  readonly height: number;
}

/** Where an opened collection stands, and what was counted before it. */
export interface Opened {
  readonly place: Place;
  readonly nodes: number;
  readonly deepest: number;
}

/** A mapping's key as read. */
export interface Key {
  readonly text: string;
  readonly node: Node;
  readonly isMerge: boolean;
  /** Whether it is a string to go-yaml: a tag of one's own makes it none. */
  readonly isText: boolean;
}

/** How keys of mappings are taken. */
export type KeyRules = 'strict' | 'lenient' | 'converted';

/** Makes the nodes of one document under guards: depth, size with aliases written out, unique string keys. */
export class Composer {
  readonly source: Source;
  readonly keys: KeyRules;
  readonly problems: Refusal[] = [];
  #anchors = new Map<string, Anchored | undefined>();
  #depth = 0;
  #deepest = 0;
  #nodes = 0;
  #aliased = 0;

  /** @param keys `lenient`: of equal keys the last counts, also of merged ones, and a number may be a key, as sigs.k8s.io/yaml has it; `converted`: and it is spelled as that spells it in JSON */
  constructor(source: Source, keys: KeyRules = 'strict') {
    this.source = source;
    this.keys = keys;
  }

  get depth(): number {
    return this.#depth;
  }

  /** Whether what is read here is read for its mistakes only: {@link Skimmer}. */
  get isSkimming(): boolean {
    return false;
  }

  /** Forgets anchors and counts. */
  startDocument(): void {
    this.#anchors = new Map();
    this.#depth = 0;
    this.#deepest = 0;
    this.#nodes = 0;
    this.#aliased = 0;
  }

  /** Starts a collection. @throws Refusal where it is nested too deep. */
  open(offset: number, properties: Properties | undefined): Opened {
    if (properties?.anchor !== undefined) this.#anchors.set(properties.anchor, undefined);
    const opened = { place: { source: this.source, offset }, nodes: this.#nodes, deepest: this.#deepest };
    this.#depth++;
    this.#deepest = this.#depth;
    this.count(1, offset);
    if (this.#depth > MAX_DEPTH) this.#refuseDepth(offset);
    return opened;
  }

  sequence(opened: Opened, items: readonly Node[], properties: Properties | undefined, isFlow = false): Node {
    return this.close(opened, new Sequence(items, opened.place, isFlow), properties);
  }

  mapping(opened: Opened, entries: Map<string, Node>, properties: Properties | undefined, isFlow = false): Node {
    return this.close(opened, new Mapping(entries, opened.place, isFlow), properties);
  }

  scalar(text: string, style: Style, properties: Properties | undefined, offset: number): Scalar {
    const tag = resolveTag(text, style, properties?.tag);
    if (tag === undefined) {
      this.report('invalid-tag', `the value is not a valid ${properties?.tag}; correct it or drop the tag`, offset);
    }
    const node = new Scalar(text, tag ?? 'str', style, { source: this.source, offset });
    this.count(1, offset);
    if (properties?.anchor !== undefined) this.#anchors.set(properties.anchor, { node, nodes: 1, height: 0 });
    return node;
  }

  /**
   * Makes the null that stands for an absent value; one that is tagged `!!null` is not absent.
   * @param inFlow whether `{…}` or `[…]` is around it.
   */
  empty(properties: Properties | undefined, offset: number, inFlow: boolean): Scalar {
    const isTagged = properties?.tag === '!!null';
    const node = this.scalar('', inFlow && isTagged ? 'single' : 'plain', properties, offset);
    return inFlow ? settleAbsent(node, inFlow) : node;
  }

  /** @returns the anchored node itself, which is shared. @throws Refusal where it is unknown, open or too large. */
  alias(name: string, offset: number, inFlow: boolean): Node {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      // What is no name of an anchor is often a password that begins with a star.
      const why = this.#anchors.has(name) ? `the anchor &${name} contains itself` : 'there is no such anchor above';
      throw new Refusal('unknown-alias', `${why}; correct the name or quote the value`, offset);
    }
    this.count(anchored.nodes, offset);
    this.#aliased += anchored.nodes;
    if (this.keys === 'converted' && this.#aliased > MAX_CONVERTED) this.#refuseAliases(MAX_CONVERTED, offset);
    const height = this.#depth + anchored.height;
    this.#deepest = Math.max(this.#deepest, height);
    if (height > MAX_DEPTH) this.#refuseDepth(offset);
    const { node } = anchored;
    return node instanceof Scalar ? settleAbsent(node, inFlow) : node;
  }

  /** Notes a mistake that leaves the rest of the text readable. */
  report(code: YamlProblemCode, message: string, offset: number, isMergeable = false): void {
    if (this.problems.length < MAX_REPORTED) this.problems.push(new Refusal(code, message, offset, isMergeable));
  }

  protected close(opened: Opened, node: Node, properties: Properties | undefined): Node {
    this.#depth--;
    if (properties?.anchor !== undefined) {
      const height = this.#deepest - this.#depth;
      this.#anchors.set(properties.anchor, { node, nodes: this.#nodes - opened.nodes, height });
    }
    this.#deepest = Math.max(this.#deepest, opened.deepest);
    return node;
  }

  protected count(nodes: number, offset: number): void {
    this.#nodes += nodes;
    if (this.#nodes > MAX_NODES) this.#refuseAliases(MAX_NODES, offset);
  }

  #refuseAliases(most: number, offset: number): never {
    throw new Refusal('too-many-aliases', `aliases expand this to more than ${most} nodes; use fewer`, offset);
  }

  #refuseDepth(offset: number): never {
    throw new Refusal('too-deep', `this is nested deeper than ${MAX_DEPTH} levels; flatten it`, offset);
  }
}
