import { type ApprovalEvent, type ApprovalLog, isBefore } from './approval-log.ts';
import { holds } from './grant.ts';
import { grantsOf } from './grants-of.ts';

/**
 * Approvals end when a pull request goes to another base, and do not come back with it: meanwhile, nobody could withdraw
 * them.
 *
 * @param digests by target, what there is to accept
 * @param since when it got its base, ISO 8601; `undefined` where it never had another
 * @returns the log with the withdrawals that are due; the same one where none is
 */
export function withBaseChange(
  log: ApprovalLog,
  digests: Readonly<Record<string, string>>,
  since: string | undefined,
): ApprovalLog {
  if (since === undefined) return log;
  const standing = grantsOf(log, [], []).filter(
    (grant) => grant.kind === 'approval' && holds(grant, digests[grant.target]) && !isBefore(since, grant.at),
  );
  const ended = [...new Set(standing.map(({ target }) => target))].map(
    (target): ApprovalEvent => ({ kind: 'withdrawn', target, by: '', at: since, of: 'all', isBaseChange: true }),
  );
  return ended.length === 0 ? log : [...log, ...ended];
}
