import { REPORT_LIMIT } from '../../report/markdown/github-limits.ts';
import type { CannotReview } from '../../review/contract/cannot-review.ts';
import { code, prose } from '../../text/escape.ts';
import type { CheckAction, CheckOutput, Conclusion } from '../api/check-run.ts';
import { digestOf } from '../record/digest-of.ts';
import type { RoutineLabel } from '../record/routine-label.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';

/** What GitHub should show for one pull request after a review, whatever it shows now. */
export interface Desired {
  readonly pull: LivePullRequest;
  readonly conclusion: Exclude<Conclusion, 'cancelled'>;
  readonly output: CheckOutput;
  readonly actions: readonly CheckAction[];
  /** Where the whole report can be read. */
  readonly detailsUrl?: string | undefined;
  /** A digest of the content without links: an equal digest needs no update. */
  readonly contentDigest: string;
  /** Whether there is a review: without one, nothing is known of any cluster. */
  readonly isReviewed: boolean;
  /** By cluster, what its own check says; empty where none is asked for. */
  readonly clusters: ReadonlyMap<string, Exclude<Conclusion, 'cancelled'>>;
  /** The label of routine pull requests, where there is to be one, and whether this is one. */
  readonly routine?: RoutineLabel | undefined;
  /** Whether manifests were not judged: that stands in every check's title. */
  readonly isUnjudged: boolean;
  /** The clusters of which it is only known in part what happens to them. */
  readonly partlyKnown: ReadonlySet<string>;
  /** Whether the same commits would give the same result; otherwise the next event tries again. */
  readonly isRepeatable: boolean;
  readonly comment:
    | { readonly kind: 'due'; readonly body: string }
    /** Nothing to report, but an existing comment must be updated. */
    | { readonly kind: 'only-if-one-stands'; readonly body: string }
    /** There is no new review: an existing comment is marked as outdated. */
    | { readonly kind: 'stale-if-one-stands'; readonly note: string };
}

/** What GitHub shows if a review failed: a failed check with the reason. */
export function desiredWithout(problem: CannotReview, pull: LivePullRequest): Desired {
  return {
    pull,
    conclusion: 'failure',
    output: { title: problem.title, summary: problem.message, annotations: [] },
    actions: [],
    isReviewed: false,
    clusters: new Map(),
    contentDigest: JSON.stringify([problem.title, problem.message]),
    isUnjudged: false,
    partlyKnown: new Set(),
    isRepeatable: problem.isRepeatable,
    comment: {
      kind: 'stale-if-one-stands',
      note: `**${pull.headCommit.slice(0, 7)} could not be reviewed**; see its check for the reason.`,
    },
  };
}

/** The check of a commit, for all pull requests that have it as their head. */
export interface CombinedCheck {
  readonly conclusion: Desired['conclusion'];
  readonly output: CheckOutput;
  readonly actions: readonly CheckAction[];
  readonly detailsUrl?: string | undefined;
  readonly contentDigest: string;
  readonly isRepeatable: boolean;
}

/** Worst first. */
const precedence: readonly Desired['conclusion'][] = ['failure', 'action_required', 'neutral', 'success'];

/** @returns the worst of them, which lists all: branch rules check a commit and a base, not a pull request */
export function combine(desired: readonly [Desired, ...Desired[]]): CombinedCheck {
  const [first, ...others] = desired;
  const contentDigest = digestOf(desired.map((each) => [each.pull.ref.number, each.contentDigest]));
  const isRepeatable = desired.every((each) => each.isRepeatable);
  if (others.length === 0) return { ...first, contentDigest, isRepeatable };
  const worst = [...desired].sort((a, b) => rank(a) - rank(b))[0] ?? first;
  const lines = desired.map(
    ({ pull, conclusion, output }) => `- #${pull.ref.number}: ${conclusion}, ${prose(output.title)}`,
  );
  const intro = `This commit is the head of ${desired.length} open pull requests into ${code(first.pull.baseBranch)}. A check belongs to a commit and a base, so it shows the worst of their results.\n\n${lines.join('\n')}`;
  const fits = intro.length + worst.output.summary.length < REPORT_LIMIT;
  return {
    conclusion: worst.conclusion,
    output: {
      ...worst.output,
      title: `#${worst.pull.ref.number}: ${worst.output.title}`.slice(0, 250),
      summary: fits ? `${intro}\n\n---\n\n${worst.output.summary}` : intro,
    },
    // A button would also approve pull requests that are not shown.
    actions: [],
    detailsUrl: worst.detailsUrl,
    contentDigest,
    isRepeatable,
  };
}

/** @returns the worst of several conclusions; failure for none */
export function worstOf(conclusions: readonly Desired['conclusion'][]): Desired['conclusion'] {
  return precedence.find((conclusion) => conclusions.includes(conclusion)) ?? 'failure';
}

function rank({ conclusion }: Desired): number {
  return precedence.indexOf(conclusion);
}
