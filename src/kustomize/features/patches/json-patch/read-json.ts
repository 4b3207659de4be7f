import { Mapping, type Node, Scalar, Sequence, type Tag } from '../../../../yaml/node/node.ts';
import { resolvePlain } from '../../../../yaml/node/resolve-tag.ts';
import type { Source } from '../../../../yaml/node/source.ts';
import { JsonPatchError } from '../../../nodes/json-patch-error.ts';

const TOKEN = /[ \t\r\n]*("[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^ \t\r\n[\]{},:"]+)/y;

/** As for YAML: the recursion over what is accepted stays far from the stack's end. */
const MAX_DEPTH = 200;

/** JSON as nodes, and the text of each scalar as written: `1.0` and `1` are not the same to `test`. */
interface ReadJson {
  readonly node: Node;
  readonly written: ReadonlyMap<Scalar, string>;
}

/**
 * Reads JSON into nodes that keep their place.
 *
 * @throws JsonPatchError where the text is not JSON
 */
export function readJson(source: Source): ReadJson {
  try {
    JSON.parse(source.text);
  } catch {
    throw new JsonPatchError('the patch starts with [ but is not valid JSON');
  }
  const reader = new Reader(source);
  return { node: reader.read(), written: reader.written };
}

/** Reads what JSON.parse has found to be right. */
class Reader {
  readonly written = new Map<Scalar, string>();
  readonly #source: Source;
  #depth = 0;
  #at = 0;
  #start = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(): Node {
    return this.#readAfter(this.#next());
  }

  #readAfter(token: string, offset = this.#start): Node {
    const place = { source: this.#source, offset };
    if (token === '{' || token === '[') {
      if (++this.#depth > MAX_DEPTH) throw new JsonPatchError(`the patch is nested more than ${MAX_DEPTH} deep`);
      const node = token === '{' ? new Mapping(this.#entries(), place) : new Sequence(this.#items(), place);
      this.#depth--;
      return node;
    }
    const isString = token.startsWith('"');
    const text = isString ? String(JSON.parse(token)) : token;
    const scalar = new Scalar(text, isString ? 'str' : tagOf(token), isString ? 'double' : 'plain', place);
    this.written.set(scalar, token);
    return scalar;
  }

  #entries(): Map<string, Node> {
    const entries = new Map<string, Node>();
    for (let token = this.#next(); token !== '}'; token = this.#next()) {
      if (token === ',') continue;
      const offset = this.#start;
      this.#next();
      entries.set(String(JSON.parse(token)), this.#readAfter(this.#next(), offset));
    }
    return entries;
  }

  #items(): Node[] {
    const items: Node[] = [];
    for (let token = this.#next(); token !== ']'; token = this.#next()) {
      if (token !== ',') items.push(this.#readAfter(token));
    }
    return items;
  }

  #next(): string {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#source.text)?.[1] ?? ']';
    this.#at = TOKEN.lastIndex;
    this.#start = this.#at - token.length;
    return token;
  }
}

/** A number that no float64 holds is a number all the same: Go refuses it, where YAML would read it as text. */
function tagOf(token: string): Tag {
  const tag = resolvePlain(token);
  return tag === 'str' ? 'float' : tag;
}
