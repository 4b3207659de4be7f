import type { Logger } from 'pino';
import { whyView } from '../../report/html/made-view.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { Changed } from '../../review/contract/object-change.ts';
import type { AskedObject } from '../../review/origins/made-changes.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import { pageLink } from '../look/describe.ts';
import { commitsOf } from '../look/review-member.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { findPull, type Report } from './report-of.ts';

/**
 * Reviews a pull request once more, and its chart's rendering of one object line by line: which line of a template made
 * each changed field, and who set the values in it. What was rendered before is remembered where reviews are.
 *
 * @returns as a page, what the report shows beside the object's fields
 * @throws RequestError as GitHub refuses
 */
export async function whyOf(
  ports: ReviewPorts,
  pullRequest: PullRequestRef,
  { commit, object }: { readonly commit: string; readonly object: AskedObject },
  log: Logger,
  signal: AbortSignal,
): Promise<Report> {
  const found = await findPull(ports, pullRequest, commit, log, signal);
  if (found.kind !== 'found') return found;
  const { pull } = found;
  try {
    const reviewed = await ports.reviewCommits({ ...commitsOf(ports, pull, log), withLines: object }, signal);
    const changed = changedObject(reviewed, object);
    if (changed === undefined)
      return { kind: 'none', title: 'Not known', message: 'Nothing of that name changes: reload the page.' };
    return { kind: 'page', html: whyView(object.cluster, changed.fields, pageLink(pull, reviewed)).text };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: `${error.title}.` };
  }
}

/** Two objects of one identity are told apart by nothing that a page could ask with. */
function changedObject({ review: { clusters } }: ReviewedCommits, asked: AskedObject): Changed | undefined {
  const cluster = Object.hasOwn(clusters, asked.cluster) ? clusters[asked.cluster] : undefined;
  const [changed, other] = (cluster?.changed ?? []).filter(
    ({ apiVersion, kind, namespace = '', name }) =>
      apiVersion === asked.apiVersion && kind === asked.kind && namespace === asked.namespace && name === asked.name,
  );
  return other === undefined ? changed : undefined;
}
