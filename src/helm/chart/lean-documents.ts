import { Mapping, type Node, type Place, Scalar, Sequence } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';

/** In characters: a shorter text is not worth a second one. */
const LARGE = 16_384;
const COMMENT = /^[ \t]*#.*$/gm;

/**
 * What documents hold, without the text that they were read from where that is for the most part comments: nodes know
 * their places in it, and their texts are parts of it, so that each of them would keep all of it.
 *
 * @param text of the documents
 * @param nodes that were read of it
 * @returns the very same, where nothing is to be saved; else equal ones, each part of them in the same line and column
 */
export function leanDocuments(text: string, nodes: readonly Node[]): readonly Node[] {
  if (text.length < LARGE) return nodes;
  const rest = text.replace(COMMENT, '');
  if (rest.length * 2 > text.length) return nodes;
  const leaning = new Leaning(text, ownText(rest));
  return nodes.map((node) => leaning.node(node));
}

class Leaning {
  readonly #source: Source;
  readonly #lineOf: Source;
  readonly #starts: readonly [readonly number[], readonly number[]];
  /** What an alias stands for stays one. */
  readonly #done = new Map<Node, Node>();

  constructor(text: string, rest: string) {
    this.#lineOf = new Source(text);
    this.#source = new Source(rest);
    this.#starts = [startsOf(text), startsOf(rest)];
  }

  node(node: Node): Node {
    const done = this.#done.get(node);
    if (done !== undefined) return done;
    const lean = this.#lean(node, node.place && this.#placeOf(node.place));
    this.#done.set(node, lean);
    return lean;
  }

  #lean(node: Node, place: Place | undefined): Node {
    if (node instanceof Scalar) return new Scalar(ownText(node.text), node.tag, node.style, place, node.marks);
    if (node instanceof Sequence)
      return new Sequence(
        node.items.map((item) => this.node(item)),
        place,
        node.isFlow,
      );
    const entries = [...node.entries].map(([key, value]) => [ownText(key), this.node(value)] as const);
    return new Mapping(entries, place, node.isFlow);
  }

  #placeOf(place: Place): Place {
    const line = this.#lineOf.lineAt(place.offset) - 1;
    const [before, after] = this.#starts;
    return { ...place, source: this.#source, offset: place.offset - (before[line] ?? 0) + (after[line] ?? 0) };
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A part of a text keeps all of it; what is put together and cut again keeps no more than itself. */
function ownText(text: string): string {
  return ` ${text}`.slice(1);
}
