/** How a float is written: with a point, with an exponent, or whichever is shorter. */
export type FloatVerb = 'f' | 'e' | 'E' | 'g' | 'G' | 'x' | 'X' | 'b';

interface Digits {
  /** Without a point; the value is 0.digits × 10^point. */
  readonly digits: string;
  readonly point: number;
}

/**
 * @param precision digits behind the point, for `g` all digits; -1 for as many as tell the value apart
 * @returns a float as `strconv.FormatFloat` writes it.
 */
export function formatFloat(value: number, verb: FloatVerb, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  switch (verb) {
    case 'f':
      return sign + (precision < 0 ? fixed(shortest(size), undefined) : fixed(rounded(size, precision), precision));
    case 'e':
    case 'E':
      return sign + scientific(size, verb, precision);
    case 'g':
    case 'G':
      return sign + general(size, verb === 'g' ? 'e' : 'E', precision);
    case 'x':
    case 'X':
      return sign + hexadecimal(size, verb, precision);
    case 'b':
      return sign + binary(size);
  }
}

function general(size: number, verb: 'e' | 'E', precision: number): string {
  const isShortest = precision < 0;
  const wanted = precision === 0 ? 1 : precision;
  const { digits, point } = isShortest ? shortest(size) : significant(size, wanted);
  const trimmed = digits.replace(/0+$/, '') || '0';
  let limit = isShortest ? 6 : wanted;
  if (!isShortest && limit > trimmed.length && trimmed.length >= point) limit = trimmed.length;
  const exponent = size === 0 ? 0 : point - 1;
  if (exponent < -4 || exponent >= limit) return withExponent({ digits: trimmed, point }, verb, trimmed.length - 1);
  return fixed({ digits: trimmed, point }, undefined);
}

function scientific(size: number, verb: 'e' | 'E', precision: number): string {
  const found = precision < 0 ? shortest(size) : significant(size, precision + 1);
  return withExponent(found, verb, precision < 0 ? found.digits.length - 1 : precision);
}

function withExponent({ digits, point }: Digits, verb: 'e' | 'E', precision: number): string {
  const isZero = /^0*$/.test(digits);
  const exponent = isZero ? 0 : point - 1;
  const fraction = digits.slice(1, precision + 1).padEnd(precision, '0');
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.charAt(0)}${fraction === '' ? '' : `.${fraction}`}${verb}${exponent < 0 ? '-' : '+'}${size}`;
}

function fixed({ digits, point }: Digits, precision: number | undefined): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const behind = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  const fraction =
    precision === undefined ? behind.replace(/0+$/, '') : behind.slice(0, precision).padEnd(precision, '0');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The fewest digits that are read as the same float. */
function shortest(size: number): Digits {
  if (size === 0) return { digits: '0', point: 1 };
  const [mantissa = '0', exponent = '0'] = size.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** Rounded to digits behind the point. JavaScript's `toFixed` rounds halves away from zero, Go's to even. */
function rounded(size: number, precision: number): Digits {
  const digits = String(scaled(size, precision)).padStart(precision + 1, '0');
  return { digits, point: digits.length - precision };
}

function significant(size: number, count: number): Digits {
  if (size === 0) return { digits: '0'.repeat(count), point: 1 };
  let point = shortest(size).point;
  let digits = String(scaled(size, count - point));
  if (digits.length < count) {
    point -= 1;
    digits = String(scaled(size, count - point));
  }
  if (digits.length > count) return { digits: digits.slice(0, count), point: point + 1 };
  return { digits, point };
}

/** A float times a power of ten, rounded half to even. */
function scaled(size: number, power: number): bigint {
  const { mantissa, exponent } = binaryParts(size);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** The integers of which a float is `mantissa × 2^exponent`. */
function binaryParts(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & ((1n << 52n) - 1n);
  return exponent === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: exponent - 1075 };
}

function binary(size: number): string {
  const { mantissa, exponent } = binaryParts(size);
  return `${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`;
}

function hexadecimal(size: number, verb: 'x' | 'X', precision: number): string {
  let { mantissa, exponent } = binaryParts(size);
  if (mantissa !== 0n) {
    while (mantissa < 1n << 52n) {
      mantissa <<= 1n;
      exponent -= 1;
    }
  }
  let binaryExponent = size === 0 ? 0 : exponent + 52;
  if (precision >= 0 && precision < 13) {
    const dropped = BigInt((13 - precision) * 4);
    const half = 1n << (dropped - 1n);
    const rest = mantissa & ((1n << dropped) - 1n);
    mantissa >>= dropped;
    if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa += 1n;
    mantissa <<= dropped;
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n;
      binaryExponent += 1;
    }
  }
  const digits = mantissa.toString(16).padStart(14, '0');
  const fraction =
    precision < 0 ? digits.slice(1).replace(/0+$/, '') : digits.slice(1).padEnd(precision, '0').slice(0, precision);
  const power = String(Math.abs(binaryExponent)).padStart(2, '0');
  const text = `0x${digits.charAt(0)}${fraction === '' ? '' : `.${fraction}`}p${binaryExponent < 0 ? '-' : '+'}${power}`;
  return verb === 'X' ? text.toUpperCase() : text;
}
