import { describe, expect, test } from '@jest/globals';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { type Layout, reviewOf } from './review-of.ts';

const variable = (name: string) => ['$', '{', name, '}'].join('');
const flux = (name: string, path: string, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: eu }\nspec:\n  path: ${path}\n  prune: true\n  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }\n${more}`;
const toSecret = '  kubeConfig: { secretRef: { name: kubeconfig } }\n';
const toConfigMap = '  kubeConfig: { configMapRef: { name: eu-1 } }\n';
const fromSettings = '  postBuild: { substituteFrom: [{ kind: ConfigMap, name: settings }] }\n';
const configMap = (name: string, namespace: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { REGION: "${value}" }\n`;

const fleet: Layout = {
  'hub/flux-system/gotk-sync.yaml': '# made at bootstrap\n',
  'hub/settings.yaml': configMap('settings', 'eu', 'west'),
  'hub/tenants.yaml': flux('tenants', './clusters/eu/tenants', toSecret + fromSettings),
  'hub/apps.yaml': flux('apps', './clusters/eu/apps'),
  // The spoke has a ConfigMap of the same name: the controller of the hub does not see it.
  'clusters/eu/tenants/settings.yaml': configMap('settings', 'eu', 'from the spoke'),
  'clusters/eu/tenants/tenant.yaml': configMap('tenant', 'default', variable('REGION')),
  'clusters/eu/apps/app.yaml': configMap('app', 'eu', 'here'),
};

test('what a kubeConfig sends elsewhere is a cluster of its own, with variables from the hub', () => {
  const result = change({ 'hub/settings.yaml': configMap('settings', 'eu', 'east') });
  expect(result.order).toEqual(['hub', 'hub->eu/kubeconfig']);
  expect(summary(result)).toEqual({
    hub: {
      path: 'hub',
      status: 'rendered',
      objects: [4, 4],
      roots: 2,
      changed: ['eu/settings: data.REGION west → east'],
    },
    'hub->eu/kubeconfig': {
      via: 'hub->eu/kubeconfig',
      status: 'rendered',
      objects: [2, 2],
      roots: 1,
      changed: ['default/tenant: data.REGION west → east'],
    },
  });
});

test('a kubeConfig from a ConfigMap names a spoke too; another kubeConfig is another spoke', () => {
  const result = change({ 'hub/tenants.yaml': flux('tenants', './clusters/eu/tenants', toConfigMap + fromSettings) });
  expect(result.order).toEqual(['hub', 'hub->eu/eu-1', 'hub->eu/kubeconfig']);
  expect(result.clusters['hub->eu/eu-1']?.gained.map(({ name }) => name)).toEqual(['tenant', 'settings']);
  expect(result.clusters['hub->eu/kubeconfig']?.lost.map(({ name, effect }) => `${name} ${effect}`)).toEqual([
    'tenant orphaned',
    'settings orphaned',
  ]);
});

test('where the root of the hub that holds the FluxKustomization fails, its spoke is not known either', () => {
  const result = change({ 'hub/kustomization.yaml': 'resources: [tenants.yaml, apps.yaml, nothing.yaml]\n' });
  expect(result.clusters['hub->eu/kubeconfig']).toMatchObject({ status: 'unresolved', lost: [], changed: [] });
  expect(result.clusters['hub->eu/kubeconfig']?.unresolved).toMatchObject([{ code: 'not-found', side: 'after' }]);
});

test('a broken root of one spoke leaves the hub as it is', () => {
  const result = change({ 'clusters/eu/tenants/tenant.yaml': 'a: [\n' });
  expect(result.clusters.hub).toMatchObject({ status: 'rendered', unresolved: [] });
  expect(result.clusters['hub->eu/kubeconfig']).toMatchObject({ status: 'unresolved', lost: [], changed: [] });
});

describe('a spoke that a Secret names', () => {
  const secret = (name: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: names, namespace: eu }\nstringData: { SPOKE: "${name}" }\n`;
  const root = (name: string, spec: string): Layout => ({
    'hub/names.yaml': secret(name),
    'hub/sub.yaml': flux(
      'sub',
      './clusters/eu/sub',
      '  postBuild: { substituteFrom: [{ kind: Secret, name: names }] }\n',
    ),
    'hub/tenants.yaml': '',
    'clusters/eu/sub/tenants.yaml': flux('tenants', './clusters/eu/tenants', spec),
  });
  const filledIn = `  kubeConfig: { secretRef: { name: "${variable('SPOKE')}" } }\n`;

  test('is called by asterisks; another value is another spoke', () => {
    const review = reviewOf(
      { ...fleet, ...root('kanarieeins', filledIn) },
      { ...fleet, ...root('kanariezwei', filledIn) },
    );
    expect(review.clusters.hub?.unresolved).toEqual([]);
    expect(review.order).toEqual(['hub', 'hub->eu/***', 'hub->eu/*** (2)']);
    expect(review.clusters['hub->eu/***']?.lost.map(({ name }) => name)).toEqual(['tenant', 'settings']);
    expect(review.clusters['hub->eu/*** (2)']?.gained.map(({ name }) => name)).toEqual(['tenant', 'settings']);
    expect(JSON.stringify(review)).not.toContain('kanarie');
  });

  test('is so where a replacement copies its name, too', () => {
    const replaced: Layout = {
      'hub/names.yaml': secret('kanarieeins'),
      'hub/kustomization.yaml':
        'resources: [tenants.yaml, apps.yaml, names.yaml, settings.yaml]\nreplacements: [{ source: { kind: Secret, fieldPath: stringData.SPOKE }, targets: [{ select: { kind: Kustomization, name: tenants }, fieldPaths: [spec.kubeConfig.secretRef.name] }] }]\n',
    };
    const review = reviewOf(fleet, { ...fleet, ...replaced });
    expect(review.order).toEqual(['hub', 'hub->eu/***', 'hub->eu/kubeconfig']);
    expect(JSON.stringify(review)).not.toContain('kanarie');
  });
});

function summary({ clusters }: Review) {
  return Object.fromEntries(Object.entries(clusters).map(([name, cluster]) => [name, told(cluster)]));
}

function told({ path, via, status, objects, roots, changed }: ClusterReview) {
  return {
    ...(path === undefined ? { via } : { path }),
    status,
    objects: [objects.before, objects.after],
    roots,
    changed: changed.map(({ namespace, name, fields }) => {
      return `${namespace}/${name}: ${fields.map((field) => `${field.path} ${field.before} → ${field.after}`).join()}`;
    }),
  };
}

function change(changed: Layout): Review {
  return reviewOf(fleet, { ...fleet, ...changed });
}
