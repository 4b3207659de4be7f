import type { Logger } from 'pino';
import { toHtml } from '../../report/html/to-html.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { GitHub } from '../api/github.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { pageLink } from '../look/describe.ts';
import { reviewMember } from '../look/review-member.ts';
import { type LiveHead, type LivePullRequest, readLiveHead } from '../tasks/live-head.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';

/** The whole review of one commit of a pull request as a page, or why there is none. */
export type Report =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string }
  /** Another commit is the head now, or was when it was merged. */
  | { readonly kind: 'moved'; readonly commit: string };

/**
 * Reviews an open pull request again: a page shows what its check says. Of one that is merged, it shows what the check said
 * last, as far as that is kept.
 *
 * @param commit `undefined` for the newest one
 * @throws RequestError as GitHub refuses
 */
export async function reportOf(
  ports: ReviewPorts,
  pullRequest: PullRequestRef,
  commit: string | undefined,
  log: Logger,
  signal: AbortSignal,
): Promise<Report> {
  const found = await findPull(ports, pullRequest, commit, log, signal);
  if (found.kind === 'none') return mergedReport(ports, pullRequest, commit, log);
  if (found.kind === 'moved') return found;
  const { head, pull } = found;
  const reviewed = await reviewMember(ports, head, pull, { delivery: 'report page', isPublished: false }, log, signal);
  if (reviewed instanceof CannotReview) return { kind: 'none', title: reviewed.title, message: reviewed.message };
  return { kind: 'page', html: toHtml(reviewed.review, { link: pageLink(pull, reviewed), asksWhy: true }) };
}

type Found = { readonly kind: 'found'; readonly head: LiveHead; readonly pull: LivePullRequest };

/**
 * @returns the pull request, as long as the commit is its head
 * @throws RequestError as GitHub refuses
 */
export async function findPull(
  ports: ReviewPorts,
  pullRequest: PullRequestRef,
  commit: string | undefined,
  log: Logger,
  signal: AbortSignal,
): Promise<Found | Exclude<Report, { readonly kind: 'page' }>> {
  const github = await ports.connect(pullRequest.installation, log);
  const head = await readLiveHead(github, pullRequest, ports.branchTips, signal);
  const pull = head?.pulls.find(({ ref }) => ref.number === pullRequest.number);
  if (!head || !pull) return NOT_OPEN;
  if (pull.headCommit !== commit) return { kind: 'moved', commit: pull.headCommit };
  return { kind: 'found', head, pull };
}

const NOT_OPEN = {
  ...({ kind: 'none', title: 'The pull request is not open' } as const),
  message: 'Its check still shows the last result.',
};

async function mergedReport(
  { reports, connect }: ReviewPorts,
  { installation, owner, repo, number }: PullRequestRef,
  commit: string | undefined,
  log: Logger,
): Promise<Report> {
  const github = await connect(installation, log);
  const pull = await readPull(github, { owner, repo, pull_number: number });
  if (pull === undefined || pull.merged_at === null) return NOT_OPEN;
  const kept = await reports?.find({ repositoryId: pull.base.repo.id, number });
  if (kept === undefined || (kept.headCommit !== commit && kept.headCommit !== pull.head.sha))
    return { ...NOT_OPEN, title: 'The report is not kept any more' };
  if (kept.headCommit !== commit) return { kind: 'moved', commit: kept.headCommit };
  const note = `As its check said it last, before it was merged on ${pull.merged_at.slice(0, 10)}.`;
  return { kind: 'page', html: toHtml(kept.review, { link: pageLink(kept, kept), note }) };
}

async function readPull(github: GitHub, names: { owner: string; repo: string; pull_number: number }) {
  try {
    return (await github.rest.pulls.get(names)).data;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}
