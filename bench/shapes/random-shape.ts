import type { Random } from '../../scripts/fuzz/random.ts';
import type { Files } from '../fleet/fleet.ts';
import { fluxSystem } from '../fleet/flux-system.ts';
import {
  account,
  budget,
  chartRepository,
  deployment,
  flux,
  namespace,
  numbered,
  release,
  replicasPatch,
  service,
} from '../fleet/objects.ts';

/** A fleet of a random shape, and a pull request of it. */
export interface RandomShape {
  readonly name: string;
  readonly files: Files;
  /** The files that the pull request sets. */
  readonly edit: Files;
}

const STAGES = ['dev', 'test', 'staging', 'prod'];

/** What a base may hold beside its Deployment, which names the account and a ConfigMap. */
const PARTS = [service, budget, (app: string) => chartRepository(app), (app: string) => release(app, '1.2.3')];

/**
 * A fleet as the article draws it, of 20 to 200 clusters and 10 to 100 apps: definitions are shared, and what a cluster runs
 * stands in lists of its own. What differs is how much apps hold, which of them have an overlay a stage or a cluster, which a
 * cluster runs, into how many lists they are put, and which of kustomize's features are used.
 */
export function randomShape(random: Random): RandomShape {
  const [clusters, apps] = [numbered('site', random.int(20, 200)), numbered('svc', random.int(10, 100))];
  const stages = STAGES.slice(0, random.int(1, STAGES.length));
  const lists = random.int(1, 4);
  const share = random.pick([0.4, 0.7, 1]);
  const overlays = new Map(apps.map((app) => [app, random.pick(['none', 'stage', 'stage', 'cluster'] as const)]));
  const stageOf = (index: number) => stages[index % stages.length] ?? '';
  const files = new Map<string, string>();
  const set = (pairs: Iterable<readonly [string, string]>) => {
    for (const [path, text] of pairs) files.set(path, text);
  };
  for (const app of apps) set(baseFiles(app, random));
  const variants = { stage: stages, cluster: clusters, none: [] };
  for (const [app, kind] of overlays)
    for (const [index, variant] of variants[kind].entries()) set(overlayFiles(app, variant, 2 + (index % 5)));
  for (const [index, cluster] of clusters.entries()) {
    const run = apps
      .filter(() => random.chance(share))
      .map((app) => {
        const variant = { none: '', stage: stageOf(index), cluster }[overlays.get(app) ?? 'none'];
        return `apps/${app}/${variant === '' ? 'base' : `overlays/${variant}`}`;
      });
    set(clusterFiles(cluster, run, lists));
  }
  const app = random.pick(apps);
  const edited = `apps/${app}/base/app.yaml`;
  const text = files.get(edited) ?? '';
  return {
    name: `${clusters.length} clusters × ${apps.length} apps in ${lists} lists`,
    files,
    edit: new Map([[edited, text.replace(':1.4.2', ':1.5.0')]]),
  };
}

function baseFiles(app: string, random: Random): readonly (readonly [string, string])[] {
  const base = `apps/${app}/base`;
  const parts = PARTS.filter(() => random.chance(0.5));
  const objects = [namespace(app), deployment(app, '1.4.2'), account(app), ...parts.map((part) => part(app))];
  const lines = [
    `namespace: ${app}\nresources: [app.yaml]\nconfigMapGenerator:\n  - {name: settings, literals: [log=info]}\n`,
    random.chance(0.4) ? `labels: [{pairs: {app.kubernetes.io/name: ${app}}, includeSelectors: true}]\n` : '',
    random.chance(0.2) ? `images: [{name: registry.example/${app}, newName: mirror.example/${app}}]\n` : '',
  ];
  return [
    [`${base}/kustomization.yaml`, lines.join('')],
    [`${base}/app.yaml`, objects.join('---\n')],
  ];
}

function overlayFiles(app: string, variant: string, replicas: number): readonly (readonly [string, string])[] {
  const overlay = `apps/${app}/overlays/${variant}`;
  return [
    [`${overlay}/kustomization.yaml`, 'resources: [../../base]\npatches: [{path: replicas.yaml}]\n'],
    [`${overlay}/replicas.yaml`, replicasPatch(app, replicas)],
  ];
}

function clusterFiles(cluster: string, run: readonly string[], count: number): readonly (readonly [string, string])[] {
  const home = `clusters/${cluster}`;
  const lists = numbered('apps', count)
    .map((name, at) => ({ name, run: run.filter((_, index) => index % count === at) }))
    .filter(({ run: paths }) => paths.length > 0);
  return [
    ...fluxSystem(cluster),
    [
      `${home}/kustomization.yaml`,
      `resources: [${['flux-system', ...lists.map(({ name }) => `${name}.yaml`)].join(', ')}]\n`,
    ],
    ...lists.flatMap(({ name, run: paths }): [string, string][] => [
      [`${home}/${name}.yaml`, flux(name, `./${home}/${name}`, '')],
      [`${home}/${name}/kustomization.yaml`, `resources: [${paths.map((path) => `../../../${path}`).join(', ')}]\n`],
    ]),
  ];
}
