import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../../src/config/default-config.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, flux, type SmallFiles } from '../small-fleet.ts';

const configMap = (name: string, value = '1') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: { value: "${value}" }\n`;

const CUT = 'apiVersion: kustomize.toolkit.fluxcd.io/\n  : [';
const TEMPLATE = '{{ range .clusters }}\n';
const UNREAD = 'apps/north/web.yaml';

/** Clusters that no sync statement tells, where nothing in the directory of one of them, `north`, can be read. */
const fleetIn = (home: string, broken: string, name = 'apps.yaml'): SmallFiles => ({
  [`${home.replace('*', 'south')}/apps.yaml`]: flux('apps', 'apps/south'),
  'apps/south/web.yaml': configMap('south'),
  [`${home.replace('*', 'north')}/${name}`]: broken,
  [UNREAD]: configMap('north'),
});

function change(files: SmallFiles, changed: SmallFiles, unreviewed: readonly string[] = []): Review {
  return reviewOf(files, { ...files, ...changed }, { config: { ...defaultConfig, unreviewed } });
}

const pathsOf = ({ clusters }: Review) => Object.values(clusters).map(({ path }) => path);

const changed = { [UNREAD]: configMap('north', '2') };

test.each(
  ['clusters/*', 'kubernetes/*/flux', 'fleet/eu/*', 'Sites/EU West/*', 'k8s/clusters/*/start', '*'].flatMap((home) =>
    [CUT, TEMPLATE].map((broken) => [home, broken] as const),
  ),
)('what nothing reads is not judged where a cluster in %s may be unreadable: %j', (home, broken) => {
  const review = change(fleetIn(home, broken), changed);
  const file = `${home.replace('*', 'north')}/apps.yaml`;
  expect([review.verdict, pathsOf(review), review.unjudged]).toEqual([
    'failure',
    [home.replace('*', 'south')],
    [
      {
        path: UNREAD,
        reason: `\`${file}\` cannot be read, is where another cluster may start, and may lead to it: repair that first, or list it under \`unreviewed\``,
        files: [UNREAD],
        config: '',
      },
    ],
  ]);
});

test.each([2, 3])('another path of a cluster is looked for where other clusters have one: %i clusters', (count) => {
  const names = ['north', 'south', 'west'].slice(0, count);
  const fleet = Object.fromEntries(
    names.flatMap((name) => [
      ...Object.entries(cluster(name)),
      [`clusters/${name}/apps.yaml`, flux('apps', `apps/${name}`)],
      [`apps/${name}/web.yaml`, configMap(name)],
      [`infra/${name}/${name}.yaml`, name === 'north' ? TEMPLATE : flux('platform', `platform/${name}`)],
      [`platform/${name}/a.yaml`, configMap('platform')],
    ]),
  );
  const review = change(fleet, { 'platform/north/a.yaml': configMap('platform', '2') });
  expect(review.unjudged?.map(({ files, reason }) => [files, reason.slice(0, 43)])).toEqual([
    [['platform/north/a.yaml'], '`infra/north/north.yaml` cannot be read, is'],
  ]);
});

test('what such a file leads to is judged by a merge that repairs it, and of no interest to one that takes it away', () => {
  const fleet = fleetIn('clusters/*', CUT);
  const repaired = change(fleet, { ...changed, 'clusters/north/apps.yaml': flux('apps', 'apps/north') });
  expect([pathsOf(repaired), repaired.unjudged]).toEqual([['clusters/north', 'clusters/south'], undefined]);
  const { 'clusters/north/apps.yaml': _, ...without } = fleet;
  expect(reviewOf(fleet, { ...without, ...changed }).unjudged).toBeUndefined();
});

test('nor is it held against a change where the configuration says that no cluster runs it', () => {
  const review = change(fleetIn('clusters/*', CUT), changed, ['clusters/north/**']);
  expect([review.verdict, review.unjudged]).toEqual(['neutral', undefined]);
});

test('what clusters read is judged all the same', () => {
  const review = change(fleetIn('clusters/*', CUT), { 'apps/south/web.yaml': configMap('south', '2') });
  expect([review.verdict, review.unjudged]).toEqual(['success', undefined]);
});

test.each<[string, SmallFiles]>([
  ['far from clusters', { 'hack/release/notes.yaml': TEMPLATE, 'kubernetes/other/x/apps.yaml': CUT }],
  ['in a dot folder', { 'clusters/.north/apps.yaml': CUT, 'clusters/north/.idea/apps.yaml': CUT }],
  ['in a template of clusters', { 'clusters/template/apps.yaml': CUT, 'clusters/{{ name }}/apps.yaml': CUT }],
  ['in an archive', { 'clusters/archive/apps.yaml': CUT, 'clusters/north/old.bak/apps.yaml': CUT }],
  ['in a chart', { 'clusters/north/Chart.yaml': 'name: north\n', 'clusters/north/templates/a.yaml': TEMPLATE }],
  ['that shows what it holds', { 'clusters/north/a.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: [\n' }],
  ['in what clusters share', { 'clusters/base/a.yaml': TEMPLATE }],
  [
    'beside what clusters read',
    {
      'clusters/north/a.yaml': TEMPLATE,
      'clusters/north/settings/web.yaml': configMap('settings'),
      'clusters/prod/settings.yaml': flux('settings', 'clusters/north/settings'),
    },
  ],
  [
    'that a list leaves out',
    { 'clusters/north/a.yaml': TEMPLATE, 'clusters/north/kustomization.yaml': 'resources: []\n' },
  ],
])('a file that cannot be read %s hides no cluster', (_, files) => {
  const fleet = { ...cluster('prod'), 'clusters/prod/a.yaml': configMap('a'), [UNREAD]: configMap('north'), ...files };
  expect(change(fleet, changed).unjudged).toBeUndefined();
  expect(change({ ...fleet, 'clusters/west/apps.yaml': CUT }, changed).unjudged).toHaveLength(1);
});

test('nor does one at the top of the repository that has nothing of a cluster', () => {
  const fleet = { ...fleetIn('*', TEMPLATE, 'values.yaml'), 'tests/case.yaml': TEMPLATE };
  expect(change(fleet, changed).unjudged).toBeUndefined();
});

test.each([
  ['cut short', { 'apps/web/kustomization.yaml': 'resources:\n  : [' }],
  ['by another name', { 'apps/web/list.yaml': 'resources: [../base/all.yaml]\n' }],
])('where the source may be this repository, a kustomization %s may lead anywhere', (_, files) => {
  const fleet = {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps/web').replace('name: flux-system }\n', 'name: other }\n'),
    'apps/web/web.yaml': configMap('web'),
    'apps/base/all.yaml': configMap('all'),
    ...files,
  };
  const review = change(fleet, { 'apps/base/all.yaml': configMap('all', '2') });
  expect(review.unjudged).toEqual([
    {
      path: 'apps/base/all.yaml',
      reason: `FluxKustomization \`flux-system/apps\` in prod builds \`apps/web\` of \`GitRepository/flux-system/other\`, which may be this repository, and \`${Object.keys(files)[0]}\` there, which cannot be read, may lead to it: repair that first`,
      files: ['apps/base/all.yaml'],
      config: '',
    },
  ]);
});
