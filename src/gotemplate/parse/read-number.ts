import { quoteText } from '../format/quote.ts';
import { truncate } from '../value/number.ts';
import type { NumberNode } from './node.ts';
import { unquoteCharacter } from './unquote.ts';

type Readings = Pick<NumberNode, 'int' | 'uint' | 'float' | 'complex'>;

/** Most constants: decimal, and exact in every reading. */
const SMALL = /^(?:0|[1-9][0-9]{0,14})$/;
const UINT =
  /^(?:0[xX]_?[0-9a-fA-F](?:_?[0-9a-fA-F])*|0[bB]_?[01](?:_?[01])*|0[oO]_?[0-7](?:_?[0-7])*|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
const FLOAT = /^[+-]?(?:\d+(?:_?\d+)*\.?(?:\d+(?:_?\d+)*)?|\.\d+(?:_?\d+)*)(?:[eE][+-]?\d+)?$/;
const HEX_FLOAT = /^([+-]?)0[xX]([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?\d+)$/;

/**
 * @param type how the lexer saw it
 * @returns the readings of a number constant, or what Go says against it: `newNumber` of Go's text/template/parse.
 */
export function readNumber(text: string, type: 'character' | 'complex' | 'number'): Readings | string {
  if (SMALL.test(text)) {
    const int = BigInt(text);
    return { int, float: Number(text), uint: int };
  }
  if (type === 'character') return readCharacter(text);
  if (type === 'complex') return readComplex(text);
  if (text.endsWith('i')) {
    const imaginary = parseFloatText(text.slice(0, -1));
    if (imaginary !== undefined) return simplify({ real: 0, imaginary });
  }
  const uint = parseUint(text);
  const int = parseInt64(text);
  if (int !== undefined) {
    const positive = uint ?? (int === 0n ? 0n : undefined);
    return { int, float: Number(int), ...(positive === undefined ? {} : { uint: positive }) };
  }
  if (uint !== undefined) return { uint, float: Number(uint) };
  const float = parseFloatText(text);
  if (float === undefined) return `illegal number syntax: ${quoteText(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quoteText(text)}`;
  return { float, ...integersOf(float) };
}

function readCharacter(text: string): Readings | string {
  const read = unquoteCharacter(text, 1, "'");
  if (read === undefined) return 'invalid syntax';
  if (text.slice(read.end) !== "'") return `malformed character constant: ${text}`;
  const code = BigInt(read.code);
  return { int: code, uint: code, float: read.code };
}

function readComplex(text: string): Readings | string {
  const match = /^(.*[^eEpP])([+-].+)i$/.exec(text);
  const real = parseFloatText(match?.[1] ?? '');
  const imaginary = parseFloatText(match?.[2] ?? '');
  return real === undefined || imaginary === undefined
    ? 'syntax error scanning complex number'
    : simplify({ real, imaginary });
}

function simplify(complex: { readonly real: number; readonly imaginary: number }): Readings {
  return complex.imaginary === 0 ? { complex, float: complex.real, ...integersOf(complex.real) } : { complex };
}

/** A float that is an integer counts as one. */
function integersOf(float: number): Pick<NumberNode, 'int' | 'uint'> {
  const int = truncate(float);
  if (Number(int) !== float)
    return float >= 0 && float < 2 ** 64 && Number.isInteger(float) ? { uint: BigInt(float) } : {};
  return float >= 0 ? { int, uint: int } : { int };
}

/** `strconv.ParseUint` of base 0. */
function parseUint(text: string): bigint | undefined {
  if (!UINT.test(text)) return undefined;
  const plain = text.replaceAll('_', '').toLowerCase();
  const value = /^0[0-7]+$/.test(plain) ? BigInt(`0o${plain.slice(1)}`) : BigInt(plain);
  return value < 2n ** 64n ? value : undefined;
}

/** `strconv.ParseInt` of base 0 and 64 bits. */
export function parseInt64(text: string): bigint | undefined {
  const isNegative = text.startsWith('-');
  const size = parseUint(/^[+-]/.test(text) ? text.slice(1) : text);
  if (size === undefined) return undefined;
  const value = isNegative ? -size : size;
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** `strconv.ParseFloat`; what is too large is an error. */
export function parseFloatText(text: string): number | undefined {
  const hex = HEX_FLOAT.exec(text);
  if (hex !== null) return parseHexFloat(hex);
  if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat([, sign = '', whole = '', fraction = '', power = '0']: RegExpExecArray): number | undefined {
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '') return undefined;
  const exponent = Number(power) - 4 * fraction.replaceAll('_', '').length;
  const value = Number(BigInt(`0x${digits}`)) * 2 ** exponent;
  return sign === '-' ? -value : value;
}
