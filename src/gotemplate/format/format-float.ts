import { type Flags, pad } from './flags.ts';
import { type FloatVerb, formatFloat } from './float.ts';

/** @returns a float with its sign, padding and, for `#`, its trailing zeros, as `fmt` writes it. */
export function formatFloatVerb(flags: Flags, value: number, verb: FloatVerb, precision: number): string {
  const wanted = flags.precision ?? precision;
  const written = formatFloat(value, verb, wanted);
  let sign = written.startsWith('-') ? '-' : '+';
  let digits = /^[+-]/.test(written) ? written.slice(1) : written;
  if (flags.space && sign === '+' && !flags.plus) sign = ' ';
  if (digits === 'Inf' || digits === 'NaN') {
    const isBare = digits === 'NaN' && !flags.space && !flags.plus;
    const shown = isBare
      ? digits
      : sign === '+' && !flags.plus
        ? digits === 'Inf'
          ? `+${digits}`
          : digits
        : sign + digits;
    return pad(flags, shown, false);
  }
  if (flags.sharp && verb !== 'b') digits = withAllDigits(digits, verb, wanted);
  if (sign === '+' && !flags.plus) return pad(flags, digits);
  const isFilled = flags.zero && !flags.minus && flags.width !== undefined && flags.width > digits.length + 1;
  if (isFilled) return sign + digits.padStart((flags.width ?? 0) - 1, '0');
  return pad(flags, sign + digits);
}

function withAllDigits(text: string, verb: FloatVerb, precision: number): string {
  const isHex = verb === 'x' || verb === 'X';
  const at = text.search(isHex ? /[pP]/ : /[eE]/);
  const number = at < 0 ? text : text.slice(0, at);
  const tail = at < 0 ? '' : text.slice(at);
  const countsDigits = verb === 'g' || verb === 'G' || verb === 'x';
  let missing = countsDigits ? (precision === -1 ? 6 : precision) : 0;
  let hasBegun = false;
  for (const c of number) {
    if (c === '.') continue;
    hasBegun ||= c !== '0';
    if (hasBegun) missing -= 1;
  }
  if (number === '0') missing -= 1;
  return number + (number.includes('.') ? '' : '.') + '0'.repeat(Math.max(0, missing)) + tail;
}
