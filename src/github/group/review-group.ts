import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { prose } from '../../text/escape.ts';
import { checkName } from '../api/check-names.ts';
import { beginCheckRun, type CheckResult, completeCheckRun, createCheckRun, findCheckRun } from '../api/check-run.ts';
import { refusalOf } from '../api/refusal.ts';
import { encodeGroup, encodeUnfinished } from '../tasks/group-run.ts';
import { ProgressNote } from '../tasks/progress-note.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { GroupTask } from '../tasks/task.ts';
import { NotDone } from '../tasks/try-again.ts';
import { branchOf, type GroupResults, groupResults } from './group-results.ts';

/**
 * Reviews what a merge queue is about to merge: the tree it has really made, against what its pull requests were
 * approved for. It is reported on the group's own head, under every name that branch rules may ask for.
 *
 * @param signal the group is destroyed, or the process stops: the run is then cancelled
 */
export async function reviewGroup(
  ports: ReviewPorts,
  task: GroupTask,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { repository, headCommit } = task;
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(repository.installation, log)]);
  const name = checkName(branchOf(task.baseRef));
  const run = await findCheckRun(github, repository, headCommit, name, identity.id);
  const externalId = encodeGroup(task);
  if (run?.isCompleted && run.externalId === externalId && run.conclusion !== 'cancelled')
    return log.info({ head: headCommit }, 'the group was already reviewed');
  const output = { title: 'Reviewing', summary: 'Rendering what the queue is about to merge.' };
  const again = run?.id;
  const checkId =
    run && !run.isCompleted
      ? run.id
      : await beginCheckRun(github, repository, headCommit, { name, output, externalId, again });
  const note = new ProgressNote(github, repository, Promise.resolve({ id: checkId, text: '' }));
  const onFetching = (what: string) => note.tell(`Fetching from ${prose(what)}.`);
  try {
    const results = await untilKnown(() => groupResults(ports, github, task, { signal, onFetching }), signal);
    await note.end();
    signal.throwIfAborted();
    const [[, result] = [name, undefined], ...others] = results.checks;
    if (result === undefined) return;
    for (const [own, each] of others) await createCheckRun(github, repository, headCommit, own, each);
    const kept = results.isRepeatable ? externalId : encodeUnfinished(task);
    await completeCheckRun(github, repository, checkId, { ...result, externalId: kept });
    log.info({ head: headCommit, conclusion: result.conclusion, pulls: results.numbers }, 'merge group reviewed');
    if (!results.isRepeatable) throw new NotDone('the merge group could not be reviewed');
  } catch (error) {
    await note.end();
    if (signal.aborted) await completeCheckRun(github, repository, checkId, cancelled);
    else if (!refusalOf(error) && !(error instanceof NotDone))
      await completeCheckRun(github, repository, checkId, unpublished);
    throw error;
  }
}

/** In milliseconds. */
const pauses = [1_000, 4_000];

/** A queue throws a group out at its first red check: what may pass in a moment stays in progress. */
async function untilKnown(ask: () => Promise<GroupResults>, signal: AbortSignal): Promise<GroupResults> {
  for (const pause of pauses) {
    const results = await ask();
    if (results.isRepeatable) return results;
    await setTimeout(pause, undefined, { signal });
  }
  return ask();
}

const cancelled: CheckResult = {
  conclusion: 'cancelled',
  output: { title: 'The merge group was removed', summary: 'There is nothing left to review.', annotations: [] },
};

const unpublished: CheckResult = {
  conclusion: 'failure',
  output: {
    title: 'The review could not be published',
    summary: 'GitHub did not accept the result of this review.',
    annotations: [],
  },
};
