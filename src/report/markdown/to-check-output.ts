import type { Review } from '../../review/contract/review.ts';
import type { Alert } from '../model/alerts/alert.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { placedAlerts } from '../model/alerts/placed-alerts.ts';
import { clusterSections, foldedCount } from '../model/clusters/cluster-sections.ts';
import { headline } from '../model/headline/headline.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { Budget } from './budget.ts';
import { REPORT_LIMIT } from './github-limits.ts';
import { leftOut, markdownTop, sectionBlocks, soundnessLine } from './to-markdown.ts';

/** What a check run shows, in the words of GitHub's API. */
interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  /** All of them; GitHub takes 50 a request. */
  readonly annotations: readonly CheckAnnotation[];
}

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

interface CheckOptions {
  readonly link?: LinkBuilder | undefined;
  /** The line of the head for a line of the review, whose tree may be a merge; `undefined` where the head has none. */
  readonly headLine?: ((path: string, line: number) => number | undefined) | undefined;
  /** Our own Markdown between the alerts and the matrix: what the App knows of approvals. */
  readonly approvals?: string | undefined;
}

/** The check run's output: the summary is the comment's top, the text its details. */
export function toCheckOutput(review: Review, options: CheckOptions = {}): CheckOutput {
  const links = options.link ?? (() => undefined);
  const sections = clusterSections(review);
  const budget = new Budget(REPORT_LIMIT - 500);
  const details = sectionBlocks(sections, links, budget);
  const sound = soundnessLine(review, foldedCount(sections), undefined);
  return {
    title: headline(review),
    summary: [...markdownTop(review, { approvals: options.approvals }, links), sound].join('\n\n'),
    text: [...details, ...leftOut(budget, 'check')].join('\n\n'),
    annotations: alerts(review).flatMap((alert) => annotation(alert, options)),
  };
}

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

function annotation(alert: Alert, { headLine }: CheckOptions): CheckAnnotation[] {
  return placedAlerts(alert).flatMap(({ title, message, place }) => {
    const line = headLine === undefined || place?.line === undefined ? place?.line : headLine(place.path, place.line);
    if (place === undefined || line === undefined) return [];
    const annotation_level = levels[alert.level];
    return { path: place.path, start_line: line, end_line: line, annotation_level, title, message };
  });
}
