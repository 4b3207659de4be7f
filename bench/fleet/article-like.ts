import { edited, FEW, type Files, type Fleet, type FleetSize, MANY } from './fleet.ts';
import { fluxSystem } from './flux-system.ts';
import {
  account,
  chartRepository,
  deployment,
  flux,
  namespace,
  numbered,
  release,
  replicasPatch,
  service,
} from './objects.ts';

const STAGES = ['dev', 'test', 'prod'];

/** As the article draws it: shared sets and app bases; what a cluster runs stands in two lists of its own. */
export function articleLike(size: FleetSize): Fleet {
  const [clusters, apps] = [numbered('cluster', size.clusters), numbered('app', size.apps)];
  const files: Files = new Map([
    ...apps.flatMap(appFiles),
    ...clusters.flatMap((cluster, index) => clusterFiles(cluster, STAGES[index % STAGES.length] ?? '', apps)),
    ['infrastructure/namespaces/kustomization.yaml', 'resources: [namespaces.yaml]\n'],
    ['infrastructure/namespaces/namespaces.yaml', ['guard', ...apps].map(namespace).join('---\n')],
    ['infrastructure/guard/kustomization.yaml', 'resources: [repository.yaml, release.yaml]\n'],
    ['infrastructure/guard/repository.yaml', chartRepository('guard')],
    ['infrastructure/guard/release.yaml', release('guard', '1.0.0')],
  ]);
  return {
    name: `like the article: ${size.clusters} clusters × ${size.apps} apps`,
    files,
    kinds: [
      {
        ...{ name: 'one overlay', pulls: MANY },
        commits: (index) => [
          edited(files, 'apps/app-3/overlays/prod/replicas.yaml', () => replicasPatch('app-3', 20 + index)),
        ],
      },
      {
        ...{ name: 'a cluster list', pulls: FEW },
        commits: (index) => [
          edited(files, 'clusters/cluster-3/apps/kustomization.yaml', (text) =>
            text.replace(new RegExp(`^.*app-${index + 1}/.*\n`, 'm'), ''),
          ),
        ],
      },
    ],
  };
}

/** Every other app has an overlay for each stage; the others run everywhere as their base has them. */
function appFiles(app: string, index: number): readonly (readonly [string, string])[] {
  const base = `apps/${app}/base`;
  return [
    [`${base}/kustomization.yaml`, `namespace: ${app}\nresources: [app.yaml]\n${SETTINGS}`],
    [`${base}/app.yaml`, [deployment(app, '1.4.2'), service(app), account(app)].join('---\n')],
    ...(index % 2 === 1 ? [] : STAGES.flatMap((stage) => overlayFiles(app, stage))),
  ];
}

const SETTINGS = 'configMapGenerator:\n  - {name: settings, literals: [log=info]}\n';

function overlayFiles(app: string, stage: string): readonly (readonly [string, string])[] {
  const overlay = `apps/${app}/overlays/${stage}`;
  return [
    [`${overlay}/kustomization.yaml`, 'resources: [../../base]\npatches: [{path: replicas.yaml}]\n'],
    [`${overlay}/replicas.yaml`, replicasPatch(app, 2 + STAGES.indexOf(stage))],
  ];
}

function clusterFiles(cluster: string, stage: string, apps: readonly string[]): readonly (readonly [string, string])[] {
  const home = `clusters/${cluster}`;
  const list = apps.map((app, index) => `  - ../../../apps/${app}/${index % 2 === 1 ? 'base' : `overlays/${stage}`}\n`);
  return [
    ...fluxSystem(cluster),
    [`${home}/kustomization.yaml`, 'resources: [flux-system, infra.yaml, apps.yaml]\n'],
    [`${home}/infra.yaml`, flux('infra', `./${home}/infra`, '')],
    [`${home}/apps.yaml`, flux('apps', `./${home}/apps`, '  dependsOn: [{name: infra}]\n')],
    [
      `${home}/infra/kustomization.yaml`,
      'resources:\n  - ../../../infrastructure/namespaces\n  - ../../../infrastructure/guard\n',
    ],
    [`${home}/apps/kustomization.yaml`, `resources:\n${list.join('')}`],
  ];
}
