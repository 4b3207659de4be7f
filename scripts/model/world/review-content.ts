import { createHash } from 'node:crypto';
import type { ReviewedCommits } from '../../../src/github/api/review-commits.ts';
import { onceTogether } from '../../../src/memo/by-value.ts';
import { verdictOf } from '../../../src/policy/judge/verdict.ts';
import { CannotReview } from '../../../src/review/contract/cannot-review.ts';
import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import type { Rules } from '../truth/rules.ts';
import {
  type Change,
  type Cluster,
  changeOf,
  clusters,
  effectKey,
  errorsOf,
  hasClusterChecks,
  isConflicting,
  isUnread,
  objectName,
  type Target,
} from './effects.ts';
import type { Commit } from './world.ts';

const once = onceTogether<ReviewedCommits>();

/** @returns what a review says of merging one commit into another: rendering is no part of what is checked here */
export function reviewContent(base: Commit, head: Commit, rules: Rules): ReviewedCommits {
  if (isConflicting(base.content, head.content))
    throw new CannotReview('It cannot be merged', 'Both sides change the same lines.', false);
  return once([rules, base, head], () => reviewed(base, head, rules));
}

function reviewed(base: Commit, head: Commit, rules: Rules): ReviewedCommits {
  const isAsking = base.content.config === 0;
  const weaker = changeOf('config', base.content, head.content);
  const named = weaker && objectName('config', weaker.after);
  const reviews = Object.fromEntries(
    clusters.map((name) => [name, clusterReview(name, changeOf(name, base.content, head.content), isAsking)]),
  );
  const touched = clusters.filter((name) => changeOf(name, base.content, head.content));
  const review = {
    schema: 1 as const,
    base: base.id,
    head: head.id,
    before: base.id,
    after: head.id,
    merge: { status: 'merged' as const, conflicts: [] },
    order: [...clusters],
    clusters: reviews,
    findings: [
      ...touched.flatMap((name) => errorsIn(name, changeOf(name, base.content, head.content))),
      ...(named === undefined
        ? []
        : [{ rule: 'configuration-changed', severity: 'notice' as const, message: `this makes it ${named}` }]),
    ],
    weakens: named === undefined ? [] : [{ cluster: 'prod', what: `asks less by ${named}` }],
    files: touched.map((name) => ({
      path: `clusters/${name}/objects.yaml`,
      status: 'modified' as const,
      clusters: [name],
    })),
    ...(isUnread(base.content, head.content) ? { unjudged: [UNJUDGED] } : {}),
  };
  return {
    review: { ...review, verdict: verdictOf(review) },
    mode: { isAdvisory: false, approvals: isAsking ? { prod: rules.prod, edge: rules.edge } : {} },
    overridePermission: 'admin',
    perCluster: rules.perCluster && hasClusterChecks(base.content),
    shown: {},
  };
}

function errorsIn(cluster: Cluster, change: Change | undefined): Review['findings'] {
  return errorsOf(cluster, change?.after).map((rule) => ({
    rule,
    severity: 'error' as const,
    cluster,
    message: `what comes breaks ${rule}`,
  }));
}

const UNJUDGED: NonNullable<Review['unjudged']>[number] = {
  path: 'tenants/blue/objects.yaml',
  reason: 'no cluster that was found reaches it',
  files: ['tenants/blue/objects.yaml'],
  config: '',
};

const known = new Map<string, ClusterReview>();

/** There are few, and what a report makes of one need not be made again. */
function clusterReview(name: Target, change: Change | undefined, isAsking: boolean): ClusterReview {
  const key = `${name} ${change?.before} ${change?.after} ${isAsking}`;
  const cluster = known.get(key) ?? newClusterReview(name, change, isAsking);
  known.set(key, cluster);
  return cluster;
}

function newClusterReview(name: Target, change: Change | undefined, isAsking: boolean): ClusterReview {
  const [seen, hidden] = isHidden(name, change) ? [undefined, change] : [change, undefined];
  const object = (version: number) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'default',
    name: objectName(name, version),
    root: `clusters/${name}`,
    chain: [{ path: `clusters/${name}/objects.yaml`, line: 1 }],
  });
  return {
    path: `clusters/${name}`,
    status: 'rendered',
    protected: isAsking,
    roots: 1,
    objects: { before: 1, after: 1 },
    gained: seen === undefined ? [] : [{ ...object(seen.after), effect: 'created' }],
    lost: seen === undefined ? [] : [{ ...object(seen.before), effect: 'pruned' }],
    changed: [],
    moved: [],
    affected: [],
    opaque: 0,
    external: [],
    ignored: 0,
    unresolved: hidden === undefined ? [] : [hiddenBy(name, hidden)],
    digest: createHash('sha256').update(effectKey(name, change)).digest('hex'),
  };
}

/** Some versions of a cluster cannot be rendered, neither before nor after: their files are all that is known of them. */
function isHidden(name: Target, change: Change | undefined): boolean {
  return name === 'edge' && change !== undefined && change.after % 2 === 1;
}

function hiddenBy(name: Target, { before, after }: Change): ClusterReview['unresolved'][number] {
  return {
    code: 'not-found',
    message: '"missing.yaml" does not exist',
    root: `clusters/${name}`,
    side: 'both',
    standing: true,
    changed: [before, after].map((version) => `clusters/${name}/${objectName(name, version)}.yaml`),
  };
}
