import { approvalFor, oneMaintainer } from '../../config/approval-for.ts';
import type { ApprovalConfig, Approver, Config } from '../../config/config.ts';
import { permissions } from '../../config/permissions.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import { listedWhole } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';

/**
 * What is weaker in who has to approve a cluster, its default included. A lost protection does not say it already: it may
 * leave approvals in force.
 */
export function weakerApprovals(was: Cluster, becomes: Cluster, before: Config, after: Config): readonly string[] {
  const rule = approvalFor(before, was.name, was.protected);
  const next = approvalFor(after, becomes.name, becomes.protected);
  if (rule === undefined) return next === undefined ? [] : weakerLosses(next);
  if (next !== undefined) return Object.values(COMPARED).flatMap((compare) => compare(rule, next));
  return ['would need no approval'];
}

/** Each key of a rule; one that nothing compares does not compile. */
const COMPARED = {
  anyOf: (rule, next) => {
    const more = next.anyOf.filter((approver) => !rule.anyOf.some((known) => covers(known, approver)));
    return more.length === 0 ? [] : [`could also be approved by ${listedWhole(more.map(approverText))}`];
  },
  count: (rule, next) =>
    next.count >= rule.count ? [] : [`would need ${people(next.count)} to approve instead of ${rule.count}`],
  author: (rule, next) => (rule.author || !next.author ? [] : ['could be approved by those who made the change']),
} satisfies Record<keyof ApprovalConfig, (rule: ApprovalConfig, next: ApprovalConfig) => readonly string[]>;

/** Where nobody was asked to approve, a maintainer could acknowledge that something is deleted. */
function weakerLosses(next: ApprovalConfig): readonly string[] {
  const more = next.anyOf.filter((approver) => !oneMaintainer.anyOf.some((known) => covers(known, approver)));
  const who = [...more.map(approverText), ...(next.author ? ['those who made the change'] : [])];
  return who.length === 0 ? [] : [`could have deletions acknowledged by ${listedWhole(who)}`];
}

/** Whether everybody whom the second names is named by the first. Who is in a team, nobody can tell from here. */
function covers(known: Approver, approver: Approver): boolean {
  if (known.kind === 'permission')
    return (
      approver.kind === 'permission' &&
      permissions.indexOf(approver.permission) >= permissions.indexOf(known.permission)
    );
  if (known.kind === 'team') return approver.kind === 'team' && isSame(approver.team, known.team);
  return approver.kind === 'user' && isSame(approver.user, known.user);
}

/** GitHub tells no logins and no teams apart by case. */
function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function approverText(approver: Approver): string {
  if (approver.kind === 'team') return `the team ${quoted(approver.team)}`;
  if (approver.kind === 'user') return `the user ${quoted(approver.user)}`;
  return `the role ${approver.permission}`;
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
