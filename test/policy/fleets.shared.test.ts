import { test } from '@jest/globals';
import { testFleets } from './fleets-suite.ts';
import { realFleets } from './real-fleets.ts';

if (realFleets().length > 0) testFleets(realFleets());
else test.skip('the rules over every real fleet (their data is not beside the project)', () => undefined);
