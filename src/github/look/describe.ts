import { concludeCluster } from '../../policy/judge/conclude.ts';
import { GITHUB_LIMITS } from '../../report/markdown/github-limits.ts';
import { toCheckOutput } from '../../report/markdown/to-check-output.ts';
import { toMarkdown } from '../../report/markdown/to-markdown.ts';
import type { CheckAction, CheckOutput } from '../api/check-run.ts';
import { digestOf } from '../api/published.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import { commentOverhead } from '../api/sticky-comment.ts';
import { clusterTag } from '../approvals/answer-asks.ts';
import { type ApprovalNews, approvalsSection } from '../approvals/approvals-section.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';
import type { Desired } from './desired.ts';

const mostActions = 3;

interface DescribeOptions {
  /** How many characters the hidden line of the comment takes. */
  readonly stateSize: number;
  /** Where the whole report can be read, if anywhere. */
  readonly reportUrl: string | undefined;
}

/**
 * @returns what a review says on GitHub: its check, and its comment where the fleet is touched
 */
export function desiredFor(
  pull: LivePullRequest,
  reviewed: ReviewedCommits,
  news: ApprovalNews,
  { stateSize, reportUrl }: DescribeOptions,
): Desired {
  const { review, shown } = reviewed;
  const link = pageLink(pull, reviewed);
  const approvals = approvalsSection(news);
  // Annotations are only for files that are the same in the head: elsewhere the line would be wrong.
  const headLine = (path: string, line: number) =>
    Object.hasOwn(shown, path) && shown[path] === 'head' ? line : undefined;
  const { title, summary, text, annotations } = toCheckOutput(review, { link, headLine, approvals });
  const output: CheckOutput = { title, summary, annotations, ...(text === '' ? {} : { text }) };
  const body = toMarkdown(review, {
    link,
    limit: GITHUB_LIMITS.comment - commentOverhead - stateSize,
    approvals,
    report: reportUrl,
  });
  const { conclusion } = news.conclusion;
  return {
    pull,
    conclusion,
    output,
    actions: actionsOf(news),
    detailsUrl: reportUrl,
    clusters: clustersOf(reviewed, news),
    contentDigest: contentDigestOf(reviewed, conclusion, approvals),
    comment: { kind: review.verdict === 'neutral' ? 'only-if-one-stands' : 'due', body },
    isRepeatable: true,
  };
}

function clustersOf({ review, mode, perCluster }: ReviewedCommits, { conclusion }: ApprovalNews): Desired['clusters'] {
  if (!perCluster) return new Map();
  return new Map(
    review.order.map((cluster) => [cluster, concludeCluster(review, conclusion, cluster, mode.isAdvisory)]),
  );
}

function actionsOf({ conclusion: { approvals } }: ApprovalNews): readonly CheckAction[] {
  return approvals
    .filter(({ missing }) => missing > 0)
    .slice(0, mostActions)
    .map(({ cluster }) => ({
      label: `Approve ${cluster}`.slice(0, 20),
      description: 'Approve the effect on this cluster',
      identifier: `approve:${clusterTag(cluster)}`,
    }));
}

/** Everything but the commit ids: it stays the same when the base moves without changing the effect. */
function contentDigestOf({ review, mode }: ReviewedCommits, conclusion: string, approvals: string): string {
  const { base: _base, head: _head, before: _before, after: _after, ...content } = review;
  return digestOf([content, mode, conclusion, approvals]);
}

/** @returns the address of a file's line, or `undefined` where no page shows it */
type PageLink = (path: string, line: number | undefined, side: 'before' | 'after') => string | undefined;

/** Links into the files of the head or the base, whichever holds the very file that was rendered. */
export function pageLink(pull: LivePullRequest, { shown }: ReviewedCommits): PageLink {
  return (path, line, side) => {
    const where = side === 'before' ? 'base' : Object.hasOwn(shown, path) ? shown[path] : 'nowhere';
    if (where !== 'head' && where !== 'base') return undefined;
    const commit = where === 'head' ? pull.headCommit : pull.baseCommit;
    const file = path.split('/').map(encodeURIComponent).join('/');
    return `${pull.repositoryUrl}/blob/${commit}/${file}${line === undefined ? '' : `#L${line}`}`;
  };
}
