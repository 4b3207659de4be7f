import { describe, expect, test } from '@jest/globals';
import { type Layout, reviewOf } from '../review/review-of.ts';
import { cluster, flux, type SmallFiles } from '../review/small-fleet.ts';
import { everyOutput, told } from './every-output.ts';

const [ONE, OTHER] = ['kanarieEins', 'kanarieZwei'];

function source(kind: string, name: string, spec: string): string {
  return [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: flux-system }`,
    `spec: ${spec}`,
    '',
  ].join('\n');
}

function release(chart: string): SmallFiles {
  const lines = [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: app, namespace: flux-system }',
    `spec: { interval: 10m, ${chart} }`,
    '',
  ];
  return { 'clusters/prod/release.yaml': lines.join('\n') };
}

/** A root of another repository, of which nothing is fetched. */
function elsewhere(spec: string): SmallFiles {
  return {
    'clusters/prod/root.yaml': flux('sub', 'b').replace('name: flux-system }\n  prune', 'name: g }\n  prune'),
    'clusters/prod/source.yaml': source('GitRepository', 'g', spec),
  };
}

const fromRepository = (chart: string) =>
  `chart: { spec: { chart: ${chart}, sourceRef: { kind: HelmRepository, name: r } } }`;
const helmRepository = (password: string) => ({
  'clusters/prod/source.yaml': source('HelmRepository', 'r', `{ url: "https://u:${password}@x.io" }`),
});
const registry = (password: string) => ({
  'clusters/prod/source.yaml': source('OCIRepository', 'o', `{ url: "oci://u:${password}@x.io/c", ref: { tag: "1" } }`),
});
const synced = (password: string) => ({
  'clusters/prod/flux-system/gotk-sync.yaml': String(
    cluster('prod')['clusters/prod/flux-system/gotk-sync.yaml'],
  ).replace('https://', `https://x:${password}@`),
});

const cases: Readonly<Record<string, readonly [before: SmallFiles, after: SmallFiles]>> = {
  'a HelmRepository’s address changes': [
    { ...release(fromRepository('foo')), ...helmRepository(ONE) },
    { ...release(fromRepository('foo')), ...helmRepository(OTHER) },
  ],
  'another chart of it is taken': [
    { ...release(fromRepository('foo')), ...helmRepository(ONE) },
    { ...release(fromRepository('bar')), ...helmRepository(ONE) },
  ],
  'an OCIRepository’s address changes': [
    { ...release('chartRef: { kind: OCIRepository, name: o }'), ...registry(ONE) },
    { ...release('chartRef: { kind: OCIRepository, name: o }'), ...registry(OTHER) },
  ],
  'a GitRepository’s address changes': [
    elsewhere(`{ url: "https://x:${ONE}@github.com/a/b", ref: { branch: q } }`),
    elsewhere(`{ url: "https://x:${OTHER}@github.com/a/b", ref: { branch: q } }`),
  ],
  'a GitRepository follows another branch': [
    elsewhere(`{ url: "https://x:${ONE}@github.com/a/b", ref: { branch: q } }`),
    elsewhere(`{ url: "https://x:${ONE}@github.com/a/b", ref: { branch: r } }`),
  ],
  'the fleet’s own address changes': [synced(ONE), synced(OTHER)],
};

describe.each(Object.entries(cases))('%s', (_case, [before, after]) => {
  const outputs = everyOutput({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });

  test('no output tells the password in it', () => {
    expect(told(outputs, 'kanarie')).toEqual([]);
  });
});

const reasonsOf = (before: Layout, after: Layout) =>
  Object.values(reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after }).clusters).flatMap(
    ({ affected, releases }) => [
      ...affected.map(({ reason }) => reason),
      ...(releases?.unrendered?.map(({ reason }) => reason) ?? []),
    ],
  );

test.each([
  [
    'a HelmRepository’s address changes',
    [
      'chart `foo` latest, from `https://u:***@x.io` instead of `https://u:***@x.io` (HelmRepository `flux-system/r`)',
      'its chart is not fetched: foo of https://u:***@x.io is remote, and nothing is fetched here',
    ],
  ],
  [
    'a GitRepository’s address changes',
    [
      'comes from `https://x:***@github.com/a/b` instead of `https://x:***@github.com/a/b`; its content is not in this repository',
    ],
  ],
])('what is said is said all the same: %s', (name, reasons) => {
  const [before, after] = cases[name] ?? [{}, {}];
  expect(reasonsOf(before, after)).toEqual(reasons);
});
