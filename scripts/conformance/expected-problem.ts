import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Problem } from '../../src/kustomize/model/problem.ts';

const expectedProblem = v.object({
  code: v.string(),
  /** The file that must be named; absent where upstream names none. */
  path: v.optional(v.string()),
  /** What the message must name. */
  field: v.optional(v.string()),
});

/** What a failing case must say, written down by whoever read it. */
export type ExpectedProblem = v.InferOutput<typeof expectedProblem>;

export function readExpectedProblems(path: string): ReadonlyMap<string, ExpectedProblem> {
  return new Map(
    Object.entries(v.parse(v.record(v.string(), expectedProblem), JSON.parse(readFileSync(path, 'utf8')))),
  );
}

export function isExpected(problem: Problem, expected: ExpectedProblem): boolean {
  if (problem.code !== expected.code) return false;
  if (expected.path !== undefined && problem.path !== expected.path) return false;
  return expected.field === undefined || problem.message.includes(expected.field);
}
