import type { ApprovalConfig, Permission } from '../../config/config.ts';
import { lossRule } from '../../policy/approvals/acknowledged-losses.ts';
import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { type ApprovalRequest, answered, type Standing } from '../../policy/approvals/approval-requests.ts';
import { type Grant, holds } from '../../policy/approvals/grant.ts';
import { grantsOf } from '../../policy/approvals/grants-of.ts';
import { digestOf } from '../record/digest-of.ts';
import type { Contributors } from './contributors.ts';
import type { Eligibility } from './eligibility.ts';

/** A grant whose giver may not give it, or may not any more. */
export interface Ineligible {
  readonly grant: Grant;
  readonly why: string;
}

/** What people have given, who of them may, and what is to be said of the others. */
export interface PeopleStanding extends Standing {
  readonly ineligible: readonly Ineligible[];
  /** Why one more person is asked; `undefined` where everybody who acted is known. */
  readonly unknown: string | undefined;
}

/** Whom to ask about. */
interface People {
  readonly contributors: Contributors;
  readonly eligibility: Eligibility;
}

/**
 * Folds the log and GitHub's reviews into what stands, and asks GitHub about everybody whose word would count now: people
 * leave teams and lose roles, and whoever acts on a pull request does not approve it.
 *
 * @param requests what people are asked to accept
 * @param digests by target, what there is to accept: overrides and acknowledgments are of these
 * @throws RequestError as GitHub refuses
 */
export async function standingOf(
  number: number,
  log: ApprovalLog,
  requests: readonly ApprovalRequest[],
  digests: Readonly<Record<string, string>>,
  overridePermission: Permission,
  { contributors, eligibility }: People,
): Promise<PeopleStanding> {
  const targets = [...new Set(requests.map(({ target }) => target))];
  const isAsked = targets.length > 0 || log.some(({ kind }) => kind === 'acknowledged');
  const reviews = isAsked ? await contributors.reviewsOf(number) : [];
  const grants = grantsOf(log, reviews, targets);
  const allowed = new Set<string>();
  const ineligible: Ineligible[] = [];
  for (const grant of grants) {
    if (!holds(grant, Object.hasOwn(digests, grant.target) ? digests[grant.target] : undefined)) continue;
    const rules = rulesOf(grant, requests);
    const refused: string[] = [];
    for (const rule of rules) {
      const answer =
        rule === undefined
          ? await eligibility.hasRole(grant.by, overridePermission)
          : await eligibility.mayApprove(grant.by, rule);
      if (answer.may) allowed.add(keyOf(grant, rule));
      else refused.push(answer.why);
    }
    const [why] = refused;
    // Reviews are of everybody, and mostly not meant for this.
    const isSaid = grant.via !== 'review' || refused.some((each) => each.startsWith('contributed'));
    if (why !== undefined && refused.length === rules.length && isSaid)
      ineligible.push({ grant, why: `${grant.by} ${why}` });
  }
  const isCounted = grants.some((grant) => grant.kind !== 'override' && holds(grant, digests[grant.target]));
  const unknown = isCounted ? (await contributors.acted()).unknown : undefined;
  const mayGive = (grant: Grant, rule: ApprovalConfig | undefined) => allowed.has(keyOf(grant, rule));
  return { grants, mayGive, more: unknown === undefined ? 0 : 1, ineligible, unknown };
}

/** Of whom to ask whether somebody may: any of those will do; `undefined` stands for who may override. */
function rulesOf(
  { kind, target }: Grant,
  requests: readonly ApprovalRequest[],
): readonly (ApprovalConfig | undefined)[] {
  if (kind === 'override') return [undefined];
  if (kind === 'acknowledgment') return [lossRule(requests, target)];
  return requests.filter((each) => each.target === target).map(({ rule }) => rule);
}

/** @returns a digest of who counts for what: as long as it stays, so does the conclusion of the same review */
export function countedOf(requests: readonly ApprovalRequest[], standing: Standing): string {
  const approvals = requests.map((request) => {
    const { target, cluster, given, missing } = answered(request, standing);
    return [target, cluster, missing, given.map(({ by }) => by)];
  });
  const overrides = standing.grants.filter((grant) => grant.kind === 'override' && standing.mayGive(grant, undefined));
  const acknowledgments = standing.grants.filter(
    (grant) => grant.kind === 'acknowledgment' && standing.mayGive(grant, lossRule(requests, grant.target)),
  );
  const more = acknowledgments.length === 0 ? 0 : standing.more;
  return digestOf([approvals, overrides, acknowledgments, more]);
}

function keyOf({ kind, target, digest, by }: Grant, rule: ApprovalConfig | undefined): string {
  return JSON.stringify([kind, target, digest, by.toLowerCase(), rule]);
}
