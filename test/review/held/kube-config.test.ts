import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../small-fleet.ts';
import { linesOf } from './said.ts';

const to = (secret: string) => `kubeConfig: { secretRef: { name: ${secret} } }`;
const apps = (spec: readonly string[], files: SmallFiles = { 'apps/w.yaml': deployment('web') }): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', ...spec]),
  ...files,
});
const FINDING = 'orphaned: flux-system/apps now applies to another cluster, so it leaves Deployment `shop/web` running';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'a kubeConfig that comes leaves all in the hub',
    apps([]),
    apps([to('spoke1')]),
    [
      '- Deployment/web: orphaned',
      FINDING,
      'prod->flux-system/spoke1 + Deployment/web: created',
      '~ Kustomization/apps: updated (spec.kubeConfig: undefined → {"secretRef":{"name":"spoke1"}})',
    ],
  ],
  [
    'one that goes leaves all in the spoke',
    apps([to('spoke1')]),
    apps([]),
    [
      '+ Deployment/web: created',
      FINDING,
      'prod->flux-system/spoke1 - Deployment/web: orphaned',
      '~ Kustomization/apps: updated (spec.kubeConfig: {"secretRef":{"name":"spoke1"}} → undefined)',
    ],
  ],
  [
    'one that names another cluster leaves all in the old one, also what the merge takes away',
    apps([to('spoke1')], { 'apps/w.yaml': deployment('web'), 'apps/v.yaml': deployment('api') }),
    apps([to('spoke2')], { 'apps/v.yaml': deployment('api') }),
    [
      'orphaned: flux-system/apps now applies to another cluster, so it leaves Deployment `shop/api` and `shop/web` running',
      'prod->flux-system/spoke1 - Deployment/api: orphaned',
      'prod->flux-system/spoke1 - Deployment/web: orphaned',
      'prod->flux-system/spoke2 + Deployment/api: created',
      '~ Kustomization/apps: updated (spec.kubeConfig.secretRef.name: spoke1 → spoke2)',
    ],
  ],
  [
    'a suspended one goes nowhere yet',
    apps(['suspend: true']),
    apps(['suspend: true', to('spoke1')]),
    [
      '- Deployment/web: suspended',
      'prod->flux-system/spoke1 + Deployment/web: suspended',
      '~ Kustomization/apps: updated (spec.kubeConfig: undefined → {"secretRef":{"name":"spoke1"}})',
    ],
  ],
  [
    'a FluxKustomization that is left in the hub goes on there',
    apps([], { 'apps/c.yaml': flux('c', 'c'), 'c/w.yaml': deployment('web') }),
    apps([to('spoke1')], {
      ...{ 'apps/c.yaml': flux('c', 'c'), 'c/w.yaml': deployment('web', '', 'replicas: 2') },
    }),
    [
      '- Kustomization/c: orphaned, goes on following Git, with all that is in `c`',
      'orphaned: flux-system/apps now applies to another cluster, so it leaves Kustomization `flux-system/c` running',
      'prod->flux-system/spoke1 + Deployment/web: created',
      'prod->flux-system/spoke1 + Kustomization/c: created',
      '~ Deployment/web: updated (spec.replicas: undefined → 2)',
      '~ Kustomization/apps: updated (spec.kubeConfig: undefined → {"secretRef":{"name":"spoke1"}})',
    ],
  ],
  [
    'below a suspended root a FluxKustomization keeps its kubeConfig',
    {
      'clusters/prod/p.yaml': flux('p', 'p', ['prune: true', 'suspend: true']),
      'p/c.yaml': flux('c', 'c', ['prune: true', to('spoke1')]),
      'c/w.yaml': deployment('web'),
    },
    {
      'clusters/prod/p.yaml': flux('p', 'p', ['prune: true', 'suspend: true']),
      'p/c.yaml': flux('c', 'c', ['prune: true', to('spoke2')]),
      'c/w.yaml': deployment('web'),
    },
    ['~ Kustomization/c: suspended (spec.kubeConfig.secretRef.name: spoke1 → spoke2)'],
  ],
])('%s', (_, before, after, expected) => {
  const review = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
  expect(linesOf(review, ['orphaned'])).toEqual([...expected].sort());
});
