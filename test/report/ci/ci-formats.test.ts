import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { toJunit } from '../../../src/report/ci/to-junit.ts';
import { toSarif } from '../../../src/report/ci/to-sarif.ts';
import { toWorkflowCommands } from '../../../src/report/ci/to-workflow-commands.ts';
import { exitCode } from '../../../src/report/model/exit-code.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import { VERSION } from '../../../src/version.ts';
import { clusterOf, reviewOf } from '../review-builder.ts';
import * as reviews from '../reviews.ts';

/** What a review partly knows, and a loss that no rule was left to call an error. */
const quiet = reviewOf({
  clusters: {
    prod: clusterOf('prod', {
      status: 'unresolved',
      lost: [
        {
          ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data', root: 'apps' },
          ...{ effect: 'pruned', dataAtRisk: 'its volume', chain: [{ path: 'apps/shop/claim.yaml', line: 1 }] },
        },
      ],
      unresolved: [
        {
          ...{ code: 'remote-base', message: 'what is at `https://example.com/base` is not fetched', root: 'apps' },
          ...{ side: 'both', standing: true, changed: ['apps/kustomization.yaml'] },
        },
      ],
    }),
  },
});

/** The place of something that is not in the repository, and names that would end a line, a property, a link or XML. */
const awkward = reviewOf({
  clusters: { prod: clusterOf('prod') },
  findings: [
    {
      ...{ rule: 'latest-tag', severity: 'warning', cluster: 'prod', path: 'a b/100%,x:[1].yaml', line: 3 },
      message: 'it says\r\n::error::no ]](https://evil.example) <b attribute="x"> \uFFFE\u0007',
    },
  ],
});

const every: readonly (readonly [string, Review])[] = Object.entries({ ...reviews, quiet, awkward });

test('--format github: the headline, and each problem at its line', () => {
  expect(toWorkflowCommands(reviews.gainedInProd)).toBe(
    `::notice title=foo-app%3A prod gains 3 objects%2C 1 error · dev and test unchanged::9 roots rendered in 3 clusters
::error file=clusters/prod/apps/kustomization.yaml,line=7,title=prod (missing-namespace)::the 3 objects of foo-app go to the namespace foo, which nothing in prod creates%0AFix: Add ../../../infrastructure/namespaces/test-only to clusters/prod/infra/kustomization.yaml, or move foo to infrastructure/namespaces/common.
`,
  );
});

test('--format github: nothing of the repository is a command, a property or a line of its own', () => {
  const [, line] = toWorkflowCommands(awkward).split('\n');
  expect(line).toBe(
    '::warning file=a b/100%25%2Cx%3A[1].yaml,line=3,title=prod (latest-tag)::it says%0A::error::no ]](https://evil.example) <b attribute="x"> \uFFFE⟨U+0007⟩',
  );
  for (const [, review] of every) {
    const lines = toWorkflowCommands(review).trimEnd().split('\n');
    expect(lines.filter((each) => !/^::(error|warning|notice) (\w+=[^\r:,]*,?)+::[^\r]*$/.test(each))).toEqual([]);
  }
});

// The schema is of draft 4; its name and its patterns are all that newer drafts write otherwise.
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(new URL('../../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'));
const isSarif = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: (text: string) => URL.canParse(text), 'uri-reference': isReference, 'date-time': true },
}).compile(schema);

function isReference(text: string): boolean {
  return /^([\w\-.~/@!$&'()*+,;=]|%[0-9A-F]{2})+$/.test(text);
}

test('--format sarif: what code scanning and editors read', () => {
  const { runs, ...rest } = JSON.parse(toSarif(awkward));
  expect(rest.version).toBe('2.1.0');
  expect(runs).toEqual([
    {
      tool: {
        driver: {
          name: 'Blast Radius',
          semanticVersion: VERSION,
          rules: [
            {
              id: 'latest-tag',
              shortDescription: { text: expect.any(String) },
              fullDescription: { text: expect.any(String) },
              help: { text: expect.any(String) },
            },
          ],
        },
      },
      invocations: [{ executionSuccessful: true, exitCode: 0 }],
      columnKind: 'utf16CodeUnits',
      results: [
        {
          ruleId: 'latest-tag',
          level: 'warning',
          message: {
            text: 'prod (latest-tag): it says\n::error::no ]] (https://evil.example) <b attribute="x"> \uFFFE⟨U+0007⟩',
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'a%20b/100%25%2Cx%3A%5B1%5D.yaml', uriBaseId: '%SRCROOT%' },
                region: { startLine: 3 },
              },
            },
          ],
        },
      ],
      properties: { headline: 'prod unchanged', soundness: '3 roots rendered in 1 cluster', verdict: 'success' },
    },
  ]);
});

test.each(every)('--format sarif of %s is what the schema asks, and every result has a place', (_name, review) => {
  const log = JSON.parse(toSarif(review));
  expect([isSarif(log), isSarif.errors]).toEqual([true, null]);
  const [{ results, invocations }] = log.runs;
  expect(results.filter(({ locations }: { locations: readonly unknown[] }) => locations.length === 0)).toEqual([]);
  expect(invocations[0].executionSuccessful).toBe(exitCode(review) !== 2);
});

test('--format junit: a suite for each cluster, a case for each problem', () => {
  expect(toJunit(reviews.gainedInProd)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Blast Radius" tests="4" failures="1" errors="0" skipped="0">
  <testsuite name="dev" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="dev" name="rendered"/>
  </testsuite>
  <testsuite name="test" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="test" name="rendered"/>
  </testsuite>
  <testsuite name="prod" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="prod" name="rendered"/>
    <testcase classname="prod" name="missing-namespace: the 3 objects of foo-app go to the namespace foo, which nothing in prod creates">
      <failure message="the 3 objects of foo-app go to the namespace foo, which nothing in prod creates">the 3 objects of foo-app go to the namespace foo, which nothing in prod creates
Fix: Add ../../../infrastructure/namespaces/test-only to clusters/prod/infra/kustomization.yaml, or move foo to infrastructure/namespaces/common.
clusters/prod/apps/kustomization.yaml:7</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('--format junit: a cluster that is partly known is skipped, and what fails no check passes with what it says', () => {
  expect(toJunit(quiet)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Blast Radius" tests="3" failures="0" errors="0" skipped="1">
  <testsuite name="prod" tests="3" failures="0" errors="0" skipped="1">
    <testcase classname="prod" name="rendered">
      <skipped message="not all of it is known"/>
    </testcase>
    <testcase classname="prod" name="data-at-risk: Flux deletes PersistentVolumeClaim shop/data, and with it its volume">
      <system-out>Flux deletes PersistentVolumeClaim shop/data, and with it its volume
Fix: To keep it, first merge the annotation kustomize.toolkit.fluxcd.io/prune: disabled on it.
apps/shop/claim.yaml:1</system-out>
    </testcase>
    <testcase classname="prod" name="partly-known: what apps/kustomization.yaml changes in apps is not known: what is at https://example.com/base is not fetched">
      <system-out>what apps/kustomization.yaml changes in apps is not known: what is at https://example.com/base is not fetched</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(toJunit(awkward)).toContain('no ]](https://evil.example) &#60;b attribute=&#34;x&#34;&#62; \uFFFD⟨U+0007⟩');
});

test.each(every)('--format junit of %s fails as the command does', (_name, review) => {
  const text = toJunit(review);
  const code = exitCode(review);
  expect([/<failure /.test(text), /<error /.test(text)]).toEqual([code === 1, code === 2]);
});
