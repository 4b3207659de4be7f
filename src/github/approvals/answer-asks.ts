import type { ApprovalConfig, Permission } from '../../config/config.ts';
import { lossesOf, lossRule } from '../../policy/approvals/acknowledged-losses.ts';
import { answerAsk, buttonTag, type TargetAsk } from '../../policy/approvals/answer-ask.ts';
import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import type { ApprovalRequest } from '../../policy/approvals/approval-requests.ts';
import type { Mode } from '../../policy/approvals/conclude.ts';
import { configTarget } from '../../policy/approvals/grant.ts';
import type { Review } from '../../review/contract/review.ts';
import { nearest } from '../../text/nearest.ts';
import type { Contributors } from '../people/contributors.ts';
import type { Eligibility } from '../people/eligibility.ts';
import type { Ask } from '../tasks/look-again.ts';
import { targetName } from './approvals-section.ts';

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
  readonly requests: readonly ApprovalRequest[];
  /** By target, what there is to accept. */
  readonly digests: Readonly<Record<string, string>>;
  readonly overridePermission: Permission;
  readonly contributors: Contributors;
  /** The branch that the pull request goes into. */
  readonly base: string;
  readonly eligibility: Eligibility;
  /** GitHub's time. */
  readonly now: Date;
}

/**
 * Turns what people ask into events of the log.
 *
 * @returns the log as it is afterwards, and an answer to each ask
 * @throws RequestError as GitHub refuses
 */
export async function answerAsks(
  asks: readonly Ask[],
  log: ApprovalLog,
  asked: AskedReview,
): Promise<{ readonly log: ApprovalLog; readonly answers: readonly AskAnswer[] }> {
  let after = log;
  const answers: AskAnswer[] = [];
  for (const given of asks) {
    const ask = withCluster(given, asked.review);
    const targets = targetsOf(ask, after, asked);
    if (targets.length === 0) answers.push({ ask, isGranted: false, why: whyNothing(ask, asked) });
    for (const target of targets) {
      const answer = await answerOne(ask, target, after, asked);
      if (typeof answer === 'string') answers.push({ ask, isGranted: false, why: answer });
      else {
        if (answer !== undefined) after = [...after, answer];
        answers.push({ ask, isGranted: true });
      }
    }
  }
  return { log: after, answers };
}

/** Of what a rule finds, the second word is a cluster if there is one of that name; otherwise it begins the reason. */
function withCluster(ask: Ask, { clusters }: Review): Ask {
  if (!isOfFindings(ask) || ask.target !== undefined) return ask;
  const [first = '', ...rest] = (ask.reason ?? '').split(' ');
  return Object.hasOwn(clusters, first) ? { ...ask, target: first, reason: rest.join(' ') } : ask;
}

/** Whether it accepts what a rule finds. */
function isOfFindings({ kind }: Pick<Ask, 'kind'>): boolean {
  return kind === 'override' || kind === 'acknowledge';
}

function targetsOf({ kind, target, tag, rule }: Ask, log: ApprovalLog, asked: AskedReview): readonly string[] {
  const { requests, digests, review, base } = asked;
  if (tag !== undefined)
    return Object.entries(digests).flatMap(([name, digest]) =>
      buttonTag(log, base, name, digest) === tag ? [name] : [],
    );
  if (target === undefined) return isOfFindings({ kind }) ? clustersWithError(review, rule) : [];
  const isConfig = target === targetName(configTarget) && requests.some((each) => each.target === configTarget);
  const isCluster = Object.hasOwn(review.clusters, target);
  return [...(isConfig ? [configTarget] : []), ...(isCluster ? [target] : [])];
}

function whyNothing({ kind, target, rule }: Ask, { review }: AskedReview): string {
  if (target !== undefined) return unknownTarget(target, review.order);
  if (isOfFindings({ kind })) return whyNotJudged(kind, review) ?? `no cluster has an error of the rule ${rule}`;
  return 'a newer review was published: read it, then ask again';
}

