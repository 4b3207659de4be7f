import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { cancelRuns, endedAs } from '../api/cancel-runs.ts';
import { checkName } from '../api/check-names.ts';
import { type CheckRun, findCheckRun, rewriteText } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import { isInto, ownRunsOn, passes } from '../api/own-runs.ts';
import { memberOf, type RecordMember, type RunRecord, readRecord, withoutRecord, withRecord } from './run-record.ts';

/** The log of a pull request into its base. */
export interface KeptLog {
  readonly log: ApprovalLog;
  /** How often it was written. */
  readonly writes: number;
  /** Runs on former heads that still hold it: once it is written on the live head, they must not. */
  readonly elsewhere: readonly KeptRun[];
}

interface KeptRun {
  readonly commit: string;
  readonly run: CheckRun;
  readonly record: RunRecord;
}

interface KeptAt extends KeptRun {
  readonly member: RecordMember;
}

/** Where to look for it. */
interface LogPlaces {
  readonly appId: number;
  /** What the run on the live head holds. */
  readonly own: RunRecord | undefined;
  /** Heads that the pull request had before, as GitHub or the App itself recorded them. */
  readonly formerHeads: () => Promise<readonly string[]>;
}

/** A head that took over is followed this often: to and fro between heads writes ever newer records. */
const mostMoves = 30;

/**
 * Reads the log from where it was written last. Each head's run names the head that took the log over, so any former head
 * leads to the newest, and no older one counts. A log that is not found is empty: nothing is then approved.
 *
 * @throws RequestError as GitHub refuses
 */
export async function readKeptLog(
  github: GitHub,
  pull: OpenPull,
  { appId, own, formerHeads }: LogPlaces,
): Promise<KeptLog> {
  const { headCommit: live } = pull;
  const found: KeptAt[] = [];
  const seen = new Set([live]);
  const waiting = [...(await formerHeads()), ...movedFrom(own, pull.ref.number)];
  for (let moves = 0; waiting.length > 0 && moves < mostMoves; moves += 1) {
    const commit = waiting.shift();
    if (commit === undefined || seen.has(commit)) continue;
    seen.add(commit);
    const at = await readAt(github, pull, commit, appId);
    const member = memberOf(at?.record, pull.ref.number);
    if (at !== undefined && member !== undefined && member.log.length > 0) found.push({ ...at, member });
    waiting.unshift(...movedFrom(at?.record, pull.ref.number));
  }
  const members = [memberOf(own, pull.ref.number), ...found.map(({ member }) => member)];
  const newest = members.reduce((best, each) => ((each?.writes ?? -1) > (best?.writes ?? -1) ? each : best), undefined);
  return { log: newest?.log ?? [], writes: newest?.writes ?? 0, elsewhere: found };
}

/**
 * Ends what passes on former heads: nobody looks at them again when their base moves or an approval is taken back, and one
 * of them may be pushed back. What another open pull request has stays. To be called before the live head shows anything: a
 * process that dies in between leaves nothing that passes.
 *
 * @returns the log, with those runs as they are then
 * @throws RequestError as GitHub refuses
 */
export async function endFormerRuns(github: GitHub, pull: OpenPull, kept: KeptLog, appId: number): Promise<KeptLog> {
  if (kept.elsewhere.length === 0) return kept;
  const { ref, baseBranch: base } = pull;
  const open = await readOpenPulls(github, ref);
  const isHad = ({ commit }: KeptRun) =>
    open.some(({ headCommit, baseBranch }) => headCommit === commit && baseBranch === base);
  const elsewhere: KeptRun[] = [];
  for (const each of kept.elsewhere) {
    const found = isHad(each) ? [] : await ownRunsOn(github, ref, each.commit, appId);
    const passing = found.filter((run) => isInto(base, run) && passes(run));
    await cancelRuns(github, ref, passing, 'left');
    const isEnded = passing.some(({ id }) => id === each.run.id);
    elsewhere.push(isEnded ? { ...each, run: { ...each.run, ...endedAs('left') } } : each);
  }
  return { ...kept, elsewhere };
}

/** The live head holds the log from now on: the former ones only say so. */
export async function leaveFormerRuns(github: GitHub, pull: OpenPull, { elsewhere }: KeptLog): Promise<void> {
  const { headCommit: moved, ref } = pull;
  for (const { run, record } of elsewhere) {
    const members = record.members.map((member) =>
      member.number === ref.number ? { ...member, moved, log: [], effects: {}, requests: [] } : member,
    );
    await rewriteText(github, ref, run, withRecord(withoutRecord(run.text), { ...record, members }));
  }
}

async function readAt(github: GitHub, pull: OpenPull, commit: string, appId: number): Promise<KeptRun | undefined> {
  const { baseBranch: base, repositoryId: repository } = pull;
  const run = await findCheckRun(github, pull.ref, commit, checkName(base), appId);
  const record = readRecord(run?.text, { repository, base });
  return run === undefined || record === undefined ? undefined : { commit, run, record };
}

function movedFrom(record: RunRecord | undefined, number: number): readonly string[] {
  return record?.members.flatMap((each) => (each.number === number ? (each.moved ?? []) : [])) ?? [];
}
