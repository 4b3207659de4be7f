import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const CLUSTERS = ['dev', 'test', 'prod'];

const unit = (directory: string, name: string): FileTexts => ({
  [`${directory}/kustomization.yaml`]: list('cm.yaml'),
  [`${directory}/cm.yaml`]: configMap(name),
});

/** Each cluster's list of apps, below a FluxKustomization. */
const lists = (entries: Readonly<Record<string, readonly string[]>>): FileTexts =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([cluster, names]) => [
      [`clusters/${cluster}/apps.yaml`, fluxKustomization('apps', `lists/${cluster}`)],
      [`lists/${cluster}/kustomization.yaml`, list(...names)],
    ]),
  );

const request = { asked: 'foo', clusters: [], toBaseline: true } as const;

test.each(['common', 'shared', 'base'])('a set called %s that all import takes the unit in', (name) => {
  const set = `../../apps/${name}`;
  const files = {
    ...{ ...unit('apps/foo', 'foo'), ...unit('apps/logs', 'logs') },
    [`apps/${name}/kustomization.yaml`]: list('../logs'),
    ...lists({ dev: [set, '../../apps/foo'], test: [set, '../../apps/foo'], prod: [set] }),
  };
  const promotion = promote(fleetOf(files, CLUSTERS), request);
  expect(written(promotion)).toEqual({
    [`apps/${name}/kustomization.yaml`]: list('../logs', '../foo'),
    'lists/dev/kustomization.yaml': list(set),
    'lists/test/kustomization.yaml': list(set),
  });
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo']);
});

test('a set that one cluster does not import is named, with the cluster', () => {
  const set = '../../apps/common';
  const files = {
    ...{ ...unit('apps/foo', 'foo'), ...unit('apps/logs', 'logs') },
    'apps/common/kustomization.yaml': list('../logs'),
    ...lists({ dev: [set, '../../apps/foo'], test: [set], prod: ['../../apps/logs'] }),
  };
  expect(promote(fleetOf(files, CLUSTERS), request)).toEqual({
    kind: 'refused',
    reason: 'no common set near apps/foo is imported by every cluster: apps/common is not by prod',
    remedy: 'Import it there first.',
  });
});

test('where there is no such set, it is said what would count', () => {
  const files = {
    ...unit('apps/foo', 'foo'),
    ...unit('apps/logs', 'logs'),
    ...lists({ dev: ['../../apps/foo'], test: ['../../apps/logs'], prod: ['../../apps/logs'] }),
  };
  expect(promote(fleetOf(files, CLUSTERS), request)).toEqual({
    kind: 'refused',
    reason: 'no common set near apps/foo is imported by every cluster',
    remedy:
      'Create one beside it, called common, shared, baseline, base, all, global, core or default, such as apps/common, and import it everywhere.',
  });
});

/** Clusters whose lists name a common set and FluxKustomizations, one for each unit. */
const led = (having: readonly string[], more: FileTexts = {}): FileTexts => ({
  ...{ ...unit('apps/foo', 'foo'), ...unit('apps/logs', 'logs') },
  'clusters/common/kustomization.yaml': list('logs.yaml'),
  'clusters/common/logs.yaml': fluxKustomization('logs', 'apps/logs'),
  ...Object.fromEntries(
    CLUSTERS.flatMap((name) => {
      const entries = ['flux-system/gotk-sync.yaml', '../common', ...(having.includes(name) ? ['foo.yaml'] : [])];
      return [[`clusters/${name}/kustomization.yaml`, list(...entries)]];
    }),
  ),
  ...Object.fromEntries(having.map((name) => [`clusters/${name}/foo.yaml`, fluxKustomization('foo', 'apps/foo')])),
  ...more,
});

const lean = list('flux-system/gotk-sync.yaml', '../common');

test.each([[['dev']], [['dev', 'test']], [CLUSTERS]])(
  'a FluxKustomization that %j have moves into the common set',
  (having) => {
    const promotion = promote(fleetOf(led(having), CLUSTERS), request);
    expect(written(promotion)).toEqual({
      'clusters/common/foo.yaml': fluxKustomization('foo', 'apps/foo'),
      'clusters/common/kustomization.yaml': list('logs.yaml', 'foo.yaml'),
      ...Object.fromEntries(
        having.flatMap((name) => [
          [`clusters/${name}/foo.yaml`, undefined],
          [`clusters/${name}/kustomization.yaml`, lean],
        ]),
      ),
    });
    const lacking = CLUSTERS.filter((name) => !having.includes(name)).sort();
    expect(gains(promotion)).toEqual(
      lacking.flatMap((name) => [`${name}: ConfigMap/foo`, `${name}: Kustomization/foo`]),
    );
  },
);

test('of a file with others, only its document moves', () => {
  const [foo, bar] = [fluxKustomization('foo', 'apps/foo'), fluxKustomization('bar', 'apps/bar')];
  const files = led(['dev'], { ...unit('apps/bar', 'bar'), 'clusters/dev/foo.yaml': `${bar}---\n${foo}` });
  expect(written(promote(fleetOf(files, CLUSTERS), request))).toEqual({
    'clusters/common/foo.yaml': foo,
    'clusters/common/kustomization.yaml': list('logs.yaml', 'foo.yaml'),
    'clusters/dev/foo.yaml': bar,
  });
});

test.each<[string, FileTexts, string]>([
  [
    'is not the same everywhere',
    { 'clusters/test/foo.yaml': fluxKustomization('foo', 'apps/foo').replace('10m', '5m') },
    'Kustomization foo would change in dev (spec.interval)',
  ],
  [
    'has the name of a file there',
    {
      'clusters/common/kustomization.yaml': list('foo.yaml'),
      'clusters/common/foo.yaml': fluxKustomization('logs', 'apps/logs'),
    },
    'clusters/common/foo.yaml already exists',
  ],
  [
    'is not what brings it in another cluster',
    {
      'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', '../common', '../../apps/foo'),
    },
    'dev adds foo by other than a FluxKustomization of its own',
  ],
])('one that %s does not', (_, more, reason) => {
  const promotion = promote(fleetOf(led(['dev', 'test'], more), CLUSTERS), request);
  expect(promotion).toMatchObject({ kind: 'refused', reason });
});
