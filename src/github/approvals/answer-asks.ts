import { createHash } from 'node:crypto';
import { asksForApproval } from '../../policy/judge/approvals-that-hold.ts';
import type { Mode } from '../../policy/judge/conclude.ts';
import type { Grant } from '../../policy/judge/grant.ts';
import type { Review } from '../../review/contract/review.ts';
import { nearest } from '../../text/nearest.ts';
import type { Ask } from '../tasks/look-again.ts';
import type { ApprovalState } from './approval-state.ts';
import type { Eligibility } from './eligibility.ts';

/** How an ask was answered. */
export interface AskAnswer {
  readonly ask: Ask;
  readonly isGranted: boolean;
  /** One sentence, if it was not granted. */
  readonly why?: string;
}

/** What asks are checked against. */
interface AskedReview {
  readonly review: Review;
  readonly mode: Mode;
  readonly overridePermission: Parameters<Eligibility['hasRole']>[1];
  /** What was on GitHub when they were asked. */
  readonly state: ApprovalState | undefined;
  /** The run that shows it. */
  readonly runId: number | undefined;
  readonly headCommit: string;
  readonly eligibility: Eligibility;
}

interface Answered {
  readonly grants: readonly Grant[];
  readonly answers: readonly AskAnswer[];
}

/**
 * Turns what people ask into grants. A grant is for the effect that they saw: if another one was published after they
 * asked, or for another head, nothing is granted, and the answer asks them to look again.
 *
 * @param grants the current ones
 */
export async function answerAsks(
  asks: readonly Ask[],
  grants: readonly Grant[],
  asked: AskedReview,
): Promise<Answered> {
  let standing = grants;
  const answers: AskAnswer[] = [];
  for (const ask of asks) {
    for (const cluster of clustersOf(ask, asked)) {
      const answer = await answerOne({ ...ask, cluster }, standing, asked);
      if (typeof answer === 'string') {
        if (ask.cluster !== undefined) answers.push({ ask, isGranted: false, why: answer });
      } else {
        standing = answer;
        answers.push({ ask, isGranted: true });
      }
    }
  }
  return { grants: standing, answers };
}

/** @returns the id of a cluster in a button, which must be shorter than a name can be */
export function clusterTag(cluster: string): string {
  return createHash('sha256').update(cluster).digest('hex').slice(0, 12);
}

function clustersOf(ask: Ask, { review, mode }: AskedReview): readonly string[] {
  if (ask.cluster !== undefined) {
    const byTag = ask.via === 'button' ? review.order.find((name) => clusterTag(name) === ask.cluster) : undefined;
    return [byTag ?? ask.cluster];
  }
  if (ask.kind !== 'override') return review.order.filter((name) => Object.hasOwn(mode.approvals, name));
  const found = review.findings.filter(({ rule, severity }) => rule === ask.rule && severity === 'error');
  return [...new Set(found.flatMap(({ cluster }) => cluster ?? []))];
}

type NamedAsk = Ask & { readonly cluster: string };

/** @returns the grants as they are afterwards, or why they stay as they are */
async function answerOne(
  ask: NamedAsk,
  grants: readonly Grant[],
  asked: AskedReview,
): Promise<readonly Grant[] | string> {
  const known = Object.hasOwn(asked.review.clusters, ask.cluster) ? asked.review.clusters[ask.cluster] : undefined;
  if (known === undefined) return unknownCluster(ask.cluster, asked.review.order);
  const barred = await barrier(ask, grants, asked);
  if (barred !== undefined) return barred;
  if (ask.kind === 'unapprove') return withdraw(ask, grants);
  if (ask.kind === 'approve' && !asksForApproval(known)) return `nothing changes in ${ask.cluster}`;
  if (ask.kind === 'override' && !hasError(asked.review, ask)) return `${ask.rule} is not an error in ${ask.cluster}`;
  const shown = asked.state?.shown[ask.cluster];
  const unseen = whyUnseen(ask, shown, asked);
  if (unseen !== undefined || shown === undefined) return unseen ?? '';
  const grant = grantOf(ask, shown.digest);
  const isWithdrawn = grants.some(
    (each) => isSameGift(each, grant) && each.withdrawn && !isBefore(each.withdrawn.at, ask.at),
  );
  if (isWithdrawn) return 'this approval was withdrawn later';
  const others = grants.filter((each) => !isSameGift(each, grant));
  const standing = grants.find((each) => isSameGift(each, grant) && each.withdrawn === undefined);
  return [...others, standing ?? grant];
}

