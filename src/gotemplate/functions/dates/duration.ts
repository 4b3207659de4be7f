import { quoteTime } from './quote-time.ts';

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const SECOND = 1_000_000_000n;
const ROUND: readonly (readonly [string, bigint])[] = [
  ['y', SECOND * 3600n * 24n * 365n],
  ['mo', SECOND * 3600n * 24n * 30n],
  ['d', SECOND * 3600n * 24n],
  ['h', SECOND * 3600n],
  ['m', SECOND * 60n],
  ['s', SECOND],
];

/** @returns a duration in nanoseconds, or what Go says against it: `time.ParseDuration` */
export function parseDuration(text: string): bigint | string {
  const problem = `time: invalid duration ${quoteTime(text)}`;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length);
  if (body === '0') return 0n;
  if (body === '') return problem;
  let total = 0n;
  let rest = body;
  while (rest !== '') {
    const match = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const whole = match?.[1] ?? '';
    const fraction = match?.[2] ?? '';
    if (whole === '' && fraction === '') return problem;
    rest = rest.slice(match?.[0].length ?? 0);
    const unitText = /^[^.\d]+/.exec(rest)?.[0];
    if (unitText === undefined) return `time: missing unit in duration ${quoteTime(text)}`;
    const unit = UNITS.get(unitText);
    if (unit === undefined) return `time: unknown unit ${quoteTime(unitText)} in duration ${quoteTime(text)}`;
    rest = rest.slice(unitText.length);
    total +=
      BigInt(whole === '' ? '0' : whole) * unit +
      (BigInt(fraction === '' ? '0' : fraction) * unit) / 10n ** BigInt(fraction.length);
    if (total > 2n ** 63n) return problem;
  }
  return sign === '-' ? -total : total;
}

/** @returns a duration as Go prints it: `Duration.String` */
export function showDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 1_000n)}µs`;
  if (size < SECOND) return `${sign}${decimal(size, 1_000_000n)}ms`;
  const seconds = `${decimal(size % (60n * SECOND), SECOND)}s`;
  const minutes = size / (60n * SECOND);
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(size: bigint, unit: bigint): string {
  const rest = size % unit;
  if (rest === 0n) return String(size / unit);
  return `${size / unit}.${String(rest)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')}`;
}

/** @returns a duration in its largest unit: `durationRound` */
export function roundDuration(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  for (const [name, unit] of ROUND) if (size > unit) return `${size / unit}${name}`;
  return '0s';
}
