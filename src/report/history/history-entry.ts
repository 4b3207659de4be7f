import type { HistoryEntry } from '../../review/contract/history.ts';
import type { Review } from '../../review/contract/review.ts';
import { visibleText } from '../../text/visible-text.ts';
import { headline } from '../model/headline/headline.ts';
import { touchedCells } from '../model/touched-cells.ts';

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
  const { cells, isUnknown } = touchedCells(review);
  if (cells.length === 0 && !isUnknown) return undefined;
  return { ...written, headline: headline(review), ...(isUnknown ? { unknown: true } : {}), cells: [...cells] };
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

/** `podinfo` means `apps/podinfo` too. */
function isUnit(name: string, asked: string): boolean {
  const [own, wanted] = [name.toLowerCase(), asked.toLowerCase()];
  return own === wanted || own.endsWith(`/${wanted}`);
}
