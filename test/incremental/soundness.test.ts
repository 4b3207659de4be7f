import { expect, test } from '@jest/globals';
import { fleetFiles } from '../../bench/fleet/fleet-files.ts';
import { articleRepo, loadFleet } from '../fixtures/fleets/load-fleet.ts';
import { isThorough } from '../thorough.ts';
import { warmAndCold } from './warm-and-cold.ts';

const article = new Map(Array.from(loadFleet(articleRepo), ([path, bytes]) => [path, String(bytes)]));
const synthetic = new Map([...fleetFiles({ clusters: 3, apps: 4 })].filter(([path]) => !path.endsWith('crds.yaml')));

test.each([
  ['article', article, 1],
  ['article', article, 2],
  ['synthetic', synthetic, 3],
] as const)(
  'a review of the %s fleet that remembers earlier ones says what a new one says (seed %#)',
  (_, fleet, seed) => {
    for (const { warm, cold } of warmAndCold(fleet, seed, isThorough ? 60 : 15)) expect(warm).toBe(cold);
  },
);
