import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Measure } from '../measure.ts';
import { SHAPES } from './shapes.ts';

/** The sizes between which growth is told, and those of the curve. */
export const SIZES = [1000, 2000, 5000, 10_000];
const QUICK_SIZES = [500, 5000];

export const TimesSchema = v.object({ seconds: v.array(v.number()), megabytes: v.number() });

/** How long a shape takes at each size, in a process of its own, warmed up. */
export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly size: number; readonly seconds: number }[];
  readonly megabytes: number;
}

/** Measures every shape; `told` hears of each when it is done. */
export function growthCurves(isQuick: boolean, told: (curve: Curve) => void): readonly Curve[] {
  const [sizes, runs] = isQuick ? [QUICK_SIZES, 3] : [SIZES, 5];
  return SHAPES.map(({ name }) => {
    const curve = curveOf(name, sizes, runs);
    told(curve);
    return curve;
  });
}

/**
 * Growth over a tenfold input: ten is proportional, a hundred is quadratic.
 *
 * @param atMost how much is still proportional; small inputs are timed less exactly
 */
export function growthMeasures(curves: readonly Curve[], atMost: number): readonly Measure[] {
  return curves.flatMap(({ name, points, megabytes }): Measure[] => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return [];
    const group = `growth from ${first.size} to ${last.size} objects`;
    const value = last.seconds / first.seconds;
    return [
      { group, name, value, unit: 'fold', goal: { atMost } },
      { group: `peak memory at ${last.size} objects`, name, value: megabytes, unit: 'MB' },
    ];
  });
}

function curveOf(name: string, sizes: readonly number[], runs: number): Curve {
  const script = fileURLToPath(new URL('./time-shape.js', import.meta.url));
  const run = spawnSync(process.execPath, ['--expose-gc', script, name, ...[runs, ...sizes].map(String)], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${name} could not be timed:\n${run.stderr}`);
  const { seconds, megabytes } = v.parse(TimesSchema, JSON.parse(run.stdout));
  return { name, points: sizes.map((size, index) => ({ size, seconds: seconds[index] ?? Number.NaN })), megabytes };
}
