/** A logarithmic axis. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  /** Values worth a line across the picture. */
  readonly marks: readonly number[];
  /** How far along the axis a value stands: 0 at its low end, 1 at its high one. */
  readonly fraction: (value: number) => number;
}

/** @returns an axis that begins and ends with some of its values, which are its marks */
export function scaleOver(values: readonly number[]): LogScale {
  const marks = [...new Set(values)].sort((a, b) => a - b);
  return between(marks[0] ?? 1, marks.at(-1) ?? 10, marks);
}

/** @returns an axis that begins and ends with a round value: 1, 2 or 5, times a power of ten */
export function roundScaleOver(values: readonly number[]): LogScale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const low = ROUND.findLast((mark) => mark <= least) ?? least;
  const high = ROUND.find((mark) => mark >= most) ?? most;
  return between(
    low,
    high,
    ROUND.filter((mark) => mark >= low && mark <= high),
  );
}

const ROUND = [-4, -3, -2, -1, 0, 1, 2, 3].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));

function between(low: number, high: number, marks: readonly number[]): LogScale {
  return { low, high, marks, fraction: (value) => Math.log(value / low) / Math.log(high / low) };
}
