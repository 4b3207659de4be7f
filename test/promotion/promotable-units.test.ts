import { expect, test } from '@jest/globals';
import { promotableUnits } from '../../src/promotion/propose/promotable-units.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { articleRepo } from '../fixtures/fleets/load-fleet.ts';
import { fleetIn, SHAPES, shapeFolder } from './fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list } from './flux-files.ts';

const unit = (name: string) => ({
  [`apps/${name}/kustomization.yaml`]: list('cm.yaml'),
  [`apps/${name}/cm.yaml`]: configMap(name),
});

const flux = (cluster: string, name: string, path = `apps/${name}`) => ({
  [`clusters/${cluster}/${name}.yaml`]: fluxKustomization(name, path),
});

const CLUSTERS = ['dev', 'test', 'prod'];

test('each cluster has the units that others run and it lacks, each from the nearest cluster', () => {
  const files = {
    ...{ ...unit('foo'), ...unit('bar'), ...unit('all') },
    ...{ ...flux('dev', 'foo'), ...flux('test', 'foo'), ...flux('dev', 'bar') },
    ...{ ...flux('dev', 'all'), ...flux('test', 'all'), ...flux('prod', 'all') },
  };
  expect(promotableUnits(fleetOf(files, CLUSTERS))).toEqual([
    { cluster: 'dev', isPartlyKnown: false, units: [] },
    { cluster: 'test', isPartlyKnown: false, units: [{ unit: 'bar', from: 'dev' }] },
    {
      cluster: 'prod',
      isPartlyKnown: false,
      units: [
        { unit: 'bar', from: 'dev' },
        { unit: 'foo', from: 'test' },
      ],
    },
  ]);
});

test('a cluster that is known in part is told', () => {
  const files = { ...unit('foo'), ...flux('dev', 'foo'), ...flux('prod', 'gone') };
  expect(promotableUnits(fleetOf(files)).map(({ cluster, isPartlyKnown }) => [cluster, isPartlyKnown])).toEqual([
    ['dev', false],
    ['prod', true],
  ]);
});

test('variants for stages are one unit', () => {
  const files = {
    'apps/foo/dev/kustomization.yaml': list('../base'),
    'apps/foo/prod/kustomization.yaml': list('../base'),
    'apps/foo/base/kustomization.yaml': list('cm.yaml'),
    'apps/foo/base/cm.yaml': configMap('foo'),
    ...{ ...flux('dev', 'foo', 'apps/foo/dev'), ...flux('prod', 'foo', 'apps/foo/prod') },
    ...flux('test', 'other', 'apps/other'),
    ...unit('other'),
  };
  expect(promotableUnits(fleetOf(files, CLUSTERS)).map(({ units }) => units)).toEqual([
    [{ unit: 'other', from: 'test' }],
    [{ unit: 'foo', from: 'dev' }],
    [{ unit: 'other', from: 'test' }],
  ]);
});

test('one cluster alone lacks nothing', () => {
  expect(promotableUnits(fleetOf({ ...unit('foo'), ...flux('dev', 'foo') }, ['dev']))).toEqual([
    { cluster: 'dev', isPartlyKnown: false, units: [] },
  ]);
});

test.each(['article', ...SHAPES])('%s: what is listed is what promote finds lacking', (shape) => {
  const fleet = fleetIn(shape === 'article' ? articleRepo : `${shapeFolder(shape)}/repo`);
  const offers = promotableUnits(fleet);
  expect(offers.flatMap(({ units }) => units).length).toBeGreaterThan(0);
  const all = new Set(offers.flatMap(({ units }) => units.map(({ unit: name }) => name)));
  for (const { cluster, units } of offers)
    for (const asked of all) {
      const isListed = units.some((each) => each.unit === asked);
      expect([asked, cluster, promote(fleet, { asked, clusters: [cluster] }).kind !== 'nothing']).toEqual([
        asked,
        cluster,
        isListed,
      ]);
    }
});
