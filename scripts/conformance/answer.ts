import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Release } from '../../src/kustomize/releases/releases.ts';
import type { ConformanceCase } from './conformance-case.ts';

const answer = v.union([v.object({ expected: v.string() }), v.object({ error: v.string() })]);
const answersByName = v.record(v.string(), answer);

/** What a release of kustomize makes of a case. */
export type Answer = v.InferOutput<typeof answer>;

/** The release whose answers the data holds. */
const RECORDED_WITH: Release = '5.5.0';

/** @returns where the answers of a release stand that differ from those in the data */
export function answersFile(release: Release): string {
  return `scripts/conformance/answers-${release}.json`;
}

/**
 * Gives the cases as a release answers them, and nothing else counts; of a release whose answers are not known, those of
 * the data, or what upstream's tests expect since.
 */
export function answeredBy(release: Release, cases: readonly ConformanceCase[]): readonly ConformanceCase[] {
  const file = answersFile(release);
  const isRecorded = existsSync(file);
  if (!isRecorded && release !== RECORDED_WITH) return cases;
  const answers = isRecorded ? v.parse(answersByName, JSON.parse(readFileSync(file, 'utf8'))) : {};
  return cases.map((each) => {
    const own = answers[each.name];
    const { newerExpected: _, newerError: __, ...recorded } = each;
    if (own === undefined) return recorded;
    const isError = 'error' in own;
    const said = isError ? { expected: undefined, expectedError: own.error } : { expected: own.expected };
    return { ...recorded, outcome: isError ? 'error' : 'ok', ...said };
  });
}
