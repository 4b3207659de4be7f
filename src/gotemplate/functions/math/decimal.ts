/** A decimal number, `coefficient × 10^exponent`. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

type Operation = (a: Decimal, b: Decimal) => Decimal;

/** Digits behind the point that a division gives: `DivisionPrecision` of shopspring/decimal. */
const DIVISION_DIGITS = 16;

/** @returns a chain of operations on floats, exact in between: `execDecimalOp` of sprig. */
export function calculate(first: number, others: readonly number[], operation: Operation): number {
  const result = others.reduce((sum, other) => operation(sum, toDecimal(other)), toDecimal(first));
  return Number(`${result.coefficient}e${result.exponent}`);
}

export const add: Operation = (a, b) => {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: at(a, exponent) + at(b, exponent), exponent };
};

export const subtract: Operation = (a, b) => add(a, { coefficient: -b.coefficient, exponent: b.exponent });

export const multiply: Operation = (a, b) => ({
  coefficient: a.coefficient * b.coefficient,
  exponent: a.exponent + b.exponent,
});

/** Rounded half away from zero. The divisor is not zero. */
export const divide: Operation = (a, b) => {
  const shift = a.exponent - b.exponent + DIVISION_DIGITS;
  const numerator = shift >= 0 ? a.coefficient * 10n ** BigInt(shift) : a.coefficient;
  const denominator = shift >= 0 ? b.coefficient : b.coefficient * 10n ** BigInt(-shift);
  const size = absolute(numerator) * 2n + absolute(denominator);
  const rounded = size / (absolute(denominator) * 2n);
  return { coefficient: numerator < 0n === denominator < 0n ? rounded : -rounded, exponent: -DIVISION_DIGITS };
};

function at({ coefficient, exponent }: Decimal, wanted: number): bigint {
  return coefficient * 10n ** BigInt(exponent - wanted);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The decimal that the fewest digits of a float spell. */
function toDecimal(value: number): Decimal {
  const [digits = '0', power = '0'] = (Number.isFinite(value) ? value : 0).toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
