import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Measure } from '../measure.ts';

const GROUP = 'hiding secrets in texts, by CPU';
/** Whatever is shown was read before, so that what costs as much is not felt. */
const OF_READING = { atMost: 1.5 };
/** What grows as the text does is 10, and the square of it 100. */
const GROWTH = { atMost: 20 };
const mega = 1_000_000;

export const MaskingTimesSchema = v.object({
  /** Of the text that is looked through and read. */
  length: v.number(),
  /** Seconds of CPU. */
  hide: v.number(),
  read: v.number(),
  /** Of each kind of hostile line: what ten times the length takes, of what the length takes. */
  growths: v.array(v.number()),
});

/**
 * Looks for secrets in the manifests of the fixtures, against reading them, and in hostile lines of a tenth of a megabyte and
 * of a whole one: in a process of its own, as what another measure leaves on the heap costs one of the two more.
 *
 * @param rounds of which the median counts; one before them warms up
 */
export function maskingMeasures(rounds: number): readonly Measure[] {
  const script = fileURLToPath(new URL('./time-masking.js', import.meta.url));
  const run = spawnSync(process.execPath, [script, String(rounds)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`looking for secrets could not be timed:\n${run.stderr}`);
  const { length, hide, read, growths } = v.parse(MaskingTimesSchema, JSON.parse(run.stdout));
  const name = 'manifests of the fixtures';
  return [
    { group: GROUP, name: `${name}: a megabyte`, value: (hide * mega) / length, unit: 'seconds' },
    { group: GROUP, name: `${name}: of reading them`, value: hide / read, unit: 'times', goal: OF_READING },
    {
      group: GROUP,
      name: 'hostile lines, ten times as long: most',
      value: Math.max(...growths),
      unit: 'fold',
      goal: GROWTH,
    },
  ];
}
