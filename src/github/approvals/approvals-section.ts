import type { AnsweredLoss } from '../../policy/approvals/acknowledged-losses.ts';
import type { AnsweredRequest } from '../../policy/approvals/approval-requests.ts';
import type { Conclusion } from '../../policy/approvals/conclude.ts';
import { type Approval, configTarget, type Grant } from '../../policy/approvals/grant.ts';
import { code, name, prose } from '../../text/escape.ts';
import { approverText } from '../people/eligibility.ts';
import type { Ineligible } from '../people/standing-of.ts';

export interface ApprovalNews {
  readonly conclusion: Conclusion;
  readonly ineligible: readonly Ineligible[];
  /** Why one more person is asked; `undefined` where everybody who acted is known. */
  readonly unknown?: string | undefined;
  /** What moved elsewhere since approvals that no longer count: a clause each; our own Markdown. */
  readonly moved?: readonly string[];
  /** The comment holds approvals that an earlier version recorded in it. */
  readonly hasEarlierFormat?: boolean | undefined;
  /** What has to be changed in the rules of the base; our own Markdown. */
  readonly notice?: string | undefined;
}

/** @returns a target as people write it in a command */
export function targetName(target: string): string {
  return target === configTarget ? 'config' : target;
}

/**
 * What has been approved, by whom and when, what is missing, and what no longer counts and why.
 *
 * @returns markdown; empty if nothing is required and nothing was given. Nobody is mentioned: names are code
 */
export function approvalsSection(news: ApprovalNews): string {
  const { conclusion, ineligible, unknown, moved = [], hasEarlierFormat, notice } = news;
  const given = new Set(conclusion.approvals.flatMap((each) => each.given));
  const fallen = new Set(conclusion.approvals.flatMap((each) => each.fallen));
  const lines = [
    ...conclusion.approvals.map(requestLine),
    ...[...given].map(givenLine),
    ...lossLines(conclusion.losses),
    ...conclusion.overridden.map(
      ({ finding, by }) =>
        `- ⚠️ ${code(by.rule)} in ${name(by.target)} is overridden by ${code(by.by)} (${when(by.at)}): ${prose(by.reason)}${finding.fix === undefined ? '' : ` <sub>instead of: ${prose(finding.fix)}</sub>`}`,
    ),
    ...[...fallen].map(fallenLine),
    ...moved.map((clause) => `- ↻ Since then, ${clause}.`),
    ...conclusion.fallen.map(
      (override) =>
        `- ✗ the override of ${code(override.rule)} in ${name(override.target)} by ${code(override.by)} no longer counts: ${whyFallen(override)}`,
    ),
    ...ineligible.map(
      ({ grant, why }) =>
        `- ✗ the ${grant.kind} of ${shown(grant.target)} by ${code(grant.by)} ${grant.via === 'review' ? 'does not count' : 'no longer counts'}: ${prose(why)}`,
    ),
    ...(unknown === undefined
      ? []
      : [`- One more approval is needed, as not everybody who acted is known: ${prose(unknown)}.`]),
    ...(hasEarlierFormat
      ? ['- ✗ Approvals that an earlier version of this App recorded do not count. Approve again.']
      : []),
  ];
  const section = lines.length === 0 ? '' : `**Approvals**\n\n${lines.join('\n')}`;
  return [notice === undefined ? '' : `> [!IMPORTANT]\n> ${notice}`, section]
    .filter((text) => text !== '')
    .join('\n\n');
}

function requestLine({ target, cluster, rule, missing }: AnsweredRequest): string {
  const about = target === configTarget ? `the change of the configuration${forWhom(cluster)}` : name(target);
  if (missing === 0) return `- ✅ ${about} is approved`;
  const who = rule.anyOf.map((approver) => prose(approverText(approver))).join(' or ');
  const people = missing === 1 ? 'one approval' : `${missing} approvals`;
  return `- ⏳ ${about} waits for ${people} (${who}): ${code(`/approve ${targetName(target)}`)}`;
}

/** What waits for the same people by the same rule is one line. */
function lossLines(losses: readonly AnsweredLoss[]): readonly string[] {
  const waiting = new Map<string, { readonly first: AnsweredLoss; readonly clusters: string[] }>();
  for (const loss of losses.filter(({ missing }) => missing > 0)) {
    const key = JSON.stringify([loss.finds, loss.rule, loss.missing]);
    const group = waiting.get(key) ?? { first: loss, clusters: [] };
    group.clusters.push(loss.cluster);
    waiting.set(key, group);
  }
  const lines = [...waiting.values()].map(({ first, clusters }) => waitingLine(first, clusters));
  return [...lines, ...losses.flatMap(acknowledgedLines)];
}

function waitingLine({ finds, rule, missing }: AnsweredLoss, clusters: readonly string[]): string {
  const who = rule.anyOf.map((approver) => prose(approverText(approver))).join(' or ');
  const people = missing === 1 ? 'one acknowledgment' : `${missing} acknowledgments`;
  const where = clusters.length === 1 ? ` ${clusters[0]}` : '';
  return `- ⏳ ${code(finds)} in ${clusters.map(name).join(', ')}, if intended, waits for ${people} (${who}): ${code(`/acknowledge ${finds}${where} <reason>`)}`;
}

function acknowledgedLines({ finds, target, given, fallen }: AnsweredLoss): readonly string[] {
  const what = `${code(finds)} in ${name(target)}`;
  return [
    ...given.map(({ by, at, reason }) => `- ⚠️ ${what} is acknowledged by ${code(by)} (${when(at)}): ${prose(reason)}`),
    ...fallen.map(
      (grant) => `- ✗ the acknowledgment of ${what} by ${code(grant.by)} no longer counts: ${whyFallen(grant)}`,
    ),
  ];
}

function forWhom(cluster: string | undefined): string {
  return cluster === undefined ? '' : `, for ${name(cluster)},`;
}

function givenLine({ target, by, at, via }: Approval): string {
  return `- ✓ ${shown(target)}: ${code(by)} approved ${target === configTarget ? 'this change' : 'this effect'} by ${via} (${when(at)})`;
}

function fallenLine(approval: Approval): string {
  return `- ✗ ${shown(approval.target)}: the approval by ${code(approval.by)} (${when(approval.at)}) no longer counts: ${whyFallen(approval)}`;
}

function whyFallen({ withdrawn, target, digest }: Grant): string {
  if (withdrawn?.how === 'base') return `the base was changed (${when(withdrawn.at)})`;
  if (withdrawn?.how === 'review') return `${code(withdrawn.by)} requested changes (${when(withdrawn.at)})`;
  if (withdrawn !== undefined) return `${code(withdrawn.by)} withdrew it (${when(withdrawn.at)})`;
  if (digest === '') return 'what changes now was published after it: approve again';
  return target === configTarget ? 'what it weakens has changed' : `the effect on ${name(target)} has changed`;
}

function shown(target: string): string {
  return target === configTarget ? 'the configuration' : name(target);
}

/** ISO 8601 to the minute: `2026-11-21 01:30 UTC`. */
function when(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return 'at an unknown time';
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
