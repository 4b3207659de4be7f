import { generatedCharts } from '../charts/generated-charts.ts';
import { flux } from '../fleet/objects.ts';

/** Of which each has as many objects as a usual app with what belongs to it. */
const CHART = 'generated-10';
const CHARTS = 10;

/** A repository of one cluster with releases of charts that are in it, and what pull requests do to it. */
export interface ReleaseFleet {
  readonly files: ReadonlyMap<string, string>;
  /** @returns the files that a pull request sets: another value of one release, another one for each number */
  readonly oneRelease: (number: number) => ReadonlyMap<string, string>;
  /** The files of a pull request that sets that value of every release. */
  readonly everyRelease: ReadonlyMap<string, string>;
}

/** @param releases how many there are */
export function releaseFleet(releases: number): ReleaseFleet {
  const files = new Map([
    ['cluster/flux-system/sync.yaml', SYNC],
    ['cluster/apps.yaml', flux('apps', './apps', '')],
    ['apps/namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: apps\n'],
  ]);
  const chart = generatedCharts().find(({ name }) => name === CHART);
  for (let number = 0; number < CHARTS; number++) {
    for (const { path, bytes } of chart?.files ?? []) {
      files.set(
        `charts/app-${number}/${path}`,
        new TextDecoder().decode(bytes).replace('name: generated\n', `name: app-${number}\n`),
      );
    }
  }
  for (let number = 0; number < releases; number++) files.set(pathOf(number), releaseOf(number, 'v1'));
  return {
    files,
    oneRelease: (number) => new Map([[pathOf(number), releaseOf(number, 'v2')]]),
    everyRelease: new Map(Array.from({ length: releases }, (_, number) => [pathOf(number), releaseOf(number, 'v2')])),
  };
}

function pathOf(number: number): string {
  return `apps/app-${number}.yaml`;
}

function releaseOf(number: number, tag: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: app-${number}
  namespace: apps
spec:
  interval: 1h
  chart:
    spec:
      chart: ./charts/app-${number % CHARTS}
      sourceRef:
        kind: GitRepository
        name: flux-system
        namespace: flux-system
  values:
    replicas: ${number % 5}
    image:
      tag: ${tag}
`;
}

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  ref:
    branch: main
  url: https://git.example/fleet.git
---
${flux('flux-system', './cluster', '')}`;
