import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { Source } from '../../../yaml/node/source.ts';
import { toJson } from '../../../yaml/print/to-json.ts';
import { parseYaml } from '../../../yaml/read/parse.ts';
import { FieldPathError, lookUp } from '../../fields/field-path.ts';
import { isPrintable } from '../../nodes/printable.ts';
import { printStyled } from './print-styled.ts';
import { spliceValues } from './splice-values.ts';
import { type Makes, type Update, updateMatches } from './update-matches.ts';

/** A scalar within an object, whose text is JSON or YAML, and the rest of the path, which leads into it. */
interface Embedded {
  readonly scalar: Scalar;
  readonly prefix: readonly string[];
  readonly rest: readonly string[];
}

/**
 * Updates fields of the JSON or YAML that a scalar of an object holds.
 *
 * @returns the object, or `undefined` where the path leads into no such scalar, or nowhere within it
 * @throws FieldPathError where the text cannot be written back as kustomize does
 * @see kustomize v5.8.0 api/filters/replacement setValueInStructuredData
 */
export function updateEmbedded(object: Node, path: readonly string[], update: Update, makes: Makes): Node | undefined {
  const embedded = findEmbedded(object, path);
  if (embedded === undefined) return undefined;
  const data = parseText(embedded.scalar.text);
  if (data === undefined) return undefined;
  let updated: { readonly node: Node; readonly count: number };
  try {
    updated = updateMatches(data, embedded.rest, update, { makes, belowScalar: countBelowScalar(update, makes) });
  } catch (error) {
    if (error instanceof FieldPathError) return undefined;
    throw error;
  }
  if (updated.count === 0) return undefined;
  const text = write(data, updated.node, embedded.scalar.text);
  if (text === undefined) return undefined;
  const written = updateMatches(object, embedded.prefix, () => embedded.scalar.with({ text }), {
    makes: 'nothing',
    belowScalar: () => 0,
  });
  return written.node;
}

/** kustomize also counts what it finds below a scalar on other ways, but loses what it writes there. */
export function countBelowScalar(update: Update, makes: Makes): (scalar: Scalar, rest: readonly string[]) => number {
  const count = (scalar: Scalar, rest: readonly string[]): number => {
    const data = parseText(scalar.text);
    if (data === undefined) throw new FieldPathError('the text at this path is not YAML');
    return updateMatches(data, rest, update, { makes, belowScalar: count }).count;
  };
  return count;
}

function findEmbedded(object: Node, path: readonly string[]): Embedded | undefined {
  for (let length = 1; length < path.length; length++) {
    const prefix = path.slice(0, length);
    const found = tryLookUp(object, prefix);
    if (!(found instanceof Scalar) || parseText(found.text) === undefined) continue;
    return { scalar: found, prefix, rest: path.slice(length) };
  }
  return undefined;
}

function tryLookUp(object: Node, path: readonly string[]): Node | undefined {
  try {
    return lookUp(object, path);
  } catch (error) {
    if (error instanceof FieldPathError) return undefined;
    throw error;
  }
}

function parseText(text: string): Node | undefined {
  const { documents, problems } = parseYaml(new Source(text));
  return problems.length > 0 ? undefined : documents[0];
}

/** @returns `undefined` where it is not JSON any more: kustomize reads a number back, and finds a text there. */
function write(before: Node, data: Node, original: string): string | undefined {
  const first = original.trim()[0];
  if (first !== '{' && first !== '[') return spliceValues(before, data, original) ?? printStyled(data, original);
  if (!isPrintable(data)) return undefined;
  const isPretty = original.includes('\n') && original.includes('  ');
  return isPretty ? indentJson(toJson(data)) : toJson(data);
}

/** @returns compact JSON as Go's `json.MarshalIndent` writes it, with two spaces for each level. */
function indentJson(json: string): string {
  let out = '';
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const c = json[at] ?? '';
    if (c === '"') {
      const end = endOfString(json, at);
      out += json.slice(at, end);
      at = end - 1;
    } else if ((c === '{' || c === '[') && json[at + 1] !== (c === '{' ? '}' : ']')) {
      depth += 1;
      out += `${c}\n${'  '.repeat(depth)}`;
    } else if (c === '{' || c === '[') {
      out += json.slice(at, at + 2);
      at += 1;
    } else if (c === '}' || c === ']') {
      depth -= 1;
      out += `\n${'  '.repeat(depth)}${c}`;
    } else if (c === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += c === ':' ? ': ' : c;
  }
  return out;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}