/** Reads from GitHub, now, whether the person may ask for this. */
async function barrier(ask: NamedAsk, grants: readonly Grant[], asked: AskedReview): Promise<string | undefined> {
  const { mode, eligibility, overridePermission } = asked;
  if (ask.kind === 'override') {
    const answer = await eligibility.hasRole(ask.by, overridePermission);
    return answer.may ? undefined : `${ask.by} ${answer.why}`;
  }
  const own = grants.some((grant) => grant.cluster === ask.cluster && isSameLogin(grant.by, ask.by));
  if (ask.kind === 'unapprove' && own) return undefined;
  const rule = Object.hasOwn(mode.approvals, ask.cluster) ? mode.approvals[ask.cluster] : undefined;
  if (rule === undefined) return `${ask.cluster} requires no approval`;
  const answer = await eligibility.mayApprove(ask.by, rule);
  return answer.may ? undefined : `${ask.by} ${answer.why}`;
}

function whyUnseen(
  ask: NamedAsk,
  shown: ApprovalState['shown'][string] | undefined,
  { headCommit, runId }: AskedReview,
): string | undefined {
  if (shown === undefined) return `the effect on ${ask.cluster} is not published yet: review it, then ask again`;
  if (ask.head !== undefined && ask.head !== headCommit) return 'there is a newer commit: review it, then ask again';
  if (ask.run !== undefined)
    return ask.run === runId ? undefined : 'a newer review was published: read it, then ask again';
  if (Date.parse(ask.at) >= Math.ceil(Date.parse(shown.since) / 1000) * 1000) return undefined;
  return `the effect on ${ask.cluster} has changed since: review it, then ask again`;
}

/** People withdraw their own approval; those who may approve withdraw all. A dismissed review withdraws only its own. */
function withdraw(ask: NamedAsk, grants: readonly Grant[]): readonly Grant[] | string {
  const isMeant = (grant: Grant) =>
    grant.kind === 'approval' &&
    grant.cluster === ask.cluster &&
    grant.withdrawn === undefined &&
    !isBefore(ask.at, grant.at) &&
    (ask.via !== 'review' || (grant.via === 'review' && isSameLogin(grant.by, ask.by)));
  if (!grants.some(isMeant)) return `nobody has approved ${ask.cluster}`;
  return grants.map((grant) => (isMeant(grant) ? { ...grant, withdrawn: { by: ask.by, at: ask.at } } : grant));
}

function grantOf({ kind, cluster, by, at, via, rule = '', reason = '' }: NamedAsk, digest: string): Grant {
  const given = { cluster, digest, by, at, via };
  return kind === 'override' ? { kind, ...given, rule, reason } : { kind: 'approval', ...given };
}

function isSameGift(one: Grant, other: Grant): boolean {
  if (one.cluster !== other.cluster || one.digest !== other.digest || !isSameLogin(one.by, other.by)) return false;
  if (one.kind !== 'override' || other.kind !== 'override') return one.kind === other.kind;
  return one.rule === other.rule;
}

function hasError({ findings }: Review, { rule, cluster }: NamedAsk): boolean {
  return findings.some((each) => each.rule === rule && each.cluster === cluster && each.severity === 'error');
}

function unknownCluster(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  return `there is no cluster of that name${close === undefined ? '' : `; did you mean ${close}?`}`;
}

/** GitHub writes whole seconds, this App milliseconds. */
function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}

function isSameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
