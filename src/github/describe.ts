import { toCheckOutput } from '../report/to-check-output.ts';
import { toMarkdown } from '../report/to-markdown.ts';
import type { CheckOutput } from './check-run.ts';
import type { Desired } from './desired.ts';
import type { LivePullRequest } from './live-pull-request.ts';
import { pageLink } from './page-link.ts';
import type { ReviewedCommits } from './review-commits.ts';
import { commentOverhead } from './sticky-comment.ts';

const commentLimit = 65_536;

/** @returns what a review says on GitHub: its check, and its comment where the fleet is touched */
export function describe(pull: LivePullRequest, reviewed: ReviewedCommits): Desired {
  const { review, isAdvisory, shown } = reviewed;
  const link = pageLink(pull, reviewed);
  // An annotation stands in the head's own file, or nowhere: elsewhere its line would be another one.
  const headLine = (path: string, line: number) =>
    Object.hasOwn(shown, path) && shown[path] === 'head' ? line : undefined;
  const { title, summary, text, annotations } = toCheckOutput(review, { link, headLine });
  const output: CheckOutput = { title, summary, annotations, ...(text === '' ? {} : { text }) };
  const body = toMarkdown(review, { link, limit: commentLimit - commentOverhead });
  return {
    conclusion: isAdvisory ? 'neutral' : review.verdict,
    output,
    comment: { kind: review.verdict === 'neutral' ? 'only-if-one-stands' : 'due', body },
    isRepeatable: true,
  };
}
