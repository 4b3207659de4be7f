import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { fleetOf } from './flux-files.ts';
import { WRONG_PROMOTIONS } from './wrong-promotions.ts';

test.each(WRONG_PROMOTIONS)('%s is not promoted', (_, files, reason) => {
  expect(promote(fleetOf(files), { asked: 'foo', clusters: ['prod'] })).toMatchObject({ reason });
});
