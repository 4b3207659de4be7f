import { test } from '@jest/globals';
import { realFleets } from '../policy/real-fleets.ts';
import { testHiddenIn } from './hidden-in-fleets-suite.ts';

if (realFleets().length > 0) testHiddenIn(realFleets());
else test.skip('what is hidden in every real fleet (their data is not beside the project)', () => undefined);
