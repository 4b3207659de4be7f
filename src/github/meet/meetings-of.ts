import type { Logger } from 'pino';
import type { Meeting } from '../../review/contract/meeting.ts';
import type { Review } from '../../review/contract/review.ts';
import { footprintOf } from '../../review/meet/footprint.ts';
import { isMeeting } from '../../review/meet/meeting.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import type { CommitsToReview, OtherCommits } from '../api/review-commits.ts';
import { whoseChange } from '../people/whose-change.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { noteFootprint, readFootprint } from './kept-footprint.ts';
import { MOST_COMPARED, namedAs, nearPulls } from './near-pulls.ts';

/** What has been reviewed. */
interface Reviewed {
  readonly pull: OpenPull;
  readonly commits: CommitsToReview;
  readonly review: Review;
  /** Every open pull request of the repository. */
  readonly open: readonly OpenPull[];
  /** Whether the review is published, so that others are told what it does. */
  readonly isPublished: boolean;
}

type Ports = Pick<ReviewPorts, 'notes' | 'meetCommits' | 'connect'>;

/**
 * Finds out which other open pull requests meet a reviewed one, and leaves for others what this one does. A review does not
 * depend on it: what goes wrong is logged.
 *
 * @returns what the review says of them
 * @throws the signal's reason
 */
export async function meetingsOf(
  ports: Ports,
  { pull, commits, review, open, isPublished }: Reviewed,
  log: Logger,
  signal: AbortSignal,
): Promise<Pick<Review, 'meets' | 'alsoMeets'>> {
  try {
    const footprint = footprintOf(review);
    const note = async (met: string) => isPublished && noteFootprint(ports.notes, pull, { footprint, met });
    // First, so that of two at once one sees the other.
    await note('');
    const near = await nearPulls(ports.notes, pull, footprint, open);
    await note(namedAs(near));
    if (near.length === 0) return {};
    const began = performance.now();
    const connect = () => ports.connect(pull.ref.installation, log);
    const others = near.slice(0, MOST_COMPARED);
    const found = await ports.meetCommits(
      commits,
      others.map((other) => commitsOf(connect, other)),
      signal,
    );
    const meets = others.flatMap((other, index): Meeting[] => {
      const met = found[index];
      return met === undefined || !isMeeting(met) ? [] : [{ with: `#${other.ref.number}`, title: other.title, ...met }];
    });
    const milliseconds = Math.round(performance.now() - began);
    log.info({ with: others.map(({ ref }) => ref.number), milliseconds }, 'compared with other pull requests');
    const left = near.length - found.length;
    return { ...(meets.length === 0 ? {} : { meets }), ...(left === 0 ? {} : { alsoMeets: left }) };
  } catch (error) {
    signal.throwIfAborted();
    log.error({ err: error }, 'other pull requests could not be compared');
    return {};
  }
}

/** @returns whether a pull request meets the same others as when it was reviewed, as far as anybody remembers */
export async function meetsTheSame(
  { notes }: Pick<Ports, 'notes'>,
  pull: OpenPull,
  open: readonly OpenPull[],
): Promise<boolean> {
  const known = await readFootprint(notes, pull);
  if (known === undefined) return true;
  return namedAs(await nearPulls(notes, pull, known.footprint, open)) === known.met;
}

function commitsOf(connect: () => Promise<GitHub>, pull: OpenPull): OtherCommits {
  const { ref, baseBranch, headCommit } = pull;
  const refs = [`refs/heads/${baseBranch}`, `refs/pull/${ref.number}/head`];
  return { refs, headCommit, whose: async () => whoseChange(await connect(), pull) };
}
