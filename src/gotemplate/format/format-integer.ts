import { type Flags, pad } from './flags.ts';
import { isPrintable, quoteCharacter } from './quote.ts';

const REPLACEMENT = '\ufffd';

/** @returns an integer in a base, as `fmt` writes it. */
export function formatInteger(flags: Flags, value: bigint, base: 2 | 8 | 10 | 16, verb: string): string {
  const isNegative = value < 0n;
  let digits = (isNegative ? -value : value).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  if (flags.precision === 0 && value === 0n) return ' '.repeat(flags.width ?? 0);
  const hasSign = isNegative || flags.plus || flags.space;
  digits = digits.padStart(leastDigits(flags, hasSign), '0');
  digits = prefix(flags, base, verb, digits) + digits;
  if (verb === 'O') digits = `0o${digits}`;
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return pad(flags, sign + digits, false);
}

function leastDigits(flags: Flags, hasSign: boolean): number {
  if (flags.precision !== undefined) return flags.precision;
  if (!flags.zero || flags.minus || flags.width === undefined) return 0;
  return hasSign ? flags.width - 1 : flags.width;
}

function prefix(flags: Flags, base: number, verb: string, digits: string): string {
  if (!flags.sharp) return '';
  if (base === 2) return '0b';
  if (base === 8) return digits.startsWith('0') ? '' : '0';
  return base === 16 ? (verb === 'X' ? '0X' : '0x') : '';
}

/** @returns the character of a code, `%c`. */
export function formatCharacter(flags: Flags, code: bigint): string {
  return pad(flags, characterOf(code));
}

/** @returns the character of a code in quotes, `%q`. */
export function formatQuotedCharacter(flags: Flags, code: bigint): string {
  return pad(flags, quoteCharacter(characterOf(code), flags.plus));
}

/** @returns a code as Unicode writes it, `%U`. */
export function formatUnicode(flags: Flags, code: bigint): string {
  const unsigned = BigInt.asUintN(64, code);
  let text = `U+${unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0')}`;
  if (flags.sharp && unsigned <= 0x10ffffn && isPrintable(characterOf(unsigned))) text += ` '${characterOf(unsigned)}'`;
  return pad(flags, text, false);
}

function characterOf(code: bigint): string {
  if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn)) return REPLACEMENT;
  return String.fromCodePoint(Number(code));
}
