import type { Permission } from '../../config/config.ts';
import type { Mode } from '../../policy/approvals/conclude.ts';
import type { Meeting } from '../../review/contract/meeting.ts';
import type { Shown } from '../../review/contract/reference.ts';
import type { Review } from '../../review/contract/review.ts';
import type { AskedObject } from '../../review/origins/made-changes.ts';
import type { Resolution } from '../../tree/sources/source-table.ts';

/**
 * Whose change it is: of somebody who can write to the repository, of a fork, whoever may have opened it from there, or of
 * somebody without write access.
 */
export type Whose = 'own' | 'fork' | 'outsider';

/** Of what repository something is asked, and as whom. */
export interface AskingRepository {
  readonly installation: number;
  /** `owner/name`, as it is called now. */
  readonly name: string;
}

/** What references stood for at one moment: given to another review, both are of that moment. */
export interface ResolvedElsewhere {
  readonly resolutions: ReadonlyMap<string, Resolution>;
  /** Absolute paths of bare git directories, whose objects are read too. */
  readonly gitDirectories: readonly string[];
}

/** What to review, and how to get it. */
export interface CommitsToReview {
  /** Names the mirror: the repository's id, which a rename leaves as it is. */
  readonly repository: string;
  readonly cloneUrl: string;
  /** Full names of the refs that lead to the commits, as long as nobody moves them: `refs/heads/main`. */
  readonly refs: readonly string[];
  /** As `main`: a cluster that follows another is not reached. */
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly headCommit: string;
  /** `merge`: what merging the head into the base would do. `as-given`: a merge queue has merged them already. */
  readonly sides: 'merge' | 'as-given';
  /** Whether it is merged, and somebody looks back: operators watch what is under review. */
  readonly isPast?: boolean | undefined;
  /** Whether each single change of an effect is named too. */
  readonly withParts?: boolean | undefined;
  /** The object whose changed fields are told with the lines that make them. */
  readonly withLines?: AskedObject | undefined;
  /** Asked for when it is needed: installation tokens live for an hour. */
  readonly token: () => Promise<string>;
  readonly asking: AskingRepository;
  /** Asked for where it matters: where something is new that stands elsewhere. */
  readonly whose: () => Promise<Whose>;
  /** What was resolved for another review of the same moment. */
  readonly elsewhere?: ResolvedElsewhere | undefined;
  /** Told from time to time what is waited for, where that takes a while: a sentence without a full stop. */
  readonly onFetching?: ((what: string) => void) | undefined;
}

export interface ReviewedCommits {
  readonly review: Review;
  /** What the base's configuration asks of a change. */
  readonly mode: Mode;
  /** Who may accept a finding. */
  readonly overridePermission: Permission;
  /** An additional check run for every cluster. */
  readonly perCluster: boolean;
  /** What routine pull requests are labelled with. */
  readonly routineLabel?: string | undefined;
  /** By path of the result, for every path the review names. */
  readonly shown: Readonly<Record<string, Shown>>;
}

/** What a review found elsewhere. */
export interface FoundElsewhere extends ResolvedElsewhere {
  /** Whether anything could not be had that may be there in a moment. */
  readonly isUnfinished: boolean;
}

/** A review, and what it found elsewhere. */
export interface ReviewedOverElsewhere extends ReviewedCommits {
  /** But for what was not looked at for the sake of whose change it is; absent where nothing is fetched. */
  readonly elsewhere?: FoundElsewhere | undefined;
}

/**
 * Fetches the commits and reviews what merging them would do.
 *
 * @throws CannotReview with a sentence for people; anything else is a bug
 */
export type ReviewCommits = (commits: CommitsToReview, signal: AbortSignal) => Promise<ReviewedOverElsewhere>;

/** Another change of the same base. */
export interface OtherCommits extends Pick<CommitsToReview, 'refs' | 'headCommit' | 'whose'> {}

/** What two changes have to do with each other; `undefined` where that could not be found out. */
export type Met = Omit<Meeting, 'with' | 'title'> | undefined;

/**
 * Fetches other commits too, and compares what each does with what it does where the first ones are merged as well.
 *
 * @returns one for each of the others, or fewer where that takes too long
 */
export type MeetCommits = (
  commits: CommitsToReview,
  others: readonly OtherCommits[],
  signal: AbortSignal,
) => Promise<readonly Met[]>;
