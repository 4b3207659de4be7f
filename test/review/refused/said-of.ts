import type { Review } from '../../../src/review/contract/review.ts';
import type { Layout } from '../review-of.ts';
import { reviewOf } from '../review-of.ts';

/** What a review says of the cluster `prod`, a line for each object, finding and problem. */
export interface Said {
  readonly effects: readonly string[];
  readonly errors: readonly string[];
  readonly unresolved: readonly string[];
}

/**
 * @param before, after the files beside those of {@link cluster}
 * @param more of what a review is asked
 */
export function saidOf(
  before: Layout,
  after: Layout,
  withSync: (files: Layout) => Layout = cluster,
  more: Parameters<typeof reviewOf>[2] = {},
): Said {
  const { clusters, findings } = reviewOf(withSync(before), withSync(after), more);
  const prod = clusters.prod;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return {
    effects: [
      ...[...prod.gained, ...prod.changed, ...prod.lost, ...prod.moved].map(lineOf),
      ...prod.affected.map(({ kind, name, effect, reason }) => `${kind}/${name} ${effect}: ${reason}`),
    ],
    errors: findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, message, path, line }) => `${rule}: ${message} (${path}:${line})`),
    unresolved: prod.unresolved.map(({ message, path, line }) => `${message} (${path}:${line})`),
  };
}

type Change = Pick<
  Review['clusters'][string]['gained'][number],
  'kind' | 'name' | 'effect' | 'stoppedBy' | 'consequences'
>;

function lineOf({ kind, name, effect, stoppedBy, consequences = [] }: Change): string {
  const more = [...consequences, ...(stoppedBy === undefined ? [] : [`not yet: ${stoppedBy}`])];
  return [`${kind}/${name} ${effect}`, ...more].join('; ');
}

/** @returns files with a cluster `prod` whose root `apps` is the directory of that name */
export function cluster(files: Layout): Layout {
  return {
    'clusters/prod/flux-system/gotk-sync.yaml': SYNC,
    'clusters/prod/apps.yaml': root('apps'),
    ...files,
  };
}

/** @returns a FluxKustomization over the directory of its name */
export function root(name: string, more = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;
}

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, ref: { branch: main }, url: "https://github.com/acme/fleet" }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 10m, path: ./clusters/prod, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;