/** Whoever overrides what is no error may mean what was not judged. */
function whyNotJudged(kind: Ask['kind'], { unjudged = [] }: Review): string | undefined {
  if (kind !== 'override' || unjudged.length === 0) return undefined;
  return 'what was not judged cannot be overridden: the check says which configuration settles it';
}

async function answerOne(ask: Ask, target: string, log: ApprovalLog, asked: AskedReview) {
  const { review, digests, contributors, base, now } = asked;
  const barred = await whyBarred(ask, target, asked);
  const number = ask.number;
  const { kind, by, via, tag, into, rule, reason } = ask;
  const hasError = clustersWithError(review, rule).includes(target);
  const notJudged = hasError ? undefined : whyNotJudged(kind, review);
  if (barred === undefined && notJudged !== undefined) return notJudged;
  const name = target === configTarget ? 'the configuration' : target;
  const at = ask.at ?? now.toISOString();
  const targetAsk: TargetAsk = { kind, target, by, at, via, tag, into, rule, reason };
  return answerAsk(targetAsk, {
    log,
    reviews: await contributors.reviewsOf(number),
    base,
    since: await contributors.intoBaseSince(number),
    name,
    digest: isAsked(ask, target, asked) ? digests[target] : undefined,
    nothing: hasError ? whyNoLoss(ask, target, asked) : `${rule} is not an error in ${name}`,
    barred,
  });
}

/** What is known to be deleted on purpose is a decision of its approvers; whatever else is wrong is not theirs to wave through. */
function whyNoLoss({ kind, rule }: Ask, target: string, { review, requests }: AskedReview): string | undefined {
  if (
    kind !== 'acknowledge' ||
    lossesOf(review, requests).some((loss) => loss.finds === rule && loss.target === target)
  )
    return undefined;
  return `${rule} is not a deletion: somebody who may override it can accept it`;
}

/** An approval is of what somebody has to approve; what a rule finds is accepted whoever is asked. */
function isAsked({ kind }: Ask, target: string, { requests, digests }: AskedReview): boolean {
  return Object.hasOwn(digests, target) && (isOfFindings({ kind }) || requests.some((each) => each.target === target));
}

/** Reads from GitHub, now, whether the person may ask for this. */
async function whyBarred({ kind, by }: Ask, target: string, asked: AskedReview): Promise<string | undefined> {
  const { eligibility, overridePermission } = asked;
  if (kind === 'override') {
    const answer = await eligibility.hasRole(by, overridePermission);
    return answer.may ? undefined : `${by} ${answer.why}`;
  }
  const rules = kind === 'acknowledge' ? [lossRule(asked.requests, target)] : rulesOf(target, asked);
  if (rules.length === 0) return `${target} requires no approval`;
  const reasons: string[] = [];
  for (const rule of rules) {
    const answer = await eligibility.mayApprove(by, rule);
    if (answer.may) return undefined;
    reasons.push(answer.why);
  }
  return `${by} ${reasons[0] ?? ''}`;
}

function rulesOf(target: string, { review, requests, mode }: AskedReview): readonly ApprovalConfig[] {
  const asking = requests.filter((each) => each.target === target).map(({ rule }) => rule);
  const own = Object.hasOwn(mode.approvals, target) ? mode.approvals[target] : undefined;
  if (asking.length > 0) return asking;
  if (own !== undefined) return [own];
  // Where nobody approves changes, what was acknowledged can still be taken back.
  return lossesOf(review, requests).some((loss) => loss.target === target) ? [lossRule(requests, target)] : [];
}

function clustersWithError({ findings }: Review, rule: string | undefined): readonly string[] {
  const found = findings.filter((each) => each.rule === rule && each.severity === 'error');
  return [...new Set(found.flatMap(({ cluster }) => cluster ?? []))];
}

function unknownTarget(name: string, known: readonly string[]): string {
  if (name === targetName(configTarget)) return 'nothing in the configuration waits for an approval';
  const close = nearest(name, known);
  return `there is no cluster of that name${close === undefined ? '' : `; did you mean ${close}?`}`;
}
