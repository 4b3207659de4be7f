import { edited, FEW, type Files, type Fleet, MANY } from '../fleet/fleet.ts';
import { fluxSystem } from '../fleet/flux-system.ts';
import { account, budget, deployment, flux, numbered, service } from '../fleet/objects.ts';

/** How many apps a directory lists. */
const A_LIST = 25;

/** One cluster in which every app has a FluxKustomization of its own; seven YAML files an app. */
export function appFleet(apps: number): Fleet {
  const groups = numbered('group', Math.ceil(apps / A_LIST));
  const files: Files = new Map([
    ...fluxSystem('home'),
    ['clusters/home/apps.yaml', flux('apps', './apps', '')],
    ...groups.flatMap(groupFiles),
  ]);
  const list = 'apps/group-2/kustomization.yaml';
  return {
    name: `a FluxKustomization for each of ${apps} apps`,
    files,
    kinds: [
      {
        ...{ name: 'an image', pulls: MANY },
        commits: (index) => [
          edited(files, 'apps/group-2/app-3/app/deployment.yaml', () => deployment('app-3', `2.0.${index}`)),
        ],
      },
      {
        ...{ name: 'a list', pulls: FEW },
        commits: (index) => [edited(files, list, (text) => text.replace(`- app-${index + 1}/flux.yaml\n`, ''))],
      },
      {
        ...{ name: 'a new FluxKustomization', pulls: FEW },
        commits: (index) => [
          new Map([
            ['apps/group-2/new/flux.yaml', flux(`new-${index}`, './apps/group-2/app-1/app', '')],
            ...edited(files, list, (text) => `${text}- new/flux.yaml\n`),
          ]),
        ],
      },
      {
        ...{ name: 'another path of a sync', pulls: FEW },
        commits: (index) => [
          edited(files, 'clusters/home/flux-system/gotk-sync.yaml', (text) =>
            text.replace('path: ./clusters/home\n', `path: ./apps/group-${index + 1}\n`),
          ),
        ],
      },
    ],
  };
}

function groupFiles(group: string): readonly (readonly [string, string])[] {
  const apps = numbered('app', A_LIST);
  const list = apps.map((app) => `- ${app}/flux.yaml\n`);
  return [
    [`apps/${group}/kustomization.yaml`, `resources:\n${list.join('')}`],
    ...apps.flatMap((app) => appFiles(group, app)),
  ];
}

function appFiles(group: string, app: string): readonly (readonly [string, string])[] {
  const home = `apps/${group}/${app}`;
  const objects = { deployment: deployment(app, '1.4.2'), service: service(app), account: account(app) };
  const more = { budget: budget(app), settings: 'log: info\n' };
  return [
    [`${home}/flux.yaml`, flux(`${group}-${app}`, `./${home}/app`, '')],
    [`${home}/app/kustomization.yaml`, 'resources: [deployment.yaml, service.yaml, account.yaml, budget.yaml]\n'],
    ...Object.entries({ ...objects, ...more }).map(([name, text]) => [`${home}/app/${name}.yaml`, text] as const),
  ];
}
