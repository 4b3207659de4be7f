import { encodeText } from '../value/bytes.ts';
import { type Flags, pad } from './flags.ts';
import { canBackquote, quoteText } from './quote.ts';

/** @returns a text cut to the precision, counted in characters, and padded, `%s`. */
export function formatText(flags: Flags, text: string): string {
  return pad(flags, cut(flags, text));
}

/** @returns a text in quotes, `%q`. */
export function formatQuoted(flags: Flags, text: string): string {
  const shown = cut(flags, text);
  if (flags.sharp && canBackquote(shown)) return pad(flags, `\`${shown}\``);
  return pad(flags, quoteText(shown, flags.plus));
}

/** @returns the bytes of a text in hexadecimal, `%x` and `%X`. */
export function formatHex(flags: Flags, text: string, verb: 'x' | 'X'): string {
  const all = encodeText(text);
  const bytes = flags.precision === undefined ? all : all.subarray(0, flags.precision);
  if (bytes.length === 0) return fill(flags, flags.width ?? 0);
  const pairs = [...bytes].map((byte) => {
    const pair = byte.toString(16).padStart(2, '0');
    return verb === 'X' ? pair.toUpperCase() : pair;
  });
  const mark = flags.sharp ? `0${verb}` : '';
  const out = flags.space ? pairs.map((pair) => mark + pair).join(' ') : mark + pairs.join('');
  const missing = fill(flags, (flags.width ?? 0) - out.length);
  return flags.minus ? out + missing : missing + out;
}

function fill(flags: Flags, count: number): string {
  return (flags.zero && !flags.minus ? '0' : ' ').repeat(Math.max(0, count));
}

function cut(flags: Flags, text: string): string {
  if (flags.precision === undefined || text.length <= flags.precision) return text;
  return [...text].slice(0, flags.precision).join('');
}
