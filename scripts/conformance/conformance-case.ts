import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { CaseEntry } from './case-tree.ts';

const text = v.optional(v.nullable(v.string()));

const conformanceCase = v.object({
  name: v.string(),
  group: v.string(),
  target: v.string(),
  flags: v.array(v.string()),
  files: v.record(v.string(), v.union([v.string(), v.object({ base64: v.string() })])),
  symlinks: v.optional(v.nullable(v.record(v.string(), v.string()))),
  outcome: v.picklist(['ok', 'error', 'skip']),
  skip: text,
  expected: text,
  expectedError: text,
  newerExpected: text,
  newerError: text,
});

/** One case of the conformance data, as its README describes it. */
export type ConformanceCase = v.InferOutput<typeof conformanceCase>;

/** @returns the cases, or `undefined` where the data is not there. */
export function readCases(path: string): readonly ConformanceCase[] | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => v.parse(conformanceCase, JSON.parse(line)));
}

/** @returns what stands at which path. */
export function entriesOf(each: ConformanceCase): ReadonlyMap<string, CaseEntry> {
  const entries = new Map<string, CaseEntry>();
  for (const [path, content] of Object.entries(each.files)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.base64, 'base64');
    entries.set(clean(path), { bytes });
  }
  for (const [path, link] of Object.entries(each.symlinks ?? {})) entries.set(clean(path), { link });
  return entries;
}

function clean(path: string): string {
  return path.replace(/^\/+/, '');
}
