import type { Logger } from 'pino';
import { toHtml } from '../report/to-html.ts';
import { CannotReview } from './cannot-review.ts';
import { readLiveHead } from './live-head.ts';
import { pageLink } from './page-link.ts';
import type { PullRequestRef } from './pull-request-ref.ts';
import { reviewMember } from './review-member.ts';
import type { ReviewPorts } from './review-ports.ts';

/** The whole review of one commit of a pull request as a page, or why there is none. */
export type Report =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string }
  /** Another commit is the head now. */
  | { readonly kind: 'moved'; readonly commit: string };

/**
 * Reviews the pull request anew, as it is now: a page shows what its check says, and holds no copy of it.
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
  const github = await ports.connect(pullRequest.installation, log);
  const head = await readLiveHead(github, { pullRequest }, ports.branchTips, signal);
  const pull = head?.pulls.find(({ ref }) => ref.number === pullRequest.number);
  if (!head || !pull)
    return { kind: 'none', title: 'The pull request is not open', message: 'Its check keeps what was said of it.' };
  if (pull.headCommit !== commit) return { kind: 'moved', commit: pull.headCommit };
  const reviewed = await reviewMember(ports, head, pull, { delivery: 'report page' }, log, signal);
  if (reviewed instanceof CannotReview) return { kind: 'none', title: reviewed.title, message: reviewed.message };
  return { kind: 'page', html: toHtml(reviewed.review, { link: pageLink(pull, reviewed) }) };
}
