import { crdBundle } from './crd-bundle.ts';
import type { Files, FleetSize } from './fleet.ts';
import { fluxSystem } from './flux-system.ts';
import { account, budget, deployment, flux, namespace, numbered, replicasPatch, service } from './objects.ts';

/** @returns the files of a fleet of a size: always the same ones. */
export function fleetFiles({ clusters, apps }: FleetSize): Files {
  const files = new Map<string, string>();
  const clusterNames = numbered('cluster', clusters);
  const appNames = numbered('app', apps);
  for (const app of appNames) addApp(files, app, clusterNames);
  for (const cluster of clusterNames) addCluster(files, cluster, appNames);
  files.set('infrastructure/controllers/kustomization.yaml', 'resources: [crds.yaml, namespaces.yaml]\n');
  files.set('infrastructure/controllers/crds.yaml', crdBundle());
  files.set('infrastructure/controllers/namespaces.yaml', appNames.map(namespace).join('---\n'));
  return files;
}

function addApp(files: Map<string, string>, app: string, clusters: readonly string[]): void {
  const base = `apps/${app}/base`;
  files.set(
    `${base}/kustomization.yaml`,
    `namespace: ${app}
resources: [deployment.yaml, service.yaml, account.yaml, budget.yaml]
labels: [{pairs: {app.kubernetes.io/name: ${app}}, includeSelectors: true}]
configMapGenerator:
  - {name: settings, files: [settings.ini]}
`,
  );
  files.set(`${base}/deployment.yaml`, deployment(app, '1.4.2'));
  files.set(`${base}/service.yaml`, service(app));
  files.set(`${base}/account.yaml`, account(app));
  files.set(`${base}/budget.yaml`, budget(app));
  files.set(`${base}/settings.ini`, `[server]\nname = ${app}\nthreads = 8\nlog = info\n`);
  for (const [index, cluster] of clusters.entries()) {
    const overlay = `apps/${app}/overlays/${cluster}`;
    files.set(
      `${overlay}/kustomization.yaml`,
      `resources: [../../base]\npatches: [{path: replicas.yaml}]\ncommonAnnotations: {example.org/cluster: ${cluster}}\n`,
    );
    files.set(`${overlay}/replicas.yaml`, replicasPatch(app, 2 + (index % 5)));
  }
}

function addCluster(files: Map<string, string>, cluster: string, apps: readonly string[]): void {
  const home = `clusters/${cluster}`;
  for (const [path, text] of fluxSystem(cluster)) files.set(path, text);
  files.set(`${home}/infra.yaml`, flux('infra', `./infra/${cluster}`, ''));
  files.set(`${home}/apps.yaml`, flux('apps', `./tenants/${cluster}`, '  dependsOn: [{name: infra}]\n'));
  files.set(`${home}/kustomization.yaml`, 'resources: [flux-system, infra.yaml, apps.yaml]\n');
  files.set(`infra/${cluster}/kustomization.yaml`, 'resources: [../../infrastructure/controllers]\n');
  const overlays = apps.map((app) => `  - ../../apps/${app}/overlays/${cluster}\n`).join('');
  files.set(`tenants/${cluster}/kustomization.yaml`, `resources:\n${overlays}`);
}
