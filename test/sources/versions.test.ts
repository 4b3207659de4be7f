import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { meetsConstraint } from '../../src/gotemplate/functions/semver/constraint.ts';
import { parseVersion } from '../../src/gotemplate/functions/semver/parse-version.ts';

/** What the library itself says, of which versions are within each range; of a range that is none, null. */
const Answers = v.object({ versions: v.array(v.string()), ranges: v.record(v.string(), v.nullable(v.string())) });

const { versions, ranges } = v.parse(
  Answers,
  JSON.parse(readFileSync(new URL('../fixtures/semver/masterminds-3.4.0.json', import.meta.url), 'utf8')),
);

const readable = versions.filter((version) => typeof parseVersion(version) !== 'string');

function within(range: string): string | null {
  try {
    return readable.filter((version) => meetsConstraint(range, version)).join(' ');
  } catch {
    return null;
  }
}

test('ranges are what Masterminds/semver takes them for', () => {
  expect(Object.fromEntries(Object.keys(ranges).map((range) => [range, within(range)]))).toEqual(ranges);
});
