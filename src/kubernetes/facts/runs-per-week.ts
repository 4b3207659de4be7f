/** The fields of a schedule: their least and their greatest value. */
const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * @param schedule of a CronJob
 * @returns how often it runs in a week on average; `undefined` where the schedule cannot be read
 * @see robfig/cron parser.go, which Kubernetes uses: a day is either of the month's or of the week's, where both are given
 */
export function runsPerWeek(schedule: string): number | undefined {
  const text = NAMED[schedule.trim()] ?? schedule.trim();
  const parts = text.split(/\s+/);
  if (parts.length !== FIELDS.length) return undefined;
  const shares = FIELDS.map(([least, greatest], index) => share(parts[index] ?? '', least, greatest));
  const [minute, hour, day, month, weekday] = shares;
  if (minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined)
    return undefined;
  const isEither = day < 1 && weekday < 1;
  const days = isEither ? 1 - (1 - day) * (1 - weekday) : day * weekday;
  return minute * 60 * hour * 24 * days * 7 * month;
}

/** @returns which part of a field's values is meant. */
function share(field: string, least: number, greatest: number): number | undefined {
  const meant = new Set<number>();
  for (const part of field.toUpperCase().split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [least, greatest] : range.split('-').map(numberOf);
    const end = to ?? (part.includes('/') ? greatest : from);
    if (from === undefined || end === undefined || !/^[1-9]\d*$/.test(step) || Number.isNaN(from + end))
      return undefined;
    for (let value = from; value <= end; value += Number(step)) meant.add(value);
  }
  return meant.size / (greatest - least + 1);
}

const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function numberOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  if (NAMES.includes(word)) return NAMES.indexOf(word);
  return MONTHS.includes(word) ? MONTHS.indexOf(word) + 1 : Number.NaN;
}
