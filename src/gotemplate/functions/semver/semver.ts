import { family } from '../../value/family.ts';
import { meetsConstraint } from './constraint.ts';
import { makeVersion } from './version.ts';

/** Functions on versions. */
export const SEMVER = family('sprig semver.go', {
  semver: { takes: ['string'], run: makeVersion },
  semverCompare: { takes: ['string', 'string'], run: meetsConstraint },
});
