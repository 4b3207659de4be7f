import type { Logger } from 'pino';
import type { GitHub } from '../api/github.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { pullRequestKey } from '../api/pull-request-ref.ts';

/** What it takes to write a label. */
interface LabelWork {
  readonly github: GitHub;
  readonly ports: { readonly notes: Notes };
  readonly log: Logger;
}

/** The label of routine pull requests, and whether one of them is. */
export interface RoutineLabel {
  readonly label: string;
  readonly isDue: boolean;
}

/** Is remembered where the pull request is known to have no label of this App. */
const NONE = '';

/**
 * Takes the label of routine pull requests off one that has another head: it was put there for the one before. Where nobody
 * remembers it, the review of the head does.
 */
export async function dropLabel(work: LabelWork, pull: OpenPull): Promise<void> {
  const had = await work.ports.notes.read(noteKey(pull));
  if (had !== undefined && had !== NONE) await settle(work, pull, () => takeOff(work, pull, had));
}

/**
 * Puts the label on a pull request, or takes it off; nothing else depends on it, so what GitHub refuses is only logged.
 * Where the configuration names no label, GitHub is asked nothing.
 */
export async function settleLabel(work: LabelWork, pull: OpenPull, routine: RoutineLabel | undefined): Promise<void> {
  const { github, ports } = work;
  const had = await ports.notes.read(noteKey(pull));
  const wanted = routine?.isDue === true ? routine.label : NONE;
  // Whoever has taken it off since does not want it.
  if (had === wanted || (had === undefined && routine === undefined)) return;
  await settle(work, pull, async () => {
    const { owner, repo, number } = pull.ref;
    const issue = { owner, repo, issue_number: number };
    if (had !== undefined && had !== NONE) await takeOff(work, pull, had);
    if (had === undefined && routine !== undefined && wanted === NONE) {
      const { data } = await github.rest.issues.listLabelsOnIssue({ ...issue, per_page: 100 });
      if (data.some(({ name }) => name === routine.label)) await takeOff(work, pull, routine.label);
    }
    if (wanted !== NONE) await github.rest.issues.addLabels({ ...issue, labels: [wanted] });
    await ports.notes.write(noteKey(pull), wanted, aWeek);
  });
}

async function settle({ log }: LabelWork, pull: OpenPull, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn(`the label of #${pull.ref.number}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function takeOff({ github, ports }: LabelWork, pull: OpenPull, name: string): Promise<void> {
  const { owner, repo, number } = pull.ref;
  await github.rest.issues.removeLabel({ owner, repo, issue_number: number, name }).catch((error: unknown) => {
    // Somebody has taken it off already.
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
  });
  await ports.notes.write(noteKey(pull), NONE, aWeek);
}

function noteKey({ ref }: OpenPull): string {
  return `routine label ${pullRequestKey(ref)}`;
}
