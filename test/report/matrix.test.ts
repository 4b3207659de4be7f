import { expect, test } from '@jest/globals';
import { fullMatrix } from '../../src/report/model/matrix.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../review/small-fleet.ts';

const list = (...entries: readonly string[]) => `resources: [${entries.join(', ')}]\n`;

/** Two clusters that share an app, each with something of its own. */
const AT: SmallFiles = Object.fromEntries(
  ['dev', 'prod'].flatMap((name) => [
    ...Object.entries(cluster(name)),
    [`clusters/${name}/kustomization.yaml`, list('flux-system/gotk-sync.yaml', 'apps.yaml', 'infra.yaml')],
    [`clusters/${name}/apps.yaml`, flux('apps', `clusters/${name}/apps`)],
    [`clusters/${name}/apps/kustomization.yaml`, list('../../../apps/web', 'own.yaml')],
    [`clusters/${name}/apps/own.yaml`, deployment(`only-${name}`)],
    [`clusters/${name}/infra.yaml`, flux('infra', `clusters/${name}/infra`)],
    [`clusters/${name}/infra/kustomization.yaml`, list('own.yaml')],
    [`clusters/${name}/infra/own.yaml`, deployment(`infra-${name}`)],
  ]),
);
const SHARED: SmallFiles = {
  'apps/web/kustomization.yaml': list('web.yaml'),
  'apps/web/web.yaml': deployment('web'),
};
const next = (name: string) => deployment(name, ', tty: true');

function rows(change: SmallFiles, start: SmallFiles = {}) {
  const before = { ...AT, ...SHARED, ...start };
  const { rows: all, clusters } = fullMatrix(reviewOf(before, { ...before, ...change }));
  expect(clusters).toEqual(['dev', 'prod']);
  return Object.fromEntries(all.map(({ unit, cells }) => [unit, cells.join(' ')]));
}

const BROKEN = { 'clusters/prod/apps/kustomization.yaml': list('../../../apps/web', 'nowhere.yaml') };
const REMOTE = {
  'clusters/prod/apps/kustomization.yaml': list('../../../apps/web', '"https://example.org/base?ref=v1"'),
};

test.each<[string, ReturnType<typeof rows>, ReturnType<typeof rows>]>([
  [
    'what only one cluster reads changes nothing in one that cannot be rendered',
    rows({ ...BROKEN, 'clusters/dev/apps/own.yaml': next('only-dev') }),
    { 'clusters/dev/apps': '~1 ·' },
  ],
  [
    'a FluxKustomization of one cluster neither',
    rows({
      ...BROKEN,
      'clusters/dev/infra/more.yaml': deployment('more'),
      'clusters/dev/infra/kustomization.yaml': list('own.yaml', 'more.yaml'),
    }),
    { 'clusters/dev/infra': '+1 ·' },
  ],
  ['what both read may change in it', rows({ ...BROKEN, 'apps/web/web.yaml': next('web') }), { web: '~1 ?' }],
  [
    'both of them, each by itself',
    rows({ ...BROKEN, 'apps/web/web.yaml': next('web'), 'clusters/dev/apps/own.yaml': next('only-dev') }),
    { web: '~1 ?', 'clusters/dev/apps': '~1 ·' },
  ],
  [
    'what is known beside a remote base is known',
    rows({ ...REMOTE, 'apps/web/web.yaml': next('web') }),
    { web: '~1 ~1', 'clusters/prod/apps': '· −1', 'flux-system/apps': '· ?' },
  ],
])('%s', (_, is, expected) => {
  expect(is).toEqual(expected);
});
