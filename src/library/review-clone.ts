import { reviewChange } from '../cli/review/review-change.ts';
import type { Review } from '../review/contract/review.ts';

/** Which change of which clone is reviewed. */
export interface CloneChange {
  /** A clone, a folder in one, or a bare mirror. */
  readonly repo: string;
  /** A revision, or `A...B`; without it, what merging HEAD into the base branch does. */
  readonly before?: string;
  /** A revision. */
  readonly after?: string;
  /** Whether `after` is merged into `before`. */
  readonly merge?: boolean;
  /** Whether the files on disk are reviewed, committed or not, against `before` or HEAD. */
  readonly workTree?: boolean;
  /** The branch that is merged into; the default branch where none is given. */
  readonly baseBranch?: string;
  /** A file that is used instead of `.github/blast-radius.yml` at the base. */
  readonly config?: string;
}

/**
 * Reviews a change of a local clone, as `blast-radius diff` does, by the same variables of the environment. Starts git, and
 * keeps nothing.
 *
 * @throws Error with a sentence for people, where there is no such clone or revision or the configuration is invalid
 */
export async function reviewClone({ before, after, ...change }: CloneChange): Promise<Review> {
  return reviewChange(before, after, change, silent, undefined);
}

const nothing = (): void => undefined;
const silent = { out: nothing, err: nothing, note: nothing, progress: nothing, colour: false, width: 100 };
