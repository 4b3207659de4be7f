import type { Logger } from 'pino';
import * as v from 'valibot';
import { ReviewSchema } from '../../review/contract/review.ts';
import type { PullPlace } from '../api/closed-pulls.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';

/** What a pull request's check said last, and all that its page needs beside it. */
export const KeptReportSchema = v.object({
  repositoryUrl: v.string(),
  baseBranch: v.string(),
  headCommit: v.string(),
  baseCommit: v.string(),
  shown: v.record(v.string(), v.picklist(['head', 'base', 'nowhere'])),
  review: ReviewSchema,
});

export type KeptReport = v.InferOutput<typeof KeptReportSchema>;

/** By what outlives a repository's name: another one of the same name has other readers. */
export interface ReportKey {
  readonly repositoryId: number;
  readonly number: number;
}

/** The reports of pull requests, one of each, so that they can still be read when they are merged. */
export interface Reports {
  /** Keeps a report, or that there is none, in the place of the one before. */
  readonly keep: (key: ReportKey, report: KeptReport | undefined) => Promise<void>;
  /** @returns `undefined` where none is kept any more, or none that can be read */
  readonly find: (key: ReportKey) => Promise<KeptReport | undefined>;
  readonly has: (key: ReportKey) => Promise<boolean>;
}

/**
 * Keeps what a check says. A review does not depend on it: what goes wrong is logged.
 *
 * @param reviewed `undefined` where there was no review: then what an earlier one said is no longer what the check says
 */
export async function leaveReport(
  reports: Reports | undefined,
  pull: OpenPull & Pick<KeptReport, 'baseCommit'>,
  reviewed: Pick<ReviewedCommits, 'review' | 'shown'> | undefined,
  log: Logger,
): Promise<void> {
  const { repositoryUrl, baseBranch, headCommit, baseCommit } = pull;
  const commits = { repositoryUrl, baseBranch, headCommit, baseCommit };
  const report = reviewed && { ...commits, shown: { ...reviewed.shown }, review: reviewed.review };
  try {
    await reports?.keep(reportKey(pull), report);
  } catch (error) {
    log.error({ err: error }, 'a report could not be kept');
  }
}

/** @returns the key of a pull request's report */
export function reportKey({ repositoryId, ref }: PullPlace): ReportKey {
  return { repositoryId, number: ref.number };
}
