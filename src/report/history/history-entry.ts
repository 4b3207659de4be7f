import type { HistoryEntry } from '../../review/contract/history.ts';
import type { Review } from '../../review/contract/review.ts';
import { visibleText } from '../../text/visible-text.ts';
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
 * @returns what the commit did; `undefined` where it did nothing
 */
export function historyEntry(written: Written, review: Review): HistoryEntry | undefined {
  const { clusters, rows } = fullMatrix(review);
  const cells = rows.flatMap(({ unit, cells: row }) =>
    row.map((signs, column) => ({ unit, cluster: clusters[column] ?? '', signs })),
  );
  const touched = cells.filter(({ signs }) => signs !== QUIET);
  // What was not judged has no cells, and may have changed anything.
  const isUnknown = (review.unjudged ?? []).length > 0;
  if (touched.length === 0 && !isUnknown) return undefined;
  return { ...written, headline: headline(review), ...(isUnknown ? { unknown: true } : {}), cells: touched };
}

/** @returns that what a commit did is not known: it could not be reviewed, for a reason that is a sentence */
export function unknownEntry(written: Written, reason: string): HistoryEntry {
  return { ...written, headline: `not known: ${visibleText(reason, LONGEST_REASON)}`, unknown: true, cells: [] };
}

/** In characters. */
const LONGEST_REASON = 300;

/** @returns the part of it that is asked for; `undefined` where it did nothing there, as far as all of it is known */
export function within(entry: HistoryEntry, { unit, cluster }: HistoryFilter): HistoryEntry | undefined {
  if (unit === undefined && cluster === undefined) return entry;
  const cells = entry.cells.filter(
    (cell) => (cluster === undefined || cell.cluster === cluster) && (unit === undefined || isUnit(cell.unit, unit)),
  );
  return cells.length === 0 && entry.unknown !== true ? undefined : { ...entry, cells };
}

/** What the matrix writes where nothing happens. */
const QUIET = '·';

/** `podinfo` means `apps/podinfo` too. */
function isUnit(name: string, asked: string): boolean {
  const [own, wanted] = [name.toLowerCase(), asked.toLowerCase()];
  return own === wanted || own.endsWith(`/${wanted}`);
}
