/**
 * Runs the cases of `../shared/conformance` and prints how many pass: `npm run conformance [-- name…]`.
 * `KUSTOMIZE_RELEASE` names another release than 5.8.1. Ends with 0 where all live cases pass, 1 where one fails, 3 where
 * the data is not there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answeredBy } from './answer.ts';
import { type ConformanceCase, readCases } from './conformance-case.ts';
import { readExpectedProblems } from './expected-problem.ts';
import { RELEASE } from './render.ts';
import { judge, type Verdict } from './verdict.ts';

const HERE = 'scripts/conformance';
const DATA = '../shared/conformance/kustomize.jsonl';

const cases = readCases(DATA);
if (cases === undefined) {
  process.stdout.write(`The conformance data is not at ${DATA}: nothing was compared.\n`);
  process.exit(3);
}
const wanted = process.argv.slice(2);
const skipped = readSkips();
const expectedProblems = readExpectedProblems(join(HERE, 'expected-problems.json'));
process.exitCode = report(
  answeredBy(RELEASE, cases).filter((each) => wanted.length === 0 || wanted.some((name) => each.name.includes(name))),
);

function report(live: readonly ConformanceCase[]): number {
  const counts = { passed: 0, failed: 0, skipped: 0, bytes: 0, newer: 0, documents: 0 };
  for (const each of live) {
    const reason = skipped.get(each.name);
    if (reason !== undefined) {
      counts.skipped += 1;
      process.stdout.write(`skipped ${each.name}: ${reason}\n`);
      continue;
    }
    const verdict = attempt(each);
    if (verdict.passed) counts.passed += 1;
    else counts.failed += 1;
    if (verdict.bytes) counts.bytes += 1;
    if (verdict.met === 'newer') counts.newer += 1;
    if (verdict.met !== undefined) counts.documents += 1;
    if (!verdict.passed) process.stdout.write(`FAILED ${each.outcome} ${each.name}: ${verdict.why}\n`);
  }
  process.stdout.write(
    `kustomize ${RELEASE}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped; ` +
      `of ${counts.documents} outputs ${counts.bytes} equal the binary's to the byte, ${counts.newer} meet the newer expectation\n`,
  );
  return counts.failed === 0 ? 0 : 1;
}

function attempt(each: ConformanceCase): Verdict {
  try {
    return judge(each, expectedProblems);
  } catch (error) {
    return { passed: false, bytes: false, why: `threw ${error instanceof Error ? error.stack : String(error)}` };
  }
}

function readSkips(): ReadonlyMap<string, string> {
  const entries: unknown = JSON.parse(readFileSync(join(HERE, 'skips.json'), 'utf8'));
  if (typeof entries !== 'object' || entries === null) return new Map();
  return new Map(Object.entries(entries).map(([name, reason]) => [name, String(reason)]));
}
