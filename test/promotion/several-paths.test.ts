import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { where } from '../../src/fleet/where/where.ts';
import { openWritten } from '../../src/promotion/plan/fleet.ts';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { planned } from './fixture-fleet.ts';

const list = (...resources: readonly string[]) => `resources:\n${resources.map((each) => `  - ${each}\n`).join('')}`;
const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: { a: b }\n`;

const layout = {
  'clusters/dev/kustomization.yaml': list('../../apps/shop'),
  'clusters/prod/kustomization.yaml': list('../../apps/mail'),
  'infra/dev/kustomization.yaml': list('../../platform/ingress', '../../platform/logging'),
  'infra/prod/kustomization.yaml': list('../../platform/logging'),
  ...Object.fromEntries(
    ['apps/shop', 'apps/mail', 'platform/ingress', 'platform/logging'].flatMap((directory) => [
      [`${directory}/kustomization.yaml`, list('settings.yaml')],
      [`${directory}/settings.yaml`, configMap(directory.slice(directory.indexOf('/') + 1))],
    ]),
  ),
};
const cluster = (name: string, ...paths: readonly string[]) => {
  return { name, paths, protected: false, kubernetes: undefined, substitute: {}, sources: [] };
};
const config = {
  ...defaultConfig,
  clusters: [cluster('dev', 'clusters/dev', 'infra/dev'), cluster('prod', 'infra/prod', 'clusters/prod')],
};
const snapshot = snapshotOf(memoryTree(layout), config);
const fleet = openWritten(snapshot);

test('what runs where is told of all paths of a cluster', () => {
  const { clusters, units } = where(snapshot);
  expect(clusters.map(({ name, path, paths }) => ({ name, path, paths }))).toEqual([
    { name: 'dev', path: 'clusters/dev', paths: ['clusters/dev', 'infra/dev'] },
    { name: 'prod', path: 'infra/prod', paths: ['infra/prod', 'clusters/prod'] },
  ]);
  expect(units.map(({ unit, clusters }) => [unit, ...clusters])).toEqual([
    ['ingress', 'dev'],
    ['logging', 'dev', 'prod'],
    ['mail', 'prod'],
    ['shop', 'dev'],
  ]);
});

test.each([
  ['shop', 'clusters/prod/kustomization.yaml', list('../../apps/mail', '../../apps/shop')],
  ['ingress', 'infra/prod/kustomization.yaml', list('../../platform/logging', '../../platform/ingress')],
])('%s is promoted into the list that corresponds to where it is', (asked, path, after) => {
  const { edits } = planned(promote(fleet, { asked, clusters: ['prod'] }));
  expect(edits.map((edit) => [edit.path, edit.after])).toEqual([[path, after]]);
});

test('a unit is taken out of whichever path has it', () => {
  const { edits } = planned(demote(fleet, { asked: 'ingress', clusters: ['dev'] }));
  expect(edits.map((edit) => [edit.path, edit.after])).toEqual([
    ['infra/dev/kustomization.yaml', list('../../platform/logging')],
  ]);
});
