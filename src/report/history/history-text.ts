import type { History, HistoryEntry } from '../../review/contract/history.ts';
import { counted } from '../../text/counted.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { HistoryFilter } from './history-entry.ts';

/** How much of a commit's first line is shown, in characters. */
export const LONGEST_SUBJECT = 100;
/** How many units a commit is told of. */
const MOST_UNITS = 6;

/**
 * @param filter of a unit or a cluster alone each commit's own part in it is told
 * @returns what each commit did, newest first, and how many did nothing
 */
export function historyText({ looked, entries }: History, filter: HistoryFilter): string {
  const isFiltered = filter.unit !== undefined || filter.cluster !== undefined;
  const texts = entries.map((entry) => entryText(entry, isFiltered));
  const rest = quietText(looked, entries.length, filter);
  return `${[...texts, ...(rest === undefined ? [] : [rest])].join('\n')}\n`;
}

/** @returns how many commits did nothing; `undefined` where each did something */
export function quietText(looked: number, told: number, { unit, cluster }: HistoryFilter): string | undefined {
  const what = unit === undefined ? 'anything' : `anything called ${visibleText(unit, 80)}`;
  const where = cluster === undefined ? '' : ` in ${visibleText(cluster, 40)}`;
  if (looked === 0) return 'There is no commit here whose parent is here too.';
  if (told === 0) return `Of the last ${counted(looked, 'commit')} none changed ${what}${where}.`;
  return looked === told
    ? undefined
    : `${looked - told} more of the last ${counted(looked, 'commit')} did not change ${what}${where}.`;
}

/** @returns what happened to each unit: `podinfo: test ~1, prod ~1` */
export function rowsOf({ cells }: HistoryEntry): readonly string[] {
  const units = [...new Set(cells.map(({ unit }) => unit))];
  const rows = units.slice(0, MOST_UNITS).map((unit) => {
    const own = cells.filter((cell) => cell.unit === unit);
    const where = own.map(({ cluster, signs }) => `${visibleText(cluster, 40)} ${signs}`).join(', ');
    return `${visibleText(unit, 80)}: ${where}`;
  });
  return units.length > MOST_UNITS ? [...rows, `and ${counted(units.length - MOST_UNITS, 'more unit')}`] : rows;
}

function entryText(entry: HistoryEntry, isFiltered: boolean): string {
  const { commit, at, author, subject, headline } = entry;
  return [
    `${at.slice(0, 16).replace('T', ' ')}  ${commit.slice(0, 7)}  ${visibleText(author, 40)}: ${visibleText(subject, LONGEST_SUBJECT)}`,
    `  ${headline}`,
    ...(isFiltered ? rowsOf(entry).map((row) => `  ${row}`) : []),
    '',
  ].join('\n');
}
