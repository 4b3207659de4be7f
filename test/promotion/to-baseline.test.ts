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
