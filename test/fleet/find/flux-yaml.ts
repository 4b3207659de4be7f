import { defaultConfig } from '../../../src/config/default-config.ts';
import { discover } from '../../../src/fleet/find/discover.ts';
import type { Discovery } from '../../../src/fleet/find/discovery.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

/** Files of a repository, by path. */
export type Layout = Readonly<Record<string, string>>;

export const source = (name: string, namespace = name) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { url: "https://example.org/fleet" }\n`;
export const flux = (name: string, path: string, from = name, namespace = 'flux-system') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { path: ${path}, sourceRef: { kind: GitRepository, name: ${from} } }\n`;
export const sync = (path: string) => `${source('flux-system')}---\n${flux('flux-system', path)}`;
export const instance = (path: string) =>
  `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec:\n  sync: { kind: GitRepository, url: "https://example.org/fleet", ref: refs/heads/main, path: ${path} }\n`;
export const instanceChart = (path: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flux-instance, namespace: flux-system }\nspec:\n  values:\n    instance:\n      sync: { kind: GitRepository, ref: refs/heads/main, path: ${path} }\n`;
export const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
export const list = 'resources: []\n';

/** @returns what is understood of a repository that nobody has configured, on both sides of a change or on one. */
export function discoveryOf(...layouts: readonly Layout[]): Discovery {
  return discover(
    layouts.map((layout) => plainFiles(memoryTree(layout), { symlinks: 'absent' })),
    defaultConfig,
  );
}

/** @returns the paths of the clusters that are found, by their names. */
export function clustersIn(...layouts: readonly Layout[]): Readonly<Record<string, string>> {
  return Object.fromEntries(discoveryOf(...layouts).clusters.map(({ name, path }) => [name, path]));
}
