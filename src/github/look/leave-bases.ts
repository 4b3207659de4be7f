import { code } from '../../text/escape.ts';
import { checkName } from '../api/check-names.ts';
import { completeCheckRun, rewriteText } from '../api/check-run.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import { isInto, ownRunsOn } from '../api/own-runs.ts';
import { forgetPublished, noteFormerBases, readFormerBases } from '../record/pull-notes.ts';
import { type RunRecord, readRecord, withLeft, withoutRecord, withRecord } from '../record/run-record.ts';
import { type LivePullRequest, mirrorOf } from '../tasks/live-head.ts';
import { newLook } from '../tasks/look-again.ts';
import type { LookWork } from './look-work.ts';

/** A base that a pull request has left, and the heads that may have a check there. */
interface LeftBase {
  readonly base: string;
  readonly commits: readonly string[];
}

/**
 * Ends the checks of bases that a pull request goes into no more: they are green no longer, have no buttons, and what they
 * showed does not count as shown. If the pull request comes back, it finds them so. A check that another open pull request
 * shares stays, and that one is looked at; it ends when that one goes as well.
 *
 * Costs nothing where the pull request has never left a base, or was published last with the head and base that it has.
 *
 * @throws RequestError as GitHub refuses; nothing must be shown in the other base then
 */
export async function leaveBases(work: LookWork): Promise<void> {
  const { headState, ports } = work;
  for (const pull of work.head.pulls) {
    const last = headState.published.get(pull.ref.number);
    if (last?.base === pull.baseBranch && last.heads.includes(pull.headCommit)) continue;
    const former = await formerBasesOf(work, pull, last?.base);
    const left = await basesLeftBy(work, pull, former);
    for (const each of left) await lookAt(work, await leave(work, pull, each));
    await noteFormerBases(ports.notes, pull, former);
    if (left.length > 0) await forgetPublished(ports.notes, pull);
  }
}

/** With the heads by the note of what was published; without one, by GitHub's record. */
async function basesLeftBy(
  { headState, contributors }: LookWork,
  pull: LivePullRequest,
  bases: readonly string[],
): Promise<readonly LeftBase[]> {
  const { ref, baseBranch, headCommit } = pull;
  const left = bases.filter((base) => base !== baseBranch);
  if (left.length === 0) return [];
  const last = headState.published.get(ref.number);
  // A head that it had before may have checks from then in any base that it has left.
  if (last?.base === baseBranch) return left.map((base) => ({ base, commits: [headCommit] }));
  const commits = last === undefined ? await contributors.formerHeadsOf(pull) : last.heads;
  return left.map((base) => ({ base, commits: [...new Set([headCommit, ...commits])] }));
}

/** The bases that it went into, as far as it is known that it left them; GitHub tells them where no note does. */
async function formerBasesOf(
  { ports, contributors }: LookWork,
  pull: LivePullRequest,
  last: string | undefined,
): Promise<readonly string[]> {
  const noted = await readFormerBases(ports.notes, pull);
  // What was published last may have been elsewhere than it had left by then.
  const isKnown = last !== undefined && noted !== undefined;
  const known = isKnown ? noted : await contributors.formerBasesOf(pull);
  const bases = last === undefined || last === pull.baseBranch ? known : [...known, last];
  return [...new Set(bases)];
}

async function lookAt({ ports, look }: LookWork, others: readonly OpenPull[]): Promise<void> {
  const { delivery, urgency } = look;
  for (const { ref } of others) await ports.lookAgain(newLook(ref, { delivery, urgency }));
}

/**
 * Alone, as it writes what a check keeps; and by what is open then, as the pull request may have come back.
 *
 * @returns the pull requests that have checks of this base still, which stay
 */
async function leave(work: LookWork, pull: LivePullRequest, { base, commits }: LeftBase): Promise<readonly OpenPull[]> {
  const { ports, github, signal } = work;
  return ports.alone(
    mirrorOf(pull),
    async (turn) => {
      const open = await readOpenPulls(github, pull.ref);
      if (open.some(({ ref, baseBranch }) => ref.number === pull.ref.number && baseBranch === base)) return [];
      const others: OpenPull[] = [];
      for (const commit of commits) {
        turn.throwIfAborted();
        const other = open.find((each) => each.headCommit === commit && each.baseBranch === base);
        if (other === undefined) await endChecks(work, pull, base, commit);
        else {
          await leaveToOthers(work, pull, base, commit);
          others.push(other);
        }
      }
      return others;
    },
    signal,
  );
}

async function endChecks(work: LookWork, pull: LivePullRequest, base: string, commit: string): Promise<void> {
  for (const { id, isCancelled, record } of await checksInto(work, pull, base, commit)) {
    const left = record && leftBy(work, pull, record);
    if (isCancelled && left === record) continue;
    const output = {
      title: 'The pull request goes into another branch',
      summary: `#${pull.ref.number} goes into ${code(pull.baseBranch)} now, and its check is ${code(checkName(pull.baseBranch))}. What this one showed does not count any more; if the pull request comes back to ${code(base)}, it is reviewed again.`,
      text: left === undefined ? '' : withRecord('', left),
      annotations: [],
    };
    await completeCheckRun(work.github, pull.ref, id, { conclusion: 'cancelled', output, actions: [] });
  }
}

/** The check speaks for others too. */
async function leaveToOthers(work: LookWork, pull: LivePullRequest, base: string, commit: string): Promise<void> {
  for (const { id, record, title, summary, text } of await checksInto(work, pull, base, commit)) {
    const left = record && leftBy(work, pull, record);
    if (left === undefined || left === record) continue;
    await rewriteText(work.github, pull.ref, { id, title, summary }, withRecord(withoutRecord(text), left));
  }
}

function leftBy({ ports }: LookWork, { ref }: LivePullRequest, record: RunRecord): RunRecord {
  return withLeft(record, ref.number, ports.now().toISOString());
}

/** The check of all clusters with what it keeps, and those of single ones. */
async function checksInto({ github, identity }: LookWork, pull: LivePullRequest, base: string, commit: string) {
  const found = await ownRunsOn(github, pull.ref, commit, identity.id);
  return found
    .filter((run) => isInto(base, run))
    .map((run) => ({
      ...run,
      isCancelled: run.conclusion === 'cancelled',
      record: run.name === checkName(base) ? readRecord(run.text, { repository: pull.repositoryId, base }) : undefined,
    }));
}
