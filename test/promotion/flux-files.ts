import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { type Fleet, openWritten } from '../../src/promotion/plan/fleet.ts';
import type { Promotion } from '../../src/promotion/plan/promotion.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { planned } from './fixture-fleet.ts';

export type FileTexts = Readonly<Record<string, string>>;

/** A fleet of clusters that are bootstrapped from `clusters/<name>`. */
export function fleetOf(files: FileTexts, clusters: readonly string[] = ['dev', 'prod']): Fleet {
  return openWritten(snapshotOf(memoryTree({ ...files, ...syncsOf(clusters) }), defaultConfig));
}

/** @returns the files by which clusters are bootstrapped from `clusters/<name>` */
export function syncsOf(clusters: readonly string[]): FileTexts {
  return Object.fromEntries(
    clusters.map((name) => [`clusters/${name}/flux-system/gotk-sync.yaml`, sync(`clusters/${name}`)]),
  );
}

export function sync(path: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 1m, ref: {branch: main}, url: https://example.org/nobody/fleet}
---
${fluxKustomization('flux-system', path)}`;
}

/** A FluxKustomization in the namespace of Flux; `fields` are lines of its metadata's end and its spec. */
export function fluxKustomization(name: string, path: string, fields = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ./${path}
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
${fields}`;
}

/** The source of another repository. */
export function gitRepository(name: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: ${name}, namespace: flux-system}
spec: {interval: 1m, url: "https://example.org/nobody/${name}", ref: {branch: main}}
`;
}

/** What that repository holds, in `deploy`. */
export function fluxFrom(source: string, name: string, fields = ''): string {
  return fluxKustomization(name, 'deploy', fields).replace('name: flux-system}', `name: ${source}}`);
}

export function list(...resources: readonly string[]): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((each) => `  - ${each}\n`).join('')}`;
}

export function configMap(name: string, data = '{a: b}'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: default}\ndata: ${data}\n`;
}

/** @returns an edit's files with their new texts */
export function written(promotion: Promotion): Record<string, string | undefined> {
  return Object.fromEntries(planned(promotion).edits.map(({ path, after }) => [path, after]));
}

/** @returns what each cluster gains, as `prod: ConfigMap/foo` */
export function gains(promotion: Promotion): readonly string[] {
  return planned(promotion)
    .gained.map(({ cluster, kind, name }) => `${cluster}: ${kind}/${name}`)
    .sort();
}
