import type { Logger } from 'pino';
import { toHtml } from '../../report/html/to-html.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { pageLink } from '../look/describe.ts';
import { reviewMember } from '../look/review-member.ts';
import { type LiveHead, type LivePullRequest, readLiveHead } from '../tasks/live-head.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';

/** The whole review of one commit of a pull request as a page, or why there is none. */
export type Report =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string }
  /** Another commit is the head now. */
  | { readonly kind: 'moved'; readonly commit: string };

/**
 * Reviews the current pull request again: a page shows what its check says, without storing a copy.
 *
 * @throws RequestError as GitHub refuses
 */
export async function reportOf(
  ports: ReviewPorts,
  pullRequest: PullRequestRef,
  commit: string,
  log: Logger,
  signal: AbortSignal,
): Promise<Report> {
  const found = await findPull(ports, pullRequest, commit, log, signal);
  if (found.kind !== 'found') return found;
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
  commit: string,
  log: Logger,
  signal: AbortSignal,
): Promise<Found | Exclude<Report, { readonly kind: 'page' }>> {
  const github = await ports.connect(pullRequest.installation, log);
  const head = await readLiveHead(github, pullRequest, ports.branchTips, signal);
  const pull = head?.pulls.find(({ ref }) => ref.number === pullRequest.number);
  if (!head || !pull)
    return { kind: 'none', title: 'The pull request is not open', message: 'Its check still shows the last result.' };
  if (pull.headCommit !== commit) return { kind: 'moved', commit: pull.headCommit };
  return { kind: 'found', head, pull };
}
