import { type ApprovalEvent, type ApprovalLog, isBefore, lastLeft, shownFirst } from './approval-log.ts';
import { holds } from './grant.ts';
import { grantsOf } from './grants-of.ts';

/**
 * Approvals end when a pull request goes to another base, and do not come back with it: meanwhile, nobody could withdraw
 * them.
 *
 * @param digests by target, what there is to accept
 * @param since when it got its base, ISO 8601; `undefined` where it never had another
 * @param areClicksTold whether a click on a button tells which base the pull request had then. Where it does not, what the
 *   page showed before the change counts no more: an old button is then another one
 * @returns the log with the events that are due; the same one where none is
 */
export function withBaseChange(
  log: ApprovalLog,
  digests: Readonly<Record<string, string>>,
  since: string | undefined,
  areClicksTold: boolean,
): ApprovalLog {
  if (since === undefined) return log;
  const standing = grantsOf(log, [], []).filter(
    (grant) => grant.kind !== 'override' && holds(grant, digests[grant.target]) && !isBefore(since, grant.at),
  );
  const ended = [...new Set(standing.map(({ target }) => target))].map(
    (target): ApprovalEvent => ({ kind: 'withdrawn', target, by: '', at: since, of: 'all', isBaseChange: true }),
  );
  const left: readonly ApprovalEvent[] =
    areClicksTold || !isShownSince(log, since) ? [] : [{ kind: 'left', at: since }];
  return ended.length + left.length === 0 ? log : [...log, ...left, ...ended];
}

/** Whether the page still counts as shown although that was before the last change of the base, or in its second. */
function isShownSince(log: ApprovalLog, since: string): boolean {
  const [first, left] = [shownFirst(log), lastLeft(log)];
  return first !== undefined && !isBefore(since, first) && (left === undefined || isBefore(left, since));
}
