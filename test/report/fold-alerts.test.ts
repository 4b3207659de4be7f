import { expect, test } from '@jest/globals';
import type { Alert } from '../../src/report/model/alerts/alert.ts';
import { foldAlerts } from '../../src/report/model/alerts/fold-alerts.ts';

const alert = (part: Partial<Alert>): Alert => ({
  id: 'a-problem',
  level: 'error',
  clusters: ['dev'],
  messages: ['x'],
  places: [],
  ...part,
});

test('the same in two clusters is one alert, with the clusters named where each named its own', () => {
  const of = (name: string) =>
    alert({
      clusters: [name],
      messages: [`namespace foo does not exist in ${name}`],
      places: [{ path: `clusters/${name}/a.yaml`, line: 1 }],
      fix: `add it to \`clusters/${name}\``,
      rule: 'missing-namespace',
    });
  expect(foldAlerts([of('dev'), of('prod')])).toEqual([
    {
      id: 'a-problem',
      level: 'error',
      clusters: ['dev', 'prod'],
      messages: ['namespace foo does not exist in dev and prod'],
      places: [
        { path: 'clusters/dev/a.yaml', line: 1 },
        { path: 'clusters/prod/a.yaml', line: 1 },
      ],
      fix: 'add it to `clusters/<cluster>`',
      rule: 'missing-namespace',
    },
  ]);
});

test('a name within another name, or within a file’s name, is not the cluster', () => {
  const of = (name: string) => alert({ clusters: [name], messages: ['prod-eu/prod.yaml, my-prod and production'] });
  expect(foldAlerts([of('prod'), of('dev')])).toMatchObject([
    { clusters: ['prod', 'dev'], messages: ['prod-eu/prod.yaml, my-prod and production'] },
  ]);
});

test('what one rule finds in one cluster stands together, each message with its place', () => {
  const lost = (name: string, line: number) =>
    alert({
      messages: [`Flux deletes ${name}`],
      places: [{ path: 'crds.yaml', line }],
      rule: 'crd-lost',
      fix: 'keep it',
    });
  expect(foldAlerts([lost('a', 1), lost('b', 9)])).toEqual([
    alert({
      messages: ['Flux deletes a', 'Flux deletes b'],
      places: [
        { path: 'crds.yaml', line: 1 },
        { path: 'crds.yaml', line: 9 },
      ],
      rule: 'crd-lost',
      fix: 'keep it',
    }),
  ]);
});

test('what is to be repaired otherwise stands apart', () => {
  expect(foldAlerts([alert({ rule: 'a', fix: 'x' }), alert({ rule: 'a', fix: 'y' })])).toHaveLength(2);
});

test('what is not known of several roots stands together, each with its place', () => {
  const broken = (root: string) =>
    alert({
      id: 'unresolved',
      title: 'cannot be rendered',
      messages: [`"${root}.yaml" does not exist`],
      places: [{ path: `${root}/kustomization.yaml`, line: 2 }],
    });
  expect(foldAlerts([broken('a'), broken('b'), { ...broken('c'), fix: 'Did you mean "d.yaml"?' }])).toMatchObject([
    {
      messages: ['"a.yaml" does not exist', '"b.yaml" does not exist'],
      places: [{ path: 'a/kustomization.yaml' }, { path: 'b/kustomization.yaml' }],
    },
    { messages: ['"c.yaml" does not exist'] },
  ]);
});
