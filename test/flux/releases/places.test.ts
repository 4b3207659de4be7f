import { expect, test } from '@jest/globals';
import { renderCluster } from '../../../src/flux/render/render-cluster.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { shownPath } from '../../../src/tree/sources/mount.ts';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { cluster } from '../../review/small-fleet.ts';
import { treeWithSources } from '../../tree/tree-with-sources.ts';
import { packed, TELLS } from '../charts/tells.ts';

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: flux-system }
spec:
  chart:
    spec: { chart: charts/app, sourceRef: { kind: GitRepository, name: flux-system } }
`;
const FAR = sourceKey({ kind: 'chart', url: 'https://charts.example.com', name: 'far', version: '1.0.0' });

test('an object of a release comes from the file that holds its template, also of a chart that was put into its chart', () => {
  const tree = treeWithSources(
    {
      ...cluster('prod'),
      'clusters/prod/app.yaml': RELEASE,
      'charts/app/Chart.yaml': `apiVersion: v2
name: app
version: 1.2.3
dependencies:
  - { name: common, alias: other, version: 1.0.0, repository: "file://../common" }
  - { name: far, version: 1.0.0, repository: "https://charts.example.com" }
  - { name: inner, version: 1.0.0, repository: "https://charts.example.com" }
`,
      'charts/app/templates/a.yaml': TELLS,
      'charts/app/charts/inner/Chart.yaml': 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
      'charts/app/charts/inner/templates/a.yaml': TELLS,
      'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 1.0.0\n',
      'charts/common/templates/a.yaml': TELLS,
    },
    {
      [FAR]: packed({ 'far/Chart.yaml': 'apiVersion: v2\nname: far\nversion: 1.0.0\n', 'far/templates/a.yaml': TELLS }),
    },
  );
  const { roots } = renderCluster(plainFiles(tree, { symlinks: 'absent' }), { path: 'clusters/prod' });
  const made = roots.find(({ by }) => by === 'release');
  expect(made?.problems).toEqual([]);
  expect(made?.resources.map(({ name, trail }) => `${name}: ${shownPath(trail.origin.path)}`).sort()).toEqual([
    'app: charts/app/templates/a.yaml',
    'far: far 1.0.0 templates/a.yaml',
    'inner: charts/app/charts/inner/templates/a.yaml',
    'other: charts/common/templates/a.yaml',
  ]);
});
