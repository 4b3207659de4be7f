import type { ClusterApproval } from '../../policy/judge/approvals-that-hold.ts';
import type { Conclusion } from '../../policy/judge/conclude.ts';
import type { Approval, Grant } from '../../policy/judge/grant.ts';
import { code, name, prose } from '../../text/escape.ts';
import { approverText, type Ineligible } from './eligibility.ts';

export interface ApprovalNews {
  readonly conclusion: Conclusion;
  readonly ineligible: readonly Ineligible[];
  /** The comment was not as this App had written it last. */
  readonly isForged: boolean;
}

/**
 * What has been approved, by whom and when, what is missing, and what no longer counts and why.
 *
 * @returns markdown; empty if nothing is required and nothing was given. Nobody is mentioned: names are code
 */
export function approvalsSection({ conclusion, ineligible, isForged }: ApprovalNews): string {
  const lines = [
    ...conclusion.approvals.map(clusterLine),
    ...conclusion.approvals.flatMap(({ given }) => given.map(givenLine)),
    ...conclusion.overridden.map(
      ({ finding, by }) =>
        `- ⚠️ ${code(by.rule)} in ${name(by.cluster)} is overridden by ${code(by.by)} (${when(by.at)}): ${prose(by.reason)}${finding.fix === undefined ? '' : ` <sub>instead of: ${prose(finding.fix)}</sub>`}`,
    ),
    ...conclusion.approvals.flatMap(({ fallen }) => fallen.map(fallenLine)),
    ...conclusion.fallen.map(
      (override) =>
        `- ✗ the override of ${code(override.rule)} in ${name(override.cluster)} by ${code(override.by)} no longer counts: ${whyFallen(override)}`,
    ),
    ...ineligible.map(
      ({ grant, why }) =>
        `- ✗ the ${grant.kind} of ${name(grant.cluster)} by ${code(grant.by)} no longer counts: ${prose(why)}`,
    ),
    ...(isForged ? ['- ✗ the approvals in this comment are not the latest that were recorded, and do not count'] : []),
  ];
  return lines.length === 0 ? '' : `**Approvals**\n\n${lines.join('\n')}`;
}

function clusterLine({ cluster, rule, missing }: ClusterApproval): string {
  if (missing === 0) return `- ✅ ${name(cluster)} is approved`;
  const who = rule.anyOf.map((approver) => prose(approverText(approver))).join(' or ');
  const people = missing === 1 ? 'one approval' : `${missing} approvals`;
  return `- ⏳ ${name(cluster)} waits for ${people} (${who}): ${code(`/approve ${cluster}`)}`;
}

function givenLine({ cluster, by, at, via }: Approval): string {
  return `- ✓ ${name(cluster)}: ${code(by)} approved this effect by ${via} (${when(at)})`;
}

function fallenLine(approval: Approval): string {
  return `- ✗ ${name(approval.cluster)}: the approval by ${code(approval.by)} (${when(approval.at)}) no longer counts: ${whyFallen(approval)}`;
}

function whyFallen({ withdrawn, cluster }: Grant): string {
  if (withdrawn === undefined) return `the effect on ${name(cluster)} has changed`;
  return `${code(withdrawn.by)} withdrew it (${when(withdrawn.at)})`;
}

/** ISO 8601 to the minute: `2026-11-21 01:30 UTC`. */
function when(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : prose(at);
}
