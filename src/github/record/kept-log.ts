import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { cancelRuns, endedAs } from '../api/cancel-runs.ts';
import { checkName } from '../api/check-names.ts';
import { type CheckRun, rewriteText } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import { isInto, type OwnRun, ownRunsOn, passes } from '../api/own-runs.ts';
import { memberOf, type RecordMember, type RunRecord, readRecord, withoutRecord, withRecord } from './run-record.ts';

/** The log of a pull request into its base. */
export interface KeptLog {
  readonly log: ApprovalLog;
  /** How often it was written. */
  readonly writes: number;
  /** Former heads whose runs pass or speak for it: once the live head does, they must not. */
  readonly elsewhere: readonly FormerHead[];
}

interface FormerHead {
  readonly commit: string;
  /** Of all clusters, and of single ones. */
  readonly passing: readonly OwnRun[];
  /** The run that keeps what the pull request had there; `undefined` where another head has taken that over. */
  readonly kept: KeptRun | undefined;
}

interface KeptRun {
  readonly run: CheckRun;
  readonly record: RunRecord;
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

/** More are not asked about, those that took over included: a request for each. */
const mostHeads = 40;

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
  const { headCommit: live, baseBranch: base, repositoryId: repository, ref } = pull;
  const elsewhere: FormerHead[] = [];
  const seen = new Set([live]);
  const waiting = [...(await formerHeads()), ...movedFrom(own, ref.number)];
  while (waiting.length > 0 && seen.size < mostHeads) {
    const commit = waiting.shift();
    if (commit === undefined || seen.has(commit)) continue;
    seen.add(commit);
    const runs = (await ownRunsOn(github, ref, commit, appId)).filter((run) => isInto(base, run));
    const run = runs.find(({ name }) => name === checkName(base));
    const record = readRecord(run?.text, { repository, base });
    const member = memberOf(record, ref.number);
    const kept = run && record && member && { run, record, member };
    const passing = runs.filter(passes);
    if (kept !== undefined || passing.length > 0) elsewhere.push({ commit, passing, kept });
    waiting.unshift(...movedFrom(record, ref.number));
  }
  const members = [memberOf(own, ref.number), ...elsewhere.map(({ kept }) => kept?.member)];
  const newest = members.reduce((best, each) => ((each?.writes ?? -1) > (best?.writes ?? -1) ? each : best), undefined);
  return { log: newest?.log ?? [], writes: newest?.writes ?? 0, elsewhere };
}

/**
 * Ends what passes on former heads: nobody looks at them again when their base moves or an approval is taken back, and one
 * of them may be pushed back. What another open pull request has stays. To be called before the live head shows anything: a
 * process that dies in between leaves nothing that passes.
 *
 * @returns the log, with those runs as they are then
 * @throws RequestError as GitHub refuses
 */
export async function endFormerRuns(github: GitHub, pull: OpenPull, kept: KeptLog): Promise<KeptLog> {
  if (kept.elsewhere.every(({ passing }) => passing.length === 0)) return kept;
  const { ref, baseBranch: base } = pull;
  const open = await readOpenPulls(github, ref);
  const elsewhere: FormerHead[] = [];
  for (const each of kept.elsewhere) {
    const isHad = open.some(({ headCommit, baseBranch }) => headCommit === each.commit && baseBranch === base);
    elsewhere.push(isHad ? each : await endRunsOf(github, pull, each));
  }
  return { ...kept, elsewhere };
}

async function endRunsOf(github: GitHub, pull: OpenPull, { commit, passing, kept }: FormerHead): Promise<FormerHead> {
  const isEnded = kept !== undefined && passing.some(({ id }) => id === kept.run.id);
  // Where nothing would be lost if this process died now, nothing is left to be written later.
  const isLeft = isEnded && kept.member.log.length === 0;
  const runs = isLeft
    ? passing.map((run) => (run.id === kept.run.id ? { ...run, text: leftText(pull, kept) } : run))
    : passing;
  await cancelRuns(github, pull.ref, runs, 'left');
  if (isLeft) return { commit, passing: [], kept: undefined };
  return { commit, passing: [], kept: isEnded ? { ...kept, run: { ...kept.run, ...endedAs('left') } } : kept };
}

/** The live head holds the log from now on: the former ones only say so. */
export async function leaveFormerRuns(github: GitHub, pull: OpenPull, { elsewhere }: KeptLog): Promise<void> {
  for (const { kept } of elsewhere)
    if (kept !== undefined) await rewriteText(github, pull.ref, kept.run, leftText(pull, kept));
}

function leftText({ headCommit: moved, ref }: OpenPull, { run, record }: KeptRun): string {
  const members = record.members.map((member) =>
    member.number === ref.number ? { ...member, moved, log: [], effects: {}, requests: [] } : member,
  );
  return withRecord(withoutRecord(run.text), { ...record, members });
}

function movedFrom(record: RunRecord | undefined, number: number): readonly string[] {
  return record?.members.flatMap((each) => (each.number === number ? (each.moved ?? []) : [])) ?? [];
}
