import { commentOverhead } from '../github/api/sticky-comment.ts';
import { headLine, isWorthAComment, pageLink } from '../github/look/describe.ts';
import { toHtml } from '../report/html/to-html.ts';
import { GITHUB_LIMITS } from '../report/markdown/github-limits.ts';
import { toCheckOutput } from '../report/markdown/to-check-output.ts';
import { toMarkdown } from '../report/markdown/to-markdown.ts';
import { exitCode } from '../report/model/exit-code.ts';
import type { CannotReview } from '../review/contract/cannot-review.ts';
import type { Said } from './publish.ts';
import type { Change } from './read-event.ts';
import type { ReviewedChange } from './review-change.ts';
import { SUMMARY_LIMIT } from './workflow.ts';

/** All that is said of a change. */
export interface Description extends Said {
  /** For the page of the run, which takes more than a comment. */
  readonly summary: string;
  /** The whole report; `undefined` where there is no review. */
  readonly html?: string;
  /** As `blast-radius diff` ends with it. */
  readonly exitCode: 0 | 1 | 2;
}

const NO_APPROVALS =
  '> [!NOTE]\n> This needs an approval. The Blast Radius App asks for it; this action cannot, as whoever can push can edit its workflow.';

/** @param isRequired whether the check is red where something is wrong */
export function describe(change: Change, reviewed: ReviewedChange, isRequired: boolean): Description {
  const { review } = reviewed;
  const { repositoryUrl, headCommit } = change;
  const link = pageLink({ repositoryUrl, headCommit, baseCommit: reviewed.baseCommit }, reviewed);
  const approvals = review.verdict === 'action_required' ? NO_APPROVALS : undefined;
  const { text, ...output } = toCheckOutput(review, { link, headLine: headLine(reviewed), approvals });
  const code = exitCode(review);
  return {
    check: { conclusion: conclusionOf(reviewed, isRequired), output: { ...output, ...(text === '' ? {} : { text }) } },
    comment: toMarkdown(review, { link, approvals, limit: GITHUB_LIMITS.comment - commentOverhead }),
    isDue: isWorthAComment(review),
    summary: toMarkdown(review, { link, approvals, limit: SUMMARY_LIMIT / 2 }),
    html: toHtml(review, { link }),
    exitCode: code,
  };
}

/** An approval that nobody can give here holds nothing up, as the exit code knows none either. */
function conclusionOf({ review, mode }: ReviewedChange, isRequired: boolean): Said['check']['conclusion'] {
  if (review.verdict === 'success') return 'success';
  return review.verdict === 'failure' && isRequired && !mode.isAdvisory ? 'failure' : 'neutral';
}

/** @returns what is said where there is no review */
export function describeProblem({ title, message }: CannotReview, isRequired: boolean): Description {
  const shown = `### ${title}\n\n${message}\n`;
  return {
    check: { conclusion: isRequired ? 'failure' : 'neutral', output: { title, summary: message, annotations: [] } },
    ...{ comment: shown, isDue: true, summary: shown, exitCode: 2 },
  };
}
