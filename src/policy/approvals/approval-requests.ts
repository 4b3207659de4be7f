import { createHash } from 'node:crypto';
import type { ApprovalConfig } from '../../config/config.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { mayHaveEffect } from '../../review/unknown/partly-known.ts';
import { type Approval, configTarget, type Grant, holds, type Override } from './grant.ts';

/** Somebody is asked to accept something. */
export interface ApprovalRequest {
  /** A cluster's name, or `configTarget`. */
  readonly target: string;
  /** Of what there is to accept. */
  readonly digest: string;
  /** Whose people are asked; `undefined`: an administrator, as no cluster is named. */
  readonly cluster?: string | undefined;
  readonly rule: ApprovalConfig;
}

/** A request, and what has been given. */
export interface AnsweredRequest<Each extends Grant = Approval> extends ApprovalRequest {
  readonly given: readonly Each[];
  /** Given to something else than this, or taken back. */
  readonly fallen: readonly Each[];
  /** How many more people must approve. */
  readonly missing: number;
}

/** What people have given, and who of them may. */
export interface Standing {
  readonly grants: readonly Grant[];
  /** @param rule of a request; `undefined` for an override */
  readonly mayGive: (grant: Grant, rule: ApprovalConfig | undefined) => boolean;
  /** More people that each rule asks for which authors can not satisfy: where not everybody who acted is known. */
  readonly more: number;
}

/** Who is asked where no cluster is named, or nobody approves the one that is. */
const administrator: ApprovalConfig = {
  anyOf: [{ kind: 'permission', permission: 'admin' }],
  count: 1,
  author: false,
};

/**
 * @param asked by cluster, who has to approve a change of it
 * @returns what a review asks people to accept, in promotion order; then what it weakens in the configuration, asked of
 *   the approvers of each cluster that is weakened
 */
export function approvalRequests(
  { order, clusters, weakens }: Pick<Review, 'order' | 'clusters' | 'weakens'>,
  asked: Readonly<Record<string, ApprovalConfig>>,
): readonly ApprovalRequest[] {
  const ofEffects = order.flatMap((name) => {
    const cluster = ownOf(clusters, name);
    const rule = ownOf(asked, name);
    if (cluster === undefined || rule === undefined || !mayHaveEffect(cluster)) return [];
    return [{ target: name, digest: cluster.digest, cluster: name, rule }];
  });
  const digest = createHash('sha256').update(JSON.stringify(weakens)).digest('hex');
  const weakened = new Set(
    weakens.map(({ cluster }) => (cluster !== undefined && Object.hasOwn(asked, cluster) ? cluster : undefined)),
  );
  const ofConfig = [...weakened].map((cluster) => {
    const rule = (cluster === undefined ? undefined : ownOf(asked, cluster)) ?? administrator;
    return { target: configTarget, digest, cluster, rule };
  });
  return [...ofEffects, ...ofConfig];
}

/** @returns a request with the approvals that hold for it, and those that have fallen */
export function answered(request: ApprovalRequest, standing: Standing): AnsweredRequest {
  const approvals = standing.grants.filter((grant) => grant.kind === 'approval');
  return answeredBy(request, approvals, standing);
}

/** @returns a request with those of some grants that hold for it, and those that have fallen */
export function answeredBy<Each extends Grant>(
  request: ApprovalRequest,
  grants: readonly Each[],
  { mayGive, more }: Standing,
): AnsweredRequest<Each> {
  const { target, digest, rule } = request;
  const all = grants.filter((grant) => grant.target === target);
  const given = all.filter((grant) => holds(grant, digest) && mayGive(grant, rule));
  const fallen = all.filter((grant) => !holds(grant, digest));
  const people = new Set(given.map(({ by }) => by.toLowerCase()));
  const wanted = rule.count + (rule.author ? 0 : more);
  return { ...request, given, fallen, missing: Math.max(0, wanted - people.size) };
}

/** @returns an error finding with the override that accepts it; nothing where none does */
export function acceptedBy(finding: Finding, { clusters }: Review, overrides: readonly Override[]) {
  if (finding.severity !== 'error' || finding.cluster === undefined) return [];
  const cluster = ownOf(clusters, finding.cluster);
  const by = overrides.find(
    (override) =>
      override.rule === finding.rule && override.target === finding.cluster && holds(override, cluster?.digest),
  );
  return by === undefined ? [] : [{ finding, by }];
}

export function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
