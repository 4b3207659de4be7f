import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import { cluster, flux, reviewProd, type SmallFiles } from '../small-fleet.ts';

/** A fleet of one cluster, whose release of a chart in the repository stands in `apps`. */
export function chartFleet(chart: SmallFiles, release: readonly string[] = [], more: SmallFiles = {}): SmallFiles {
  return {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps'),
    'apps/shop.yaml': releaseOf('shop', 'charts/shop', release),
    ...Object.fromEntries(Object.entries(chart).map(([path, text]) => [`charts/shop/${path}`, text])),
    ...more,
  };
}

/** @param spec more lines of it */
export function releaseOf(name: string, chart: string, spec: readonly string[] = []): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    '  interval: 1h',
    `  chart: { spec: { chart: ${chart}, sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system } } }`,
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export function chartYaml(version = '1.0.0', name = 'shop'): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n`;
}

/** @returns every object that something happens to, and all that is not known, a line each */
export function said(before: SmallFiles, after: SmallFiles): readonly string[] {
  return saidOf(reviewProd(before, after));
}

/** @returns what is said of a cluster, as {@link said} has it */
export function saidOf(cluster: ClusterReview): readonly string[] {
  const { gained, lost, changed, moved, affected, unresolved, releases } = cluster;
  const lines = (verb: string, all: ClusterReview['gained' | 'lost' | 'moved']) =>
    all.map((each) => [`${verb} ${titleOf(each)}: ${each.effect}`, ...tailOf(each)].join(', '));
  return [
    ...lines('gained', gained),
    ...lines('lost', lost),
    ...lines('moved', moved),
    ...changed.map((each) => {
      const fields = each.fields.map(({ path, before: was, after: is }) => `${path} ${show(was)} → ${show(is)}`);
      return [`changed ${titleOf(each)}: ${each.effect}`, ...fields, ...tailOf(each)].join(', ');
    }),
    ...affected.map((each) => `affected ${each.name}: ${each.effect ?? ''}: ${each.reason}`),
    ...unresolved.map(({ side, standing, message, changed: inputs }) => {
      const hidden = inputs === undefined ? '' : `, and its inputs differ in ${inputs.join(', ')}`;
      return `${standing ? 'standing' : side}: ${message}${hidden}`;
    }),
    ...(releases?.unrendered ?? []).map(({ release, reason }) => `unrendered ${release}: ${reason}`),
  ];
}

function titleOf({ kind, namespace, name, release }: ClusterReview['gained'][number]): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${release === undefined ? '' : ` of ${release}`}`;
}

function tailOf({ consequences = [], stoppedBy }: ClusterReview['gained'][number]): readonly string[] {
  return [...consequences, ...(stoppedBy === undefined ? [] : [stoppedBy])];
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
