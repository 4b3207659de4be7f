import { buttonTag } from '../../policy/approvals/answer-ask.ts';
import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { concludeCluster } from '../../policy/approvals/conclude.ts';
import { GITHUB_LIMITS } from '../../report/markdown/github-limits.ts';
import { toCheckOutput } from '../../report/markdown/to-check-output.ts';
import { type PageAddresses, toMarkdown } from '../../report/markdown/to-markdown.ts';
import { isRoutineReview } from '../../report/model/headline/routine-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { isPartlyKnown } from '../../review/unknown/partly-known.ts';
import type { CheckAction, CheckOutput } from '../api/check-run.ts';
import type { ReviewedCommits, ReviewedOverElsewhere } from '../api/review-commits.ts';
import { commentOverhead } from '../api/sticky-comment.ts';
import { type ApprovalNews, approvalsSection, targetName } from '../approvals/approvals-section.ts';
import { digestOf } from '../record/digest-of.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';
import type { Desired } from './desired.ts';

const mostActions = 3;
const mostLabel = 20;
const mostDescription = 40;

interface DescribeOptions {
  /** Names what the buttons approve. */
  readonly log: ApprovalLog;
  /** What more can be opened; `undefined` where this server shows none. */
  readonly pages: PageAddresses | undefined;
}

/**
 * @returns what a review says on GitHub: its check, and its comment where the fleet is touched
 */
export function desiredFor(
  pull: LivePullRequest,
  reviewed: ReviewedOverElsewhere,
  news: ApprovalNews,
  { log, pages }: DescribeOptions,
): Desired {
  const { review, routineLabel } = reviewed;
  const link = pageLink(pull, reviewed);
  const approvals = approvalsSection(news);
  const { title, summary, text, annotations } = toCheckOutput(review, {
    link,
    headLine: headLine(reviewed),
    approvals,
  });
  const output: CheckOutput = { title, summary, annotations, ...(text === '' ? {} : { text }) };
  const body = toMarkdown(review, {
    link,
    limit: GITHUB_LIMITS.comment - commentOverhead,
    approvals,
    pages,
  });
  const { conclusion } = news.conclusion;
  const clusters = clustersOf(reviewed, news);
  return {
    pull,
    conclusion,
    output,
    actions: actionsOf(pull.baseBranch, news, log),
    detailsUrl: pages?.report,
    isReviewed: true,
    routine: routineLabel === undefined ? undefined : { label: routineLabel, isDue: isRoutineReview(review) },
    clusters,
    contentDigest: contentDigestOf(reviewed, [conclusion, approvals, [...clusters]]),
    isUnjudged: (review.unjudged ?? []).length > 0,
    partlyKnown: new Set(partlyKnownIn(review)),
    comment: { kind: isWorthAComment(review) ? 'due' : 'only-if-one-stands', body },
    isRepeatable: !isUnfinished(reviewed),
  };
}

/**
 * What changes Kubernetes objects is told of, also where no cluster has them: silence would read as "nothing changes". So
 * is what may change a cluster unseen.
 */
export function isWorthAComment({ verdict, files, clusters }: Review): boolean {
  return verdict !== 'neutral' || partlyKnownIn({ clusters }).length > 0 || files.some(({ unread }) => unread === true);
}

/** @returns whether a review may know more in a moment of what it knows only in part */
export function isUnfinished({ review, elsewhere }: ReviewedOverElsewhere): boolean {
  return elsewhere?.isUnfinished === true && partlyKnownIn(review).length > 0;
}

function partlyKnownIn({ clusters }: Pick<Review, 'clusters'>): readonly string[] {
  return Object.entries(clusters).flatMap(([name, cluster]) => (isPartlyKnown(cluster) ? [name] : []));
}

function clustersOf({ review, mode, perCluster }: ReviewedCommits, { conclusion }: ApprovalNews): Desired['clusters'] {
  if (!perCluster) return new Map();
  return new Map(
    review.order.map((cluster) => [cluster, concludeCluster(review, conclusion, cluster, mode.isAdvisory)]),
  );
}

/** GitHub shows three buttons, and 20 characters of each. */
function actionsOf(
  base: string,
  { conclusion: { approvals } }: ApprovalNews,
  log: ApprovalLog,
): readonly CheckAction[] {
  const waiting = new Map(approvals.filter(({ missing }) => missing > 0).map((each) => [each.target, each]));
  const shown = [...waiting.values()].slice(0, mostActions);
  const whole = shown.map(({ target }) => `Approve ${targetName(target)}`);
  const areTold = new Set(whole.map((label) => label.slice(0, mostLabel))).size === whole.length;
  return shown.map(({ target, digest }, index) => ({
    label: (areTold ? (whole[index] ?? '') : `${index + 1}. ${whole[index]}`).slice(0, mostLabel),
    description: describedAs(areTold ? undefined : index + 1, targetName(target)),
    identifier: `approve:${buttonTag(log, base, target, digest)}`,
  }));
}

/** The end of a long name tells more than its beginning. */
function describedAs(number: number | undefined, name: string): string {
  const text = number === undefined ? 'Approves what changes in ' : `${number} is `;
  const left = mostDescription - text.length;
  return `${text}${name.length <= left ? name : `…${name.slice(name.length - left + 1)}`}`;
}

/** Everything but the commit ids: it stays the same when the base moves without changing the effect. */
function contentDigestOf({ review, mode }: ReviewedCommits, said: readonly unknown[]): string {
  const { base: _base, head: _head, before: _before, after: _after, ...content } = review;
  return digestOf([content, mode, ...said]);
}

/** @returns what gives the line of the head: none for files that are others there, where it would be a wrong one */
export function headLine({ shown }: Pick<ReviewedCommits, 'shown'>) {
  return (path: string, line: number): number | undefined =>
    Object.hasOwn(shown, path) && shown[path] === 'head' ? line : undefined;
}

/** @returns the address of a file's line, or `undefined` where no page shows it */
type PageLink = (path: string, line: number | undefined, side: 'before' | 'after') => string | undefined;

/** Links into the files of the head or the base, whichever holds the very file that was rendered. */
export function pageLink(
  pull: Pick<LivePullRequest, 'repositoryUrl' | 'headCommit' | 'baseCommit'>,
  { shown }: Pick<ReviewedCommits, 'shown'>,
): PageLink {
  return (path, line, side) => {
    const where = side === 'before' ? 'base' : Object.hasOwn(shown, path) ? shown[path] : 'nowhere';
    if (where !== 'head' && where !== 'base') return undefined;
    const commit = where === 'head' ? pull.headCommit : pull.baseCommit;
    return lineAddress({ repositoryUrl: pull.repositoryUrl, commit }, path, line);
  };
}

/** @returns the address of a file's line at a commit */
export function lineAddress(
  { repositoryUrl, commit }: { readonly repositoryUrl: string; readonly commit: string },
  path: string,
  line: number | undefined,
): string {
  const file = path.split('/').map(encodeURIComponent).join('/');
  return `${repositoryUrl}/blob/${commit}/${file}${line === undefined ? '' : `#L${line}`}`;
}
