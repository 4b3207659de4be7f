import { RE2JS } from 're2js';
import { oncePerText } from '../../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import { printYaml } from '../../../yaml/print/print.ts';
import { FieldPathError, fieldOf, isIndex, isItemMatch, items, splitItemMatch } from '../../fields/field-path.ts';
import { isNull } from '../../nodes/is-null.ts';

/** Gives the new value of a matched field; `undefined` is a field that was made for it. */
export type Update = (found: Node | undefined) => Node;

/** What is made at the end of a path where nothing stands, or `nothing`. */
export type Makes = 'scalar' | 'mapping' | 'sequence' | 'nothing';

/** A node with its fields updated, and how many there were. */
export interface Updated {
  readonly node: Node;
  readonly count: number;
}

interface UpdateOptions {
  readonly makes: Makes;
  /** What to do where the path continues below a scalar. */
  readonly belowScalar: (scalar: Scalar, rest: readonly string[]) => number;
}

/**
 * Updates every field that a path matches: `0` and `[name=regex]` name items of a list, `*` all of them.
 *
 * @throws FieldPathError where the path leads through a node of the wrong kind
 * @see kustomize kyaml/yaml PathMatcher
 */
export function updateMatches(node: Node, path: readonly string[], update: Update, options: UpdateOptions): Updated {
  const walk = new Walk(update, options);
  return { node: walk.at(node, path), count: walk.count };
}

class Walk {
  count = 0;
  readonly #update: Update;
  readonly #options: UpdateOptions;

  constructor(update: Update, options: UpdateOptions) {
    this.#update = update;
    this.#options = options;
  }

  at(node: Node, path: readonly string[]): Node {
    const [part, ...rest] = path;
    if (part === undefined) return this.#found(node);
    if (isIndex(part) && Number(part) >= 0) return this.#index(node, part, rest);
    if (isItemMatch(part)) return this.#matching(node, part, rest);
    if (part === '*') return withItems(node, (item) => this.at(item, rest));
    return this.#field(node, part, rest);
  }

  #found(node: Node | undefined): Node {
    this.count += 1;
    return this.#update(node);
  }

  #field(node: Node, key: string, rest: readonly string[]): Node {
    if (key === '' && !isNull(node)) throw new FieldPathError('the path has an empty part');
    const field = fieldOf(node, key);
    if (field === undefined) {
      if (this.#options.makes === 'nothing') return node;
      if (resolvePlain(key) !== 'str')
        throw new FieldPathError(`kustomize cannot create the field "${key}", which is not a string without quotes`);
      const made = this.#make(rest);
      return node instanceof Mapping ? node.with(key, made) : node;
    }
    if (field instanceof Scalar && !isNull(field) && rest.length > 0) {
      this.count += this.#options.belowScalar(field, rest);
      return node;
    }
    const updated = this.at(field, rest);
    return node instanceof Mapping ? node.with(key, updated) : node;
  }

  #index(list: Node, part: string, rest: readonly string[]): Node {
    const index = Number(part);
    const found = items(list);
    if (found.length === index && this.#options.makes !== 'nothing') return append(list, this.#make(rest));
    const item = found[index];
    if (item === undefined) throw new FieldPathError(`there is no item ${index}: the list has ${found.length}`);
    return withItems(list, (each, at) => (at === index ? this.at(each, rest) : each));
  }

  #matching(list: Node, part: string, rest: readonly string[]): Node {
    const { key, value } = splitItemMatch(part);
    const matches = matcher(value);
    const before = this.count;
    const updated = withItems(list, (item) => {
      if (key === '') return matches(quotedText(item)) ? this.#found(item) : item;
      const field = item instanceof Mapping ? item.get(key) : undefined;
      return field !== undefined && matches(quotedText(field)) ? this.at(item, rest) : item;
    });
    if (this.count > before || this.#options.makes === 'nothing') return updated;
    if (!matches(value)) throw new FieldPathError(`the item created for "${part}" would not match it`);
    const text = new Scalar(value, resolvePlain(value));
    const made = key === '' ? this.#found(text) : this.at(new Mapping([[key, text]]), rest);
    return append(updated, made);
  }

  /** Makes what a path needs, and the field at its end. */
  #make(rest: readonly string[]): Node {
    const [next] = rest;
    if (next === undefined && this.#options.makes === 'scalar') return this.#found(undefined);
    const isList = next === undefined ? this.#options.makes === 'sequence' : isItemMatch(next) || isIndex(next);
    return this.at(isList ? new Sequence([]) : new Mapping([]), rest);
  }
}

function withItems(list: Node, map: (item: Node, index: number) => Node): Node {
  const before = items(list);
  const after = before.map(map);
  return list instanceof Sequence && after.some((item, index) => item !== before[index])
    ? new Sequence(after, list.place, list.isFlow)
    : list;
}

/** What is added to a null list is lost, as it is in kustomize. */
function append(list: Node, item: Node): Node {
  return list instanceof Sequence ? new Sequence([...list.items, item], list.place, list.isFlow) : list;
}

/** More than the replacements of a fleet have. */
const MOST_PATTERNS = 10_000;

const compile = oncePerText(MOST_PATTERNS, (pattern) => {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
});

function matcher(pattern: string): (text: string) => boolean {
  const regex = compile(pattern);
  if (regex === undefined) throw new FieldPathError(`"${pattern}" is not a valid regular expression`);
  return (text) => regex.matcher(text).find();
}

/** An item's text as YAML, in whose quotes kustomize looks too. */
function quotedText(node: Node): string {
  if (node instanceof Scalar && node.style === 'single') return `'${node.text.replaceAll("'", "''")}'`;
  if (node instanceof Scalar && node.style === 'double') return JSON.stringify(node.text);
  if (node instanceof Scalar && node.style === 'plain' && node.tag !== 'str') return node.text;
  return printYaml(node).trim();
}
