import type { History, HistoryEntry } from '../../review/contract/history.ts';
import { counted } from '../../text/counted.ts';
import { visibleText } from '../../text/visible-text.ts';

/** How much of a commit's first line is shown, in characters. */
const LONGEST_SUBJECT = 100;
/** How many units a commit is told of. */
const MOST_UNITS = 6;

/**
 * @param isFiltered whether it is of a unit or a cluster alone: then each commit's own part in it is told
 * @returns what each commit did, newest first, and how many did nothing
 */
export function historyText({ looked, entries }: History, isFiltered: boolean): string {
  const texts = entries.map((entry) => entryText(entry, isFiltered));
  return `${[...texts, ...quietText(looked, entries.length, isFiltered ? ' there' : '')].join('\n')}\n`;
}

function quietText(looked: number, told: number, there: string): readonly string[] {
  if (looked === 0) return ['There is no commit here whose parent is here too.'];
  if (told === 0) return [`Of the last ${counted(looked, 'commit')} none changed anything${there}.`];
  return looked === told
    ? []
    : [`${looked - told} more of the last ${counted(looked, 'commit')} changed nothing${there}.`];
}

function entryText({ commit, at, author, subject, headline, cells }: HistoryEntry, isFiltered: boolean): string {
  const [day = '', time = ''] = at.slice(0, 16).split('T');
  const units = [...new Set(cells.map(({ unit }) => unit))];
  const rows = units.slice(0, MOST_UNITS).map((unit) => {
    const own = cells.filter((cell) => cell.unit === unit);
    const where = own.map(({ cluster, signs }) => `${visibleText(cluster, 40)} ${signs}`).join(', ');
    return `  ${visibleText(unit, 80)}: ${where}`;
  });
  const more = units.length > MOST_UNITS ? [`  and ${counted(units.length - MOST_UNITS, 'more unit')}`] : [];
  return [
    `${day} ${time}  ${commit.slice(0, 7)}  ${visibleText(author, 40)}: ${visibleText(subject, LONGEST_SUBJECT)}`,
    `  ${headline}`,
    ...(isFiltered ? [...rows, ...more] : []),
    '',
  ].join('\n');
}
