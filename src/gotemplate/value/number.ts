/** The integer types beside int, which is a bigint. */
export type IntegerType = 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** An integer of a type other than int. */
export class SizedInteger {
  readonly type: IntegerType;
  readonly value: bigint;

  constructor(type: IntegerType, value: bigint) {
    this.type = type;
    this.value = value;
  }
}

/** A complex128, which only a constant of a template gives. */
export class Complex {
  readonly real: number;
  readonly imaginary: number;

  constructor(real: number, imaginary: number) {
    this.real = real;
    this.imaginary = imaginary;
  }
}

/** @returns an int64, wrapped around as Go's arithmetic does. */
export function int64(value: bigint): SizedInteger {
  return new SizedInteger('int64', BigInt.asIntN(64, value));
}

const LOWEST = -(2n ** 63n);

/**
 * @returns the integer of a float, as Go converts on amd64: without its fraction, and the lowest of all where it does not
 * fit.
 */
export function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return LOWEST;
  const integer = BigInt(Math.trunc(value));
  return BigInt.asIntN(64, integer) === integer ? integer : LOWEST;
}
