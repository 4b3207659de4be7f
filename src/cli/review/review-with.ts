import type { Review } from '../../review/contract/review.ts';
import { meetingOf } from '../../review/meet/meeting.ts';
import { loadConfigOfSides } from '../open/load-config.ts';
import type { Repository, Sides } from '../open/open-repository.ts';
import { usageError } from '../process/cli-error.ts';
import type { Judging, SidesReviewer } from './sides-reviewer.ts';

interface Change {
  readonly repository: Repository;
  readonly sides: Sides;
  readonly judging: Judging;
  /** The file of the configuration, where the user names one. */
  readonly config: string | undefined;
}

/**
 * Reviews a change, and what becomes of it where another one is merged too.
 *
 * @param name the revision of the other one
 * @throws CliError where the change is no merge, or the revision is not there
 */
export async function reviewWith(name: string, change: Change, reviewer: SidesReviewer): Promise<Review> {
  const { repository, sides, judging } = change;
  if (sides.merge.status === 'as-given')
    throw usageError('--with is for what a merge does: omit the revisions, or use --merge BASE HEAD');
  const [base, other] = await Promise.all([repository.revision(sides.base), repository.revision(name)]);
  const otherSides = await repository.merged(base, other);
  const merged = await repository.mergedBoth(sides.base, sides.head, other.commit);
  const compared = async (each: Sides) => {
    const own = { ...judging, ...(await loadConfigOfSides(change.config, each, repository.fetch)) };
    return (await reviewer.review(each, { ...own, withLines: undefined, withDigests: true })).review;
  };
  const meeting = meetingOf({
    own: await compared(sides),
    other: await compared(otherSides),
    both: 'conflicts' in merged ? merged : await compared({ ...sides, before: base.tree, after: merged }),
  });
  const { review } = await reviewer.review(sides, judging);
  return { ...review, meets: [{ with: name, ...meeting }] };
}
