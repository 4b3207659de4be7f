import { expect, test } from '@jest/globals';
import { configOf } from '../policy/weaken/config-of.ts';
import { type Layout, reviewOf } from './review-of.ts';
import { cluster, deployment, flux } from './small-fleet.ts';

const fleet: Layout = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/web.yaml': deployment('web'),
  'README.md': 'Words.\n',
};
const CHANGE = { 'apps/web.yaml': deployment('web').replace('1.2.3', '1.2.4') };

function told(config: string, change: Layout = CHANGE, before: Layout = fleet): readonly string[] {
  const { findings } = reviewOf(before, { ...before, ...change }, { config: configOf(config) });
  return findings.flatMap(({ rule, severity, message }) =>
    rule === 'absent-cluster' ? [`${severity} ${message}`] : [],
  );
}

const PROD = '{ path: clusters/prod }';
const nowhere = (path: string) =>
  `notice no directory matches \`${path}\` in \`.github/blast-radius.yml\`, neither before nor after this change, so the cluster that it means is not reviewed`;

test.each<[string, string, readonly string[]]>([
  ['a path', `clusters: [${PROD}, { name: eu, path: clusters/eu }]`, [nowhere('clusters/eu')]],
  ['a file', `clusters: [${PROD}, { name: eu, path: apps/web.yaml }]`, [nowhere('apps/web.yaml')]],
  ['a glob', `clusters: [${PROD}, { path: "edge/*" }]`, [nowhere('edge/*')]],
  ['one of several paths', 'clusters: [{ name: prod, path: [clusters/prod, infra/prod] }]', [nowhere('infra/prod')]],
  [
    'the path of a protected cluster',
    `clusters: [${PROD}, { name: eu, path: clusters/eu, protected: true }]`,
    [`${nowhere('clusters/eu').replace('notice', 'warning')}, and not protected`],
  ],
  ['no path', `clusters: [${PROD}, { path: "clusters/p*", name: "{name}-2" }]`, []],
])('a review tells that %s of the configuration leads nowhere', (_, config, expected) => {
  expect(told(config)).toEqual(expected);
});

test('a cluster that comes, or that goes, is there on a side', () => {
  const config = `clusters: [${PROD}, { path: clusters/eu }]`;
  expect(told(config, { ...CHANGE, ...cluster('eu') })).toEqual([]);
  expect(
    told(
      config,
      { ...CHANGE, ...Object.fromEntries(Object.keys(cluster('eu')).map((path) => [path, ''])) },
      { ...fleet, ...cluster('eu') },
    ),
  ).toEqual([]);
});

test('nothing is told of a change that no cluster reads', () => {
  expect(told(`clusters: [${PROD}, { path: clusters/eu }]`, { 'README.md': 'Other words.\n' })).toEqual([]);
});

test('it is told beside what was not judged, as it may be why', () => {
  const stray = { ...fleet, 'other/apps.yaml': flux('stray', 'stray'), 'stray/web.yaml': deployment('stray') };
  const change = { 'stray/web.yaml': deployment('stray').replace('1.2.3', '1.2.4') };
  expect(told(`clusters: [${PROD}, { path: othr }]`, change, stray)).toEqual([nowhere('othr')]);
});
