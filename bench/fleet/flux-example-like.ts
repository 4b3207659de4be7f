import { edited, type Files, type Fleet, type FleetSize, MANY } from './fleet.ts';
import { fluxSystem } from './flux-system.ts';
import { chartRepository, flux, namespace, numbered, release } from './objects.ts';

/** As Flux's own example is laid out: every cluster is a stage, every app a HelmRelease with values for each stage. */
export function fluxExampleLike(size: FleetSize): Fleet {
  const [stages, apps] = [numbered('stage', size.clusters), numbered('app', size.apps)];
  const files: Files = new Map([
    ...apps.flatMap((app) => releaseFiles(`apps/base/${app}`, app)),
    ...CONTROLLERS.flatMap((name) => releaseFiles(`infrastructure/controllers/${name}`, name)),
    ['infrastructure/controllers/kustomization.yaml', listOf(CONTROLLERS)],
    ['infrastructure/configs/kustomization.yaml', listOf(['issuer.yaml'])],
    ['infrastructure/configs/issuer.yaml', ISSUER],
    ...stages.flatMap((stage) => stageFiles(stage, apps)),
  ]);
  return {
    name: `like Flux’s example: ${size.clusters} clusters × ${size.apps} apps`,
    files,
    kinds: [
      {
        ...{ name: 'one values file', pulls: MANY },
        commits: (index) => [edited(files, 'apps/stage-2/app-3-values.yaml', () => values('app-3', 20 + index))],
      },
    ],
  };
}

const CONTROLLERS = ['certificates', 'ingress'];

const ISSUER = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: issuer
spec:
  acme: {server: https://acme.example/directory, privateKeySecretRef: {name: issuer}}
`;

function releaseFiles(directory: string, name: string): readonly (readonly [string, string])[] {
  return [
    [`${directory}/kustomization.yaml`, listOf(['namespace.yaml', 'repository.yaml', 'release.yaml'])],
    [`${directory}/namespace.yaml`, namespace(name)],
    [`${directory}/repository.yaml`, chartRepository(name)],
    [`${directory}/release.yaml`, release(name, '">=1.0.0"')],
  ];
}

function stageFiles(stage: string, apps: readonly string[]): readonly (readonly [string, string])[] {
  const patches = apps.map((app) => `  - {path: ${app}-values.yaml}\n`).join('');
  const configs = `  dependsOn: [{name: controllers}]\n  patches:
    - target: {kind: ClusterIssuer}
      patch: '[{"op": "replace", "path": "/spec/acme/server", "value": "https://${stage}.acme.example"}]'\n`;
  return [
    ...fluxSystem(stage),
    [
      `clusters/${stage}/infrastructure.yaml`,
      `${flux('controllers', './infrastructure/controllers', '')}---\n${flux('configs', './infrastructure/configs', configs)}`,
    ],
    [`clusters/${stage}/apps.yaml`, flux('apps', `./apps/${stage}`, '  dependsOn: [{name: configs}]\n')],
    [`apps/${stage}/kustomization.yaml`, `${listOf(apps.map((app) => `../base/${app}`))}patches:\n${patches}`],
    ...apps.map((app, index) => [`apps/${stage}/${app}-values.yaml`, values(app, 1 + (index % 3))] as const),
  ];
}

function values(app: string, replicas: number): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${app}
  namespace: ${app}
spec:
  values:
    replicaCount: ${replicas}
    ingress: {enabled: true, host: ${app}.example.org}
`;
}

function listOf(resources: readonly string[]): string {
  return `resources:\n${resources.map((resource) => `  - ${resource}\n`).join('')}`;
}
