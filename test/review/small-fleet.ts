import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import { reviewOf } from './review-of.ts';

export type SmallFiles = Readonly<Record<string, string>>;

/** Reviews a change in a fleet of one cluster. */
export function reviewProd(before: SmallFiles, after: SmallFiles): ClusterReview {
  const { prod } = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after }).clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return prod;
}

/** A cluster as `flux bootstrap` leaves it: it syncs its own directory, and everything in it. */
export function cluster(name: string): SmallFiles {
  return {
    [`clusters/${name}/flux-system/gotk-sync.yaml`]: [
      'apiVersion: source.toolkit.fluxcd.io/v1',
      'kind: GitRepository',
      'metadata: { name: flux-system, namespace: flux-system }',
      'spec: { url: "https://github.com/acme/fleet", ref: { branch: main } }',
      '---',
      flux('flux-system', `clusters/${name}`),
    ].join('\n'),
  };
}

/** A FluxKustomization of this repository, one line of spec after the other. */
export function flux(name: string, path: string, spec: readonly string[] = ['prune: true']): string {
  return [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    `metadata: { name: ${name}, namespace: flux-system }`,
    'spec:',
    `  path: ./${path}`,
    '  sourceRef: { kind: GitRepository, name: flux-system }',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The kustomize-controller of a cluster, of a release such as `v1.8.3`. */
export function controller(release: string, args: readonly string[] = []): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: kustomize-controller, namespace: flux-system }',
    'spec:',
    '  selector: { matchLabels: { app: kustomize-controller } }',
    '  template:',
    '    metadata: { labels: { app: kustomize-controller } }',
    '    spec:',
    '      containers:',
    `        - { name: manager, image: "ghcr.io/fluxcd/kustomize-controller:${release}", args: ${JSON.stringify(args)} }`,
    '',
  ].join('\n');
}

/** A Deployment in the namespace `shop`, with more of its pod's spec. */
export function deployment(name: string, podSpec = '', spec = ''): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    `  selector: { matchLabels: { app: ${name} } }`,
    ...(spec === '' ? [] : [`  ${spec}`]),
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec:',
    '      containers:',
    `        - { name: ${name}, image: "acme/${name}:1.2.3"${podSpec} }`,
    '',
  ].join('\n');
}
