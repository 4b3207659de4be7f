import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { wantedRelease } from '../../scripts/conformance/wanted-release.ts';
import { realFleets } from '../../scripts/promotions/fleets.ts';
import { trialsIn } from '../../scripts/promotions/trials.ts';
import { openedFleet, tryPromotion } from '../../scripts/promotions/try-promotion.ts';

/** Real fleets beside the project; without them there is nothing to promote here. */
const SHARED = new URL('../../../shared/fleets/', import.meta.url).pathname;
const bundles = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.bundle')) : [];
/** Of each fleet; `npm run promotions` tries more. */
const TRIALS = 12;

test('the real fleets are there, or are said not to be', () => {
  if (bundles.length === 0) process.stderr.write('no real fleets beside the project: nothing promoted in them\n');
  expect(bundles.length === 0 || bundles.length === 7).toBe(true);
});

describe.each(bundles)('%s', (bundle) => {
  test('what a cluster lacks is promoted as the judge of promotions asks for, or refused by name', () => {
    for (const real of realFleets([SHARED], bundle)) {
      const opened = openedFleet(real, wantedRelease());
      const tried = trialsIn(opened.fleet, 1, TRIALS).map((trial) => ({ ...trial, ...tryPromotion(opened, trial) }));
      expect(tried.filter(({ faults }) => faults.length > 0)).toEqual([]);
      expect(tried.filter(({ how }) => !/^(patch|(refused|nothing): .)/.test(how))).toEqual([]);
    }
  }, 600_000);
});
