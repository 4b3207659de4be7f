import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { LIMITS } from '../model/limits.ts';
import { isNull } from '../nodes/is-null.ts';

/** A field path that cannot be walked: what stands there is of another kind, or the path itself is wrong. */
export class FieldPathError extends Error {
  /** What to do, where that is not to correct the path. */
  readonly fix: string | undefined;

  constructor(message: string, fix?: string) {
    super(message);
    this.name = 'FieldPathError';
    this.fix = fix;
  }
}

/**
 * Splits a field path at its dots; `\.` is a dot within a key, and `[…]` keeps its dots: `[name=a.b]` names a list's
 * item, `[a.b]` a key.
 *
 * @see kustomize kyaml/utils SmarterPathSplitter
 */
export function splitDots(path: string): readonly string[] {
  const pieces = joinEscaped(path.split('.'), '.');
  const parts: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    let part = pieces[at] ?? '';
    if (!part.startsWith('[') || part.endsWith(']')) {
      parts.push(part);
      continue;
    }
    while (at < pieces.length - 1) {
      at += 1;
      part += `.${pieces[at]}`;
      if (pieces[at]?.endsWith(']')) break;
    }
    parts.push(part.includes('=') ? part : part.replace(/^[[\]]+|[[\]]+$/g, ''));
  }
  return parts;
}

/** Puts together what an escaped delimiter has split. A path may begin with one delimiter. */
export function joinEscaped(pieces: readonly string[], delimiter: string): readonly string[] {
  const [first, ...rest] = pieces.length > 1 && pieces[0] === '' ? pieces.slice(1) : pieces;
  const joined = [first ?? ''];
  for (const piece of rest) {
    const last = joined[joined.length - 1] ?? '';
    if (last.endsWith('\\')) joined[joined.length - 1] = last.slice(0, -1) + delimiter + piece;
    else joined.push(piece);
  }
  if (joined.length > LIMITS.pathParts) throw new FieldPathError(`a path has more than ${LIMITS.pathParts} parts`);
  return joined;
}

/** @returns whether a part of a path is an item's number, as Go's `strconv.Atoi` reads one. */
export function isIndex(part: string): boolean {
  return /^[+-]?[0-9]+$/.test(part);
}

/** @returns whether a part of a path names a list's items by a field of theirs: `[name=nginx]`. */
export function isItemMatch(part: string): boolean {
  return part.startsWith('[') && part.endsWith(']');
}

/** @throws FieldPathError where there is no `=` between the brackets */
export function splitItemMatch(part: string): { readonly key: string; readonly value: string } {
  const inner = part.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0) throw new FieldPathError(`"${part}" must be written [field=value]`);
  return { key: inner.slice(0, equals), value: inner.slice(equals + 1) };
}

/**
 * Looks a field up; an item of a list is named by its number, `-` for the last, or `[field=value]`.
 *
 * @returns the node, `undefined` where there is none
 * @throws FieldPathError where the path leads through a node of the wrong kind
 * @see kustomize kyaml/yaml PathGetter
 */
export function lookUp(node: Node, path: readonly string[]): Node | undefined {
  let found: Node | undefined = node;
  for (const part of path.map((each) => each.trim()).filter((each) => each !== '')) {
    if (found === undefined) return undefined;
    if (isIndex(part)) found = itemAt(found, Number(part));
    else if (part === '-') found = items(found).at(-1);
    else if (part === '*') throw new FieldPathError('a wildcard is not allowed in this path');
    else if (isItemMatch(part)) found = matchingItem(found, part);
    else found = fieldOf(found, part);
  }
  return found;
}

function itemAt(node: Node, index: number): Node | undefined {
  if (index < 0) throw new FieldPathError(`the index ${index} must not be negative`);
  return items(node)[index];
}

function matchingItem(node: Node, part: string): Node | undefined {
  const { key, value } = splitItemMatch(part);
  return items(node).find((item) => {
    const field = key === '' ? item : item instanceof Mapping ? item.get(key) : undefined;
    return field instanceof Scalar && field.text === value && (key === '' || !isNull(field));
  });
}

/** @throws FieldPathError where the node is not a mapping, and not null */
export function fieldOf(node: Node, key: string): Node | undefined {
  if (isNull(node)) return undefined;
  if (node instanceof Mapping) return node.get(key);
  throw new FieldPathError(`"${key}" must be in a mapping, but this is a ${kindOf(node)}`);
}

/** @throws FieldPathError where the node is not a list, and not null */
export function items(node: Node): readonly Node[] {
  if (isNull(node)) return [];
  if (node instanceof Sequence) return node.items;
  throw new FieldPathError(`expected a list, found a ${kindOf(node)}`);
}

function kindOf(node: Node): string {
  return node instanceof Scalar ? 'scalar' : node instanceof Mapping ? 'mapping' : 'list';
}
