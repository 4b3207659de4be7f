import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse, stringify } from 'yaml';
import { edited } from '../policy/rule-case.ts';
import { reviewOf } from '../review/review-of.ts';

const EditsSchema = v.record(v.string(), v.union([v.string(), v.null(), v.array(v.tuple([v.string(), v.string()]))]));
const CaseSchema = v.strictObject({
  before: v.optional(EditsSchema, {}),
  after: EditsSchema,
  expected: v.optional(v.unknown()),
});

/** One change of a fleet, and what the review says of its cluster `prod`. */
export interface ReviewCase {
  readonly name: string;
  readonly said: unknown;
  readonly expected: unknown;
}

/** @returns the cases of `test/fixtures/flux/<theme>/`, each over the fleet `<theme>.yaml` beside it */
export function reviewCases(theme: string): readonly ReviewCase[] {
  const folder = fileURLToPath(new URL(`../fixtures/flux/${theme}`, import.meta.url));
  const fleet = v.parse(v.record(v.string(), v.string()), parse(readFileSync(`${folder}.yaml`, 'utf8')));
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const path = `${folder}/${file}`;
      const text = readFileSync(path, 'utf8');
      const { before: first, after: second, expected } = v.parse(CaseSchema, parse(text));
      const before = edited(fleet, first, path);
      const said = prodOf(before, edited(before, second, path));
      if (process.env.UPDATE_GOLDEN !== '1') return { name: file, said, expected };
      const input = text.replace(/^expected:[\s\S]*/m, '').trimEnd();
      writeFileSync(path, `${input}\n${stringify({ expected: said }, { lineWidth: 0 })}`);
      return { name: file, said, expected: said };
    });
}

/** What the review says of the cluster, but for what is said of every change. */
function prodOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  const { clusters, verdict, files, findings } = reviewOf(before, after);
  const { status, affected, unresolved, opaque, releases, external, gained, lost, changed } = clusters.prod ?? {};
  const names = [gained, lost, changed].map((list) => list?.map(({ kind, name }) => `${kind}/${name}`));
  const said = {
    ...{ verdict, status, gained: names[0], lost: names[1], changed: names[2] },
    ...{ affected, unresolved, opaque, releases, external },
    findings: findings.map(({ rule, message }) => `${rule}: ${message}`),
    unread: files.filter((each) => each.clusters.length === 0).map((each) => each.path),
  };
  return JSON.parse(JSON.stringify(said));
}
