const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** One of the five fields: its bounds, and names that stand for numbers from the lower one on. */
interface Field {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const DURATION = /^[-+]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/;

/** @returns whether a text says when a CronJob runs. @see robfig/cron v3 parser.go ParseStandard */
export function isCronSchedule(text: string): boolean {
  if (text.startsWith('@')) {
    if (!text.startsWith('@every ')) return DESCRIPTORS.includes(text);
    return text.slice(7) === '0' || DURATION.test(text.slice(7));
  }
  const parts = text.trim().split(/\s+/);
  return parts.length === FIELDS.length && FIELDS.every((field, index) => isField(parts[index] ?? '', field));
}

/** Empty items between commas are skipped. */
function isField(text: string, field: Field): boolean {
  return text.split(',').every((range) => range === '' || isRange(range, field));
}

function isRange(text: string, { least, most, names }: Field): boolean {
  const [range = '', step, ...more] = text.split('/');
  const [low = '', high, ...others] = range.split('-');
  if (more.length > 0 || others.length > 0) return false;
  const isAny = low === '*' || low === '?';
  const start = isAny ? least : numberOf(low, names, least);
  const end = isAny ? most : high === undefined ? (step === undefined ? start : most) : numberOf(high, names, least);
  const by = step === undefined ? 1 : numberOf(step, [], 0);
  if (start === undefined || end === undefined || by === undefined || by === 0) return false;
  return start >= least && end <= most && start <= end;
}

function numberOf(text: string, names: readonly string[], least: number): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return least + named;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
