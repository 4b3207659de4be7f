import { type FleetSize, fleetFiles, overlayText } from './fleet-files.ts';
import type { CommitFiles } from './make-repository.ts';

/** What a pull request edits. */
export type PullKind = 'one overlay' | 'a shared base' | 'a cluster list' | 'a common set' | 'a hundred overlays';

export const PULL_KINDS: readonly PullKind[] = [
  'one overlay',
  'a shared base',
  'a cluster list',
  'a common set',
  'a hundred overlays',
];

/** Of each kind so many are opened, each another edit. */
export const PULLS_A_KIND = 5;

/** @returns the branch of a pull request, the first of a kind being 0. */
export function branchOf(kind: PullKind, index: number): string {
  return `${kind.replaceAll(' ', '-')}-${index}`;
}

/** @returns the commits of a fleet: `main`, and a branch off it for every pull request of every kind. */
export function fleetCommits(size: FleetSize): readonly CommitFiles[] {
  const files = fleetFiles(size);
  const pulls = PULL_KINDS.flatMap((kind) =>
    Array.from({ length: PULLS_A_KIND }, (_, index) => ({
      ...{ branch: branchOf(kind, index), from: 'main' },
      files: edits(kind, index, files, size),
    })),
  );
  return [{ branch: 'main', files }, ...pulls];
}

/** @returns the files that a pull request changes, as they are after it. */
export function edits(
  kind: PullKind,
  index: number,
  files: ReadonlyMap<string, string>,
  { clusters, apps }: FleetSize,
): ReadonlyMap<string, string> {
  const edit = (path: string, change: (text: string) => string): [string, string] => {
    const text = files.get(path);
    if (text === undefined || change(text) === text) throw new Error(`${path} is not edited`);
    return [path, change(text)];
  };
  switch (kind) {
    case 'one overlay':
      return new Map([edit('apps/app-7/overlays/cluster-3/replicas.yaml', () => overlayText('app-7', 20 + index))]);
    case 'a shared base':
      return new Map([edit('apps/app-7/base/deployment.yaml', (text) => text.replace(':1.4.2', `:1.5.${index}`))]);
    case 'a cluster list':
      return new Map([
        edit('tenants/cluster-3/kustomization.yaml', (text) =>
          text.replace(new RegExp(`^.*app-${index + 1}/.*\n`, 'm'), ''),
        ),
      ]);
    case 'a common set':
      return new Map([
        edit('infrastructure/controllers/namespaces.yaml', (text) =>
          text.replace('name: app-1\n', `name: app-1\n  labels: {stage: s${index}}\n`),
        ),
      ]);
    case 'a hundred overlays':
      return new Map(
        Array.from({ length: Math.min(100, clusters * apps) }, (_, each): [string, string] => {
          const [app, cluster] = [`app-${1 + (each % apps)}`, `cluster-${1 + (Math.floor(each / apps) % clusters)}`];
          return edit(`apps/${app}/overlays/${cluster}/replicas.yaml`, () => overlayText(app, 40 + index));
        }),
      );
  }
}
