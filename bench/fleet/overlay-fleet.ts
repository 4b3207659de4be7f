import { edited, FEW, type Files, type Fleet, type FleetSize, type Kind, MANY } from './fleet.ts';
import { fleetFiles } from './fleet-files.ts';
import { replicasPatch } from './objects.ts';

/** The main shape: every cluster has an overlay of its own of every app. */
export function overlayFleet(size: FleetSize): Fleet {
  const files = fleetFiles(size);
  const kind = (name: string, path: string, edit: (text: string, index: number) => string): Kind => ({
    ...{ name, pulls: FEW },
    commits: (index) => [edited(files, path, (text) => edit(text, index))],
  });
  const overlay = kind('one overlay', 'apps/app-7/overlays/cluster-3/replicas.yaml', (_, index) =>
    replicasPatch('app-7', 20 + index),
  );
  return {
    name: `${size.clusters} clusters × ${size.apps} apps`,
    files,
    kinds: [
      { ...overlay, pulls: MANY },
      kind('a shared base', 'apps/app-7/base/deployment.yaml', (text, index) =>
        text.replace(':1.4.2', `:1.5.${index}`),
      ),
      kind('a cluster list', 'tenants/cluster-3/kustomization.yaml', (text, index) =>
        text.replace(new RegExp(`^.*app-${index + 1}/.*\n`, 'm'), ''),
      ),
      kind('a common set', 'infrastructure/controllers/namespaces.yaml', (text, index) =>
        text.replace('name: app-1\n', `name: app-1\n  labels: {stage: s${index}}\n`),
      ),
      { name: 'a merge of 100 commits', pulls: FEW, commits: (index) => overlayEdits(files, size, 100, index) },
    ],
  };
}

/** @returns the main shape, and pull requests that edit so many overlays in one commit. */
export function overlayFleetOf(size: FleetSize, changed: number): Fleet {
  const fleet = overlayFleet(size);
  const commits = (index: number) => [
    new Map(overlayEdits(fleet.files, size, changed, index).flatMap((set) => [...set])),
  ];
  return { ...fleet, kinds: [{ name: `${changed} overlays`, pulls: FEW, commits }] };
}

/** One overlay after the other: all apps of a cluster, then the next cluster, and round again with other replicas. */
function overlayEdits(files: Files, { clusters, apps }: FleetSize, count: number, index: number): readonly Files[] {
  return Array.from({ length: count }, (_, each) => {
    const [app, cluster] = [`app-${1 + (each % apps)}`, `cluster-${1 + (Math.floor(each / apps) % clusters)}`];
    const round = Math.floor(each / (apps * clusters));
    const replicas = 40 + index + 10 * round;
    return edited(files, `apps/${app}/overlays/${cluster}/replicas.yaml`, () => replicasPatch(app, replicas));
  });
}
