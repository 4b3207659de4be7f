import { flux, source } from './objects.ts';

/** @returns what a bootstrap leaves in a cluster's directory, by path. */
export function fluxSystem(cluster: string): readonly (readonly [string, string])[] {
  const home = `clusters/${cluster}`;
  return [
    [`${home}/flux-system/gotk-sync.yaml`, `${source(cluster)}---\n${flux('flux-system', `./${home}`, '')}`],
    [`${home}/flux-system/kustomization.yaml`, 'resources: [gotk-sync.yaml]\n'],
  ];
}
