import { createHash } from 'node:crypto';
import {
  type ApprovalEvent,
  type ApprovalLog,
  isBefore,
  lastLeft,
  lastWithdrawal,
  shownSince,
} from './approval-log.ts';
import { type Grant, isSameLogin } from './grant.ts';
import { grantsOf, type PersonReview } from './grants-of.ts';

type GivenEvent = Extract<ApprovalEvent, { kind: 'approved' | 'overridden' | 'acknowledged' }>;

/** What a person asks for about one target. */
export interface TargetAsk {
  readonly kind: 'approve' | 'unapprove' | 'override' | 'acknowledge';
  readonly target: string;
  readonly by: string;
  /** By GitHub's clock, ISO 8601: they can not have seen what was published later. */
  readonly at: string;
  readonly via: 'command' | 'button';
  /** Of a button: names what stood beside it. */
  readonly tag?: string | undefined;
  /** Of a button: the base of the pull request when it was clicked, where GitHub says it. */
  readonly into?: string | undefined;
  /** Of an override or an acknowledgment. */
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
}

/** What an ask is held against, all of it read just now. */
export interface AskedNow {
  readonly log: ApprovalLog;
  readonly reviews: readonly PersonReview[];
  /** How messages name the target. */
  readonly name: string;
  /** The branch that the pull request goes into. */
  readonly base: string;
  /** Since when it does, ISO 8601; `undefined`: from its beginning. */
  readonly since?: string | undefined;
  /** What there is to accept of the target; `undefined` where nothing is. */
  readonly digest: string | undefined;
  /** Why no finding can be accepted in this way; `undefined`: one can. */
  readonly nothing: string | undefined;
  /** Why the person may not; `undefined`: they may. */
  readonly barred: string | undefined;
}

/**
 * Answers one ask. What was asked for is what stood on the page when the person acted: if something else is there now, or
 * it was published in the same second, nothing is recorded and the answer asks them to look again.
 *
 * @returns the event to append, or why there is none; `undefined` where it stands already
 */
export function answerAsk(ask: TargetAsk, now: AskedNow): ApprovalEvent | string | undefined {
  const { log, name, digest, barred } = now;
  const { target } = ask;
  if (ask.kind === 'unapprove') return withdraw(ask, now);
  if (barred !== undefined) return barred;
  if (ask.kind === 'approve' && digest === undefined) return `nothing changes in ${name}`;
  if (ask.kind !== 'approve' && (ask.reason ?? '') === '') return 'give a reason: it is shown with your name';
  if (ask.kind !== 'approve' && now.nothing !== undefined) return now.nothing;
  if (digest === undefined) return `there is nothing to accept in ${name}`;
  const unseen = whyUnseen(ask, digest, now);
  if (unseen !== undefined) return unseen;
  const event = givenBy(ask, digest);
  const before = grantsOf(log, now.reviews, [target]).filter((grant) => isOf(grant, event));
  if (before.some(({ withdrawn }) => withdrawn === undefined)) return undefined;
  const after = grantsOf([...log, event], now.reviews, [target]).filter((grant) => isOf(grant, event));
  return after.some(({ withdrawn }) => withdrawn === undefined) ? event : 'this was withdrawn later';
}

function givenBy({ kind, target, by, at, via, rule = '', reason = '' }: TargetAsk, digest: string): GivenEvent {
  const given = { target, by, at, via, digest };
  if (kind === 'approve') return { kind: 'approved', ...given };
  return { kind: kind === 'override' ? 'overridden' : 'acknowledged', ...given, rule, reason };
}

/**
 * @returns the name that a button gives to what it approves: another effect, the same into another branch or after the pull
 *   request was in another, or after an approval was taken back, has another
 */
export function buttonTag(log: ApprovalLog, base: string, target: string, digest: string): string {
  const { at = '', by = '' } = lastWithdrawal(log, target) ?? {};
  return createHash('sha256')
    .update(JSON.stringify([base, target, digest, at, by, lastLeft(log)]))
    .digest('hex')
    .slice(0, 12);
}

function whyUnseen({ target, tag, at, into }: TargetAsk, digest: string, asked: AskedNow): string | undefined {
  const { log, name, base, since: intoBase } = asked;
  const since = shownSince(log, target, digest);
  if (since === undefined) return `what happens to ${name} is not published yet: review it, then ask again`;
  if (into !== undefined && into !== base)
    return `it went into ${into} then: review what happens to ${name}, then ask again`;
  if (tag !== undefined)
    return tag === buttonTag(log, base, target, digest)
      ? undefined
      : 'a newer review was published: read it, then ask again';
  if (intoBase !== undefined && !isBefore(intoBase, at))
    return `it goes into ${base} only since then: review what happens to ${name}, then ask again`;
  return isBefore(since, at) ? undefined : `what happens to ${name} has changed since: review it, then ask again`;
}

/** People take back what they have given themselves; those who may approve take back all. Overrides stay. */
function withdraw({ target, by, at }: TargetAsk, now: AskedNow): ApprovalEvent | string {
  const standing = grantsOf(now.log, now.reviews, [target]).filter(
    (grant) => grant.kind !== 'override' && grant.withdrawn === undefined && grant.digest !== '',
  );
  const own = standing.some((grant) => isSameLogin(grant.by, by));
  // What was approved before may still be on its way here: deliveries overtake each other.
  if (now.barred === undefined) return { kind: 'withdrawn', target, by, at, of: 'all' };
  if (!own) return now.barred;
  if (!standing.some((grant) => grant.via === 'button' || !isBefore(at, grant.at)))
    return `nobody had approved ${now.name} by then`;
  return { kind: 'withdrawn', target, by, at, of: 'own' };
}

function isOf(grant: Grant, event: GivenEvent): boolean {
  if (grant.digest !== event.digest || !isSameLogin(grant.by, event.by)) return false;
  if (grant.kind === 'approval') return event.kind === 'approved';
  return event.kind === EVENTS[grant.kind] && grant.rule === event.rule;
}

const EVENTS = { override: 'overridden', acknowledgment: 'acknowledged' } as const;
