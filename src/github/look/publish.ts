import type { Permission } from '../../config/config.ts';
import { type ApprovalLog, fittingLog, showsNow } from '../../policy/approvals/approval-log.ts';
import type { ApprovalRequest } from '../../policy/approvals/approval-requests.ts';
import { noteConcluded } from '../api/begun-runs.ts';
import { cancelRuns } from '../api/cancel-runs.ts';
import { checkName } from '../api/check-names.ts';
import { type CheckResult, completeCheckRun, createCheckRun, rewriteText, type WrittenRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import {
  createStickyComment,
  editStickyComment,
  type StickyComment,
  stickyBody,
  withStaleNote,
} from '../api/sticky-comment.ts';
import { digestOf } from '../record/digest-of.ts';
import type { Floating } from '../record/floating.ts';
import { endFormerRuns, type KeptLog, leaveFormerRuns } from '../record/kept-log.ts';
import { forgetComment, noteHead, notePublished } from '../record/pull-notes.ts';
import { type RecordMember, type RunRecord, withRecord } from '../record/run-record.ts';
import type { BegunRun } from './abandon.ts';
import { writeClusterChecks } from './cluster-checks.ts';
import { type CombinedCheck, combine, type Desired } from './desired.ts';
import type { LookWork } from './look-work.ts';

/** What one pull request should look like, with what its check has to keep. */
export interface Member {
  readonly desired: Desired;
  /** The log as it was found. */
  readonly kept: KeptLog;
  /** The log with what people have asked for since. */
  readonly log: ApprovalLog;
  readonly requests: readonly ApprovalRequest[];
  /** By target, the digest of what there is to accept. */
  readonly effects: Readonly<Record<string, string>>;
  readonly overridePermission: Permission;
  /** Digest of who counted. */
  readonly counted: string;
  readonly floating: Floating;
}

interface Wanted {
  readonly member: Member;
  readonly body: string | undefined;
  /** What is there now. */
  readonly existing: StickyComment | undefined;
}

type Members = readonly [Member, ...Member[]];

/**
 * Updates check and comments, and writes nothing that is there already. The check is written first, because people and
 * branch rules wait for it, and it keeps the approvals that its conclusion rests on. When all is on the page, and not
 * before, the record says so: only what was shown can be approved.
 *
 * @param run the one in progress; `undefined`: the completed one may still be right
 * @param onChecked called when the check is complete
 * @returns how many of them were written
 */
export async function publish(
  work: LookWork,
  run: BegunRun | undefined,
  members: Members,
  onChecked: () => void,
): Promise<number> {
  const { signal, github, head, ports } = work;
  const wanted = members.map((member) => wantedOf(work, member));
  const record = recordOf(work, wanted, combinedOf(members));
  const former: KeptLog[] = [];
  for (const { desired, kept } of members) {
    await noteHead(ports.notes, desired.pull);
    former.push(await endFormerRuns(github, desired.pull, kept));
  }
  const clusters = await writeClusters(work, members, record, run !== undefined);
  const check = await writeCheck(work, run, members, record);
  onChecked();
  const written: (string | undefined)[] = [];
  for (const [index, each] of wanted.entries()) {
    // A newer review has replaced this one: what is not written yet would be outdated.
    signal.throwIfAborted();
    written.push(await writeComment(work, each, passingOn(former[index])));
  }
  const comments = written.filter((time) => time !== undefined);
  signal.throwIfAborted();
  const shown = await recordShown(work, check, members, record, comments);
  for (const [index, { desired, kept }] of members.entries())
    await leaveFormerRuns(github, desired.pull, former[index] ?? kept);
  await noteConcluded(ports.notes, head.leader.ref, head);
  return clusters + (check.isWritten ? 1 : 0) + comments.length + shown;
}

function wantedOf({ headState }: LookWork, member: Member): Wanted {
  const { comment, pull } = member.desired;
  const existing = headState.comments.get(pull.ref.number);
  if (comment.kind === 'stale-if-one-stands') {
    const isOurs = headState.ours.has(pull.ref.number);
    const note = `${comment.note}${isOurs ? ' Below is an earlier review.' : ''}`;
    return { member, existing, body: existing && withStaleNote(existing.body, note, isOurs) };
  }
  if (comment.kind === 'only-if-one-stands' && !existing) return { member, existing, body: undefined };
  return { member, existing, body: stickyBody(pull.headCommit, comment.body) };
}

function combinedOf([{ desired: first }, ...others]: Members): CombinedCheck {
  return combine([first, ...others.map((other) => other.desired)]);
}

function recordOf({ head, inputs }: LookWork, wanted: readonly Wanted[], combined: CombinedCheck): RunRecord {
  return {
    version: 3,
    repository: head.leader.repositoryId,
    base: head.base,
    // Other inputs than any look has: what could not be done now is to be tried again.
    inputs: combined.isRepeatable ? inputs : '',
    baseCommit: head.baseCommit,
    content: combined.contentDigest,
    annotations: digestOf(combined.output.annotations),
    members: wanted.map(({ member, body }) => ({
      number: member.desired.pull.ref.number,
      comment: body === undefined ? null : digestOf(body),
      writes: member.kept.writes + 1,
      log: [...fittingLog(member.log)],
      effects: { ...member.effects },
      requests: member.requests.map(plainRequest),
      overridePermission: member.overridePermission,
      counted: member.counted,
      ...(Object.keys(member.floating).length === 0 ? {} : { floating: { ...member.floating } }),
    })),
  };
}

function plainRequest({ rule, ...request }: ApprovalRequest): RecordMember['requests'][number] {
  return { ...request, rule: { ...rule, anyOf: [...rule.anyOf] } };
}

/** Before the main check: when that is complete, the others are too. */
function writeClusters(
  { github, head, headState, identity }: LookWork,
  members: Members,
  { content }: RunRecord,
  isAnew: boolean,
): Promise<number> {
  const desired = members.map((member) => member.desired);
  const isFirst = headState.check === undefined;
  return writeClusterChecks({ github, head, identity, desired, content, isAnew, isFirst });
}

interface WrittenCheck extends WrittenRun {
  readonly isWritten: boolean;
  readonly output: CombinedCheck['output'];
}

async function writeCheck(
  work: LookWork,
  run: BegunRun | undefined,
  members: Members,
  record: RunRecord,
): Promise<WrittenCheck> {
  const { github, head, headState } = work;
  const { check, record: former } = headState;
  const combined = combinedOf(members);
  const { output } = combined;
  // One that was ended when its pull request was closed keeps its record.
  const isThere = run === undefined && check?.conclusion === combined.conclusion;
  const isSame = isThere && isSameRecord(former, record);
  if (isSame) return { id: check.id, at: '', isWritten: false, output };
  const text = withRecord(output.text ?? '', record);
  const result: CheckResult = {
    ...combined,
    externalId: externalIdOf(head.leader.ref.number),
    output: { ...output, text },
  };
  const { ref } = head.leader;
  const id = run?.id ?? check?.id;
  const sent = id === check?.id ? former?.annotations : undefined;
  // What was annotated once can only be added to: other annotations need another run.
  const isReusable = id !== undefined && (sent === undefined || sent === record.annotations);
  if (!isReusable) {
    const anew = await createCheckRun(github, ref, head.commit, checkName(head.base), result);
    if (run !== undefined) await cancelRuns(github, ref, [run], 'stopped');
    return { ...anew, isWritten: true, output };
  }
  const annotations = sent === undefined ? output.annotations : [];
  const reused = { ...result, output: { ...result.output, annotations } };
  return { ...(await completeCheckRun(github, ref, id, reused)), isWritten: true, output };
}

/** But for the count of writes: it is only of writes that had something to say. */
function isSameRecord(former: RunRecord | undefined, record: RunRecord): boolean {
  if (former === undefined) return false;
  const plain = ({ members, ...rest }: RunRecord) =>
    JSON.stringify([rest, members.map(({ writes: _writes, ...member }) => member)]);
  return plain(former) === plain(record);
}

/**
 * Records since when the page shows what people can accept: by the time of GitHub's own answer to the last write of it.
 *
 * @returns how many requests that took
 */
async function recordShown(
  { github, head, ports }: LookWork,
  check: WrittenCheck,
  members: Members,
  record: RunRecord,
  comments: readonly string[],
): Promise<number> {
  const isNew = members.some(({ log, effects }) => !showsNow(log, head.commit, effects));
  if (!isNew) return 0;
  const written = [check.at, ...comments].filter((time) => time !== '');
  const at = written.toSorted().at(-1) ?? ports.now().toISOString();
  const shown = record.members.map((member, index) => {
    const { effects = {}, log = [] } = members[index] ?? {};
    if (showsNow(log, head.commit, effects)) return member;
    const event = { kind: 'shown' as const, head: head.commit, at, effects: { ...effects } };
    return { ...member, writes: member.writes + 1, log: [...fittingLog([...log, event])] };
  });
  const { title, summary, text = '' } = check.output;
  const run = { id: check.id, title, summary };
  await rewriteText(github, head.leader.ref, run, withRecord(text, { ...record, members: shown }));
  return 1;
}

/** Former heads that other pull requests have. */
function passingOn(former: KeptLog | undefined): readonly string[] {
  return (former?.elsewhere ?? []).flatMap(({ commit, passing }) => (passing.length > 0 ? [commit] : []));
}

/**
 * @param others former heads that it may come back to, and find them green
 * @returns when GitHub had written it; `undefined` where it stood already
 */
async function writeComment(
  { github, ports }: LookWork,
  { member, body, existing }: Wanted,
  others: readonly string[],
): Promise<string | undefined> {
  const { pull } = member.desired;
  if (body === undefined || (existing && digestOf(existing.body) === digestOf(body))) {
    await notePublished(ports.notes, pull, existing, others);
    return undefined;
  }
  const edited = existing && (await editStickyComment(github, pull.ref, existing.id, body));
  if (edited === undefined) await forgetComment(ports.notes, pull);
  const written = edited ?? (await createStickyComment(github, pull.ref, body));
  await notePublished(ports.notes, pull, written, others);
  return written.at;
}
