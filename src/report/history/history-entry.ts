import type { HistoryEntry } from '../../review/contract/history.ts';
import type { Review } from '../../review/contract/review.ts';
import { headline } from '../model/headline/headline.ts';
import { fullMatrix } from '../model/matrix.ts';

/** Whom a commit is of, and when it was made. */
export type Written = Pick<HistoryEntry, 'commit' | 'at' | 'author' | 'subject'>;

/** Of what is to be told: of everything where nothing is named. */
export interface HistoryFilter {
  readonly unit?: string | undefined;
  readonly cluster?: string | undefined;
}

/**
 * @param review of what a branch held before and after a commit
 * @returns what the commit did where it is asked for; `undefined` where it did nothing there
 */
export function historyEntry(
  written: Written,
  review: Review,
  { unit, cluster }: HistoryFilter = {},
): HistoryEntry | undefined {
  const { clusters, rows } = fullMatrix(review);
  const cells = rows.flatMap((row) =>
    row.cells.flatMap((signs, column) => ({ unit: row.unit, cluster: clusters[column] ?? '', signs })),
  );
  const asked = cells.filter(
    (cell) =>
      cell.signs !== QUIET &&
      (cluster === undefined || cell.cluster === cluster) &&
      (unit === undefined || isUnit(cell.unit, unit)),
  );
  const isAll = unit === undefined && cluster === undefined;
  // What was not judged has no cells, and may have changed anything.
  const isUnknown = isAll && (review.unjudged ?? []).length > 0;
  if (asked.length === 0 && !isUnknown) return undefined;
  return { ...written, headline: headline(review), cells: asked };
}

/** What the matrix writes where nothing happens. */
const QUIET = '·';

/** `podinfo` means `apps/podinfo` too. */
function isUnit(name: string, asked: string): boolean {
  const [own, wanted] = [name.toLowerCase(), asked.toLowerCase()];
  return own === wanted || own.endsWith(`/${wanted}`);
}
