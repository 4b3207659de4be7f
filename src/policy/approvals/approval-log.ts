import * as v from 'valibot';

const about = { target: v.string(), by: v.string(), at: v.string() };
const given = { ...about, digest: v.string(), via: v.picklist(['command', 'button']) };
const accepted = { ...given, rule: v.string(), reason: v.string() };

/**
 * What happened to the approvals of one pull request into one base. Events are only ever appended; what holds is folded
 * from them by `grantsOf`. Times are ISO 8601 by GitHub's clock, in whole seconds.
 */
export const ApprovalEventSchema = v.variant('kind', [
  /** The page of a head showed these effects from then on: by target, the digest. */
  v.object({
    kind: v.literal('shown'),
    head: v.string(),
    at: v.string(),
    effects: v.record(v.string(), v.string()),
  }),
  /** The pull request went into another base: none of it is shown any more, until it is shown again. */
  v.object({ kind: v.literal('left'), at: v.string() }),
  v.object({ kind: v.literal('approved'), ...given }),
  v.object({ kind: v.literal('overridden'), ...accepted }),
  v.object({ kind: v.literal('acknowledged'), ...accepted }),
  /**
   * Approvals and acknowledgments given up to then are taken back: one person's own, or all of the target; by nobody, where
   * the base was changed.
   */
  v.object({
    kind: v.literal('withdrawn'),
    ...about,
    of: v.picklist(['own', 'all']),
    isBaseChange: v.optional(v.boolean()),
  }),
]);

export type ApprovalEvent = v.InferOutput<typeof ApprovalEventSchema>;
export type ApprovalLog = readonly ApprovalEvent[];
export type ShownEvent = Extract<ApprovalEvent, { kind: 'shown' }>;
type WithdrawnEvent = Extract<ApprovalEvent, { kind: 'withdrawn' }>;

/** @returns since when the page has shown this of a target without a break; `undefined` where it does not show it now */
export function shownSince(log: ApprovalLog, target: string, digest: string): string | undefined {
  let since: string | undefined;
  for (const event of shownEvents(log).toReversed()) {
    if (effectIn(event, target) !== digest) break;
    since = event.at;
  }
  return since;
}

/**
 * A page that somebody opened before the last push may be that of a former head. What it showed counts unless a newer head
 * has shown something else since: then it is not known which of the two they read. Nor is it where something else was
 * published in the same second.
 *
 * @returns the digest of what the page of a head showed of a target at a time: published before it, in another second
 */
export function shownAt(log: ApprovalLog, target: string, head: string, at: string): string | undefined {
  const until = shownEvents(log).filter((event) => !isBefore(at, event.at));
  const own = until.findLast((event) => event.head === head && isBefore(event.at, at));
  const shown = own && effectIn(own, target);
  const last = until.findLastIndex((event) => isBefore(event.at, at));
  return until.slice(Math.max(last, 0)).every((event) => effectIn(event, target) === shown) ? shown : undefined;
}

/** @returns whether anything that was shown still counts as shown */
export function showsAny(log: ApprovalLog): boolean {
  return shownEvents(log).length > 0;
}

/** @returns since when its page counts as shown, for the first time after it came to its base */
export function shownFirst(log: ApprovalLog): string | undefined {
  return shownEvents(log)[0]?.at;
}

/** @returns when the pull request went into another base last, as far as the log knows */
export function lastLeft(log: ApprovalLog): string | undefined {
  const last = log.findLast(({ kind }) => kind === 'left');
  return last?.kind === 'left' ? last.at : undefined;
}

/** @returns whether the page is recorded to show just this on this head */
export function showsNow(log: ApprovalLog, head: string, effects: Readonly<Record<string, string>>): boolean {
  const last = shownEvents(log).at(-1);
  if (last === undefined) return Object.keys(effects).length === 0;
  const names = new Set([...Object.keys(last.effects), ...Object.keys(effects)]);
  return last.head === head && [...names].every((name) => effectIn(last, name) === effects[name]);
}

/** @returns the newest withdrawal of a target */
export function lastWithdrawal(log: ApprovalLog, target: string): WithdrawnEvent | undefined {
  return withdrawals(log).findLast((event) => event.target === target);
}

export function withdrawals(log: ApprovalLog): readonly WithdrawnEvent[] {
  return log.flatMap((event) => (event.kind === 'withdrawn' ? [event] : []));
}

/**
 * What a log may take of the record that keeps it. In characters of JSON; GitHub keeps 65,535, and the report wants its
 * share.
 */
const mostCharacters = 20_000;

/**
 * Drops what is oldest until a log fits. What was shown goes first, then what was given: both only take approvals away.
 * Of several withdrawals of the same approvals the newest says all; none is ever dropped. What was shown before the pull
 * request left its base says nothing any more, and the last time that it left says all.
 */
export function fittingLog(log: ApprovalLog): ApprovalLog {
  const last = log.findLastIndex(({ kind }) => kind === 'left');
  let fitting = log.filter(
    (event, index) =>
      (event.kind !== 'withdrawn' || !isRepeated(log, event, index)) &&
      (index >= last || (event.kind !== 'shown' && event.kind !== 'left')),
  );
  for (const kind of ['shown', 'overridden', 'acknowledged', 'approved'] as const)
    while (JSON.stringify(fitting).length > mostCharacters) {
      const oldest = fitting.findIndex((event) => event.kind === kind);
      const isLastShown = kind === 'shown' && shownEvents(fitting).length === 1;
      if (oldest < 0 || isLastShown) break;
      fitting = fitting.toSpliced(oldest, 1);
    }
  return fitting;
}

function isRepeated(log: ApprovalLog, event: WithdrawnEvent, index: number): boolean {
  return withdrawals(log.slice(index + 1)).some(
    (later) =>
      later.target === event.target &&
      !isBefore(later.at, event.at) &&
      (later.of === 'all' || (event.of === 'own' && later.by === event.by)),
  );
}

/** What was shown since the pull request came to its base. */
function shownEvents(log: ApprovalLog): readonly ShownEvent[] {
  const last = log.findLastIndex(({ kind }) => kind === 'left');
  return log.slice(last + 1).flatMap((event) => (event.kind === 'shown' ? [event] : []));
}

function effectIn({ effects }: ShownEvent, target: string): string | undefined {
  return Object.hasOwn(effects, target) ? effects[target] : undefined;
}

export function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
