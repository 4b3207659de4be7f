import { GoError } from '../../value/go-error.ts';
import { integerOf } from '../../value/kinds.ts';
import { Complex, SizedInteger } from '../../value/number.ts';
import { GoList, GoMap, type GoObject, type Value } from '../../value/value.ts';
import { toBase64 } from './base.ts';

const SEPARATORS = /[\u2028\u2029]/g;
/** Bytes that are not UTF-8. */
const STRAY = /[\ud800-\udfff]/u;
const HTML = /[<>&]/g;

/** How `encoding/json` is asked to write. */
export interface JsonStyle {
  readonly escapesHtml: boolean;
  /** Two spaces for each level. */
  readonly indents: boolean;
}

export const COMPACT_JSON: JsonStyle = { escapesHtml: true, indents: false };
export const INDENTED_JSON: JsonStyle = { escapesHtml: true, indents: true };
export const RAW_JSON: JsonStyle = { escapesHtml: false, indents: false };

/** @returns a value as `encoding/json` writes it. @throws GoError where it cannot be */
export function writeJson(value: Value, style: JsonStyle, line = '\n'): string {
  switch (typeof value) {
    case 'string':
      return quoteJson(value, style);
    case 'number':
      return jsonFloat(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return value === null || value === undefined ? 'null' : writeObject(value, style, line);
  }
}

function writeObject(
  value: SizedInteger | Complex | GoList | GoMap | GoObject,
  style: JsonStyle,
  line: string,
): string {
  if (value instanceof SizedInteger) return String(value.value);
  if (value instanceof Complex) throw new GoError('json: unsupported type: complex128');
  if (value instanceof GoList) return writeList(value, style, line);
  if (value instanceof GoMap) {
    return value.isNil ? 'null' : writeFields(value.entries(), style, line);
  }
  const plain = value.plain();
  return plain === undefined ? writeFields([...value.tagged], style, line) : writeJson(plain, style, line);
}

function writeList(list: GoList, style: JsonStyle, line: string): string {
  if (list.isNil) return 'null';
  if (list.type.element === 'uint8') {
    return `"${toBase64(Uint8Array.from(list.items, (item) => Number(integerOf(item) ?? 0n)))}"`;
  }
  const inner = `${line}  `;
  return enclose(
    '[',
    ']',
    list.items.map((item) => writeJson(item, style, inner)),
    style,
    line,
  );
}

function writeFields(fields: readonly (readonly [string, Value])[], style: JsonStyle, line: string): string {
  const inner = `${line}  `;
  const colon = style.indents ? ': ' : ':';
  const written = fields.map(([key, value]) => `${quoteJson(key, style)}${colon}${writeJson(value, style, inner)}`);
  return enclose('{', '}', written, style, line);
}

function enclose(open: string, close: string, parts: readonly string[], style: JsonStyle, line: string): string {
  if (parts.length === 0 || !style.indents) return open + parts.join(',') + close;
  return `${open}${line}  ${parts.join(`,${line}  `)}${line}${close}`;
}

function quoteJson(text: string, style: JsonStyle): string {
  const quoted = `"${text.split(STRAY).map(escapeText).join('\\ufffd')}"`;
  return style.escapesHtml ? quoted.replace(HTML, unicodeEscape) : quoted;
}

function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replace(SEPARATORS, unicodeEscape);
}

function unicodeEscape(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** @returns a float as JSON has it. @throws GoError where it has none */
export function jsonFloat(value: number): string {
  if (Number.isNaN(value)) throw new GoError('json: unsupported value: NaN');
  if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${value > 0 ? '+' : '-'}Inf`);
  return Object.is(value, -0) ? '-0' : String(value);
}
