import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { renderFleet } from '../../../src/fleet/render/render-fleet.ts';
import { settleCluster } from '../../../src/review/applied/settle-cluster.ts';
import { emptyWorkspace, filesIn } from '../../../src/tree/files/workspace.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { cluster, deployment, flux, type SmallFiles } from '../small-fleet.ts';

const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const apps = (path: string, spec: readonly string[] = ['prune: true']): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', path, spec),
  'apps/web.yaml': web,
  'apps2/web.yaml': newWeb,
});
const suspended = { 'clusters/prod/p.yaml': flux('p', 'p', ['prune: true', 'suspend: true']), 'apps/web.yaml': web };

test.each<[string, SmallFiles, SmallFiles, number]>([
  ['what changes in a root', apps('apps'), { ...apps('apps'), 'apps/web.yaml': newWeb }, 0],
  ['another spec', apps('apps'), apps('apps2'), 0],
  ['a FluxKustomization that goes', apps('apps'), { 'apps/web.yaml': web }, 0],
  ['one that comes', { 'apps/web.yaml': web }, apps('apps'), 0],
  ['one that is suspended', apps('apps'), apps('apps', ['prune: true', 'suspend: true']), 0],
  [
    'one that a suspended root keeps back',
    { ...suspended, 'p/a.yaml': flux('a', 'apps') },
    { ...suspended, 'p/a.yaml': flux('a', 'apps2'), 'apps2/web.yaml': newWeb },
    1,
  ],
])('a cluster is rendered again only where something is kept back: %s', (_, before, after, expected) => {
  const workspace = emptyWorkspace();
  const [was, is] = [before, after].map((files) => filesIn(workspace, memoryTree({ ...cluster('prod'), ...files })));
  if (was === undefined || is === undefined) throw new Error('there are two sides');
  let count = 0;
  renderFleet({ before: was, after: is }, defaultConfig, undefined, (first, second, render, of) => {
    const counted: typeof render = (inForce) => {
      count += 1;
      return render(inForce);
    };
    return settleCluster(first, second, counted, of);
  });
  expect(count).toBe(expected);
});
