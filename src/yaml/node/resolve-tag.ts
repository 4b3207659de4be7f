import type { Style, Tag } from './node.ts';
import { parseInteger } from './parse-integer.ts';
import { parseTimestamp } from './parse-timestamp.ts';

const CONSTANTS: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((text) => [text, 'bool'] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, 'null'] as const),
  ...['.nan', '.NaN', '.NAN', '.inf', '.Inf', '.INF'].map((text) => [text, 'float'] as const),
  ...['+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF'].map((text) => [text, 'float'] as const),
]);

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
// strconv.ParseFloat takes underscores between digits.
const DOTTED_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

/**
 * @param text a plain scalar's text.
 * @returns what it is to Go: `resolve` of go-yaml v3 (sigs.k8s.io/yaml/goyaml.v3).
 */
export function resolvePlain(text: string): Tag {
  const c = text.charCodeAt(0);
  const isNumeric = (c >= 48 && c <= 57) || c === 43 || c === 45;
  if (isNumeric) return CONSTANTS.get(text) ?? resolveNumeric(text);
  // `~`, `.`, and the first letters of true, false and null.
  if (c === 46)
    return (
      CONSTANTS.get(text) ??
      (DOTTED_FLOAT.test(text) && Number.isFinite(Number(text.replaceAll('_', ''))) ? 'float' : 'str')
    );
  if (c === 126 || c === 110 || c === 78 || c === 116 || c === 84 || c === 102 || c === 70 || text === '')
    return CONSTANTS.get(text) ?? 'str';
  return 'str';
}

function resolveNumeric(text: string): Tag {
  if (parseTimestamp(text) !== undefined) return 'timestamp';
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (parseInteger(plain) !== undefined) return 'int';
  // strconv.ParseFloat reports what overflows, and the scalar stays a string.
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? 'float' : 'str';
}

/**
 * @param explicit the tag written before the scalar, if any.
 * @returns the tag, or `undefined` where the explicit one does not fit the text, which go-yaml refuses to decode.
 */
export function resolveTag(text: string, style: Style, explicit: string | undefined): Tag | undefined {
  if (explicit === undefined || explicit === '!') return style === 'plain' ? resolvePlain(text) : 'str';
  if (explicit === '!!binary') return 'binary';
  const asked = RESOLVABLE.get(explicit);
  if (asked === undefined || asked === 'str') return 'str';
  const found = resolvePlain(text);
  // go-yaml turns an int64 into a float, and refuses a uint64.
  if (asked === 'float' && found === 'int') return isSigned64(text) ? 'float' : undefined;
  if (asked === found) return found;
  return undefined;
}

function isSigned64(text: string): boolean {
  const integer = parseInteger(text.replaceAll('_', ''));
  return integer !== undefined && integer < 2n ** 63n;
}

const RESOLVABLE: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ['!!str', 'str'],
  ['!!bool', 'bool'],
  ['!!int', 'int'],
  ['!!float', 'float'],
  ['!!null', 'null'],
  ['!!timestamp', 'timestamp'],
]);
