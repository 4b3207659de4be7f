import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { checkName } from '../api/check-names.ts';
import { type CheckRun, findCheckRun, rewriteText } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
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
  return run === undefined || record === undefined ? undefined : { run, record };
}

function movedFrom(record: RunRecord | undefined, number: number): readonly string[] {
  return record?.members.flatMap((each) => (each.number === number ? (each.moved ?? []) : [])) ?? [];
}
