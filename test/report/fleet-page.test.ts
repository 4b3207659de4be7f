import { expect, test } from '@jest/globals';
import type { UnitRun, Where } from '../../src/fleet/where/where-contract.ts';
import { clusterGroups } from '../../src/report/where/cluster-groups.ts';
import { driftText } from '../../src/report/where/drift-text.ts';
import { fleetBadge } from '../../src/report/where/fleet-badge.ts';
import { fleetPage } from '../../src/report/where/fleet-page.ts';

function unit(...runs: readonly (Partial<UnitRun> & { readonly cluster: string })[]): Where['units'][number] {
  return {
    unit: 'shop',
    directories: ['apps/shop'],
    clusters: runs.map(({ cluster }) => cluster),
    drift: true,
    runs: runs.map((run, index) => ({ versions: [], suspended: false, variant: index + 1, objects: 1, ...run })),
  };
}

const chart = (version: string) => ({ versions: [{ of: 'chart shop', version }] });

test.each([
  ['a version behind', [chart('2.1.0'), chart('1.9.4')], 'prod is behind test: chart shop 1.9.4, not 2.1.0 (major)'],
  ['a version ahead', [chart('1.9.4'), chart('1.9.5')], 'prod is ahead of test: chart shop 1.9.5, not 1.9.4'],
  ['no version', [chart(''), chart('1.9.5')], 'prod differs from test: chart shop 1.9.5, not no fixed version'],
  ['replicas', [{ replicas: 1 }, { replicas: 3 }], 'prod runs 3 replicas, test 1'],
  ['something else', [{}, {}], 'prod differs from test'],
])('a row says what a stage runs otherwise than the one before: %s', (_, [test, prod], sentence) => {
  expect(driftText(unit({ cluster: 'test', ...test }, { cluster: 'prod', ...prod }))).toEqual([sentence]);
});

test('what is the same everywhere needs no words', () => {
  const same = {
    ...unit({ cluster: 'test', ...chart('1.0.0') }, { cluster: 'prod', ...chart('1.0.0') }),
    drift: false,
  };
  expect(driftText(same)).toEqual([]);
});

test('names of a repository are text on the page, whatever they hold', () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'`';
  const where: Where = {
    schema: 1,
    clusters: [
      {
        name: hostile,
        path: hostile,
        problems: [{ code: 'x', message: hostile, path: hostile, line: 1 }],
        external: 1,
      },
    ],
    units: [{ ...unit({ cluster: hostile, ...chart(hostile) }), unit: hostile, directories: [hostile] }],
    objects: [
      {
        ...{ kind: hostile, namespace: hostile, name: hostile, unit: hostile, clusters: [hostile], drift: true },
        runs: [
          {
            cluster: hostile,
            ...chart(hostile),
            suspended: true,
            variant: 2,
            source: hostile,
            root: hostile,
            path: hostile,
          },
        ],
      },
    ],
  };
  const page = fleetPage(where, { at: { asked: hostile, repository: hostile, branch: hostile, commit: hostile } });
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
});

test.each([
  ['no drift', [], 0, 'clusters: 2 · no drift'],
  ['drift', [true, true, false], 0, 'clusters: 2 · 2 units differ'],
  ['what is not known is not said to be alike', [false], 1, 'clusters: 1 of 2 wholly known'],
  ['drift beside what is not known', [true], 1, 'clusters: 1 of 2 wholly known · 1 unit differs'],
])('a badge says how many clusters are known, and drift: %s', (_, drifts, external, title) => {
  const clusters = ['dev', 'prod'].map((name, index) => {
    return { name, path: `clusters/${name}`, problems: [], external: index === 0 ? external : 0 };
  });
  const units = drifts.map((drift) => ({ ...unit({ cluster: 'dev' }), drift }));
  expect(fleetBadge({ schema: 1, clusters, units, objects: [] })).toContain(`<title>${title}</title>`);
});

test.each([
  ['few clusters need no groups', ['dev', 'prod'], []],
  [
    'by stage and region, as names tell',
    [1, 2, 3, 4]
      .flatMap((number) => ['dev-eu', 'prod-eu', 'prod-us'].map((name) => `${name}-${number}`))
      .concat('prod-ap-1'),
    ['dev eu', 'prod eu', 'prod us', 'prod ap'],
  ],
  ['names that tell nothing', Array.from({ length: 20 }, (_, index) => `site-${index}`), []],
])('a large fleet is grouped: %s', (_, names, groups) => {
  const clusters = names.map((name) => ({ name, path: `clusters/${name}` }));
  expect(clusterGroups(clusters).map(({ name }) => name)).toEqual(groups);
});
