import { quoteCharacter } from '../../../gotemplate/format/quote.ts';
import { parseTime } from '../../../gotemplate/functions/dates/parse-time.ts';
import { GoError } from '../../../gotemplate/value/go-error.ts';

/** @returns how a text is no date */
export function dateProblem(text: string): string | undefined {
  try {
    parseTime('2006-01-02', text);
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

/** @returns how a text is no time with an offset */
export function timeProblem(text: string): string | undefined {
  if (text.length < 9) return 'less than 9 characters long';
  if (text[2] !== ':' || text[5] !== ':') return 'missing colon in correct place';
  const clock = [text.slice(0, 2), text.slice(3, 5), text.slice(6, 8)];
  if (!clock.every(isNumber)) return 'invalid hour/min/sec';
  const [hour = 0, minute = 0, second = 0] = clock.map(Number);
  if (hour > 23 || minute > 59 || second > 60) return 'hour/min/sec out of range';
  let rest = text.slice(8);
  if (rest.startsWith('.')) {
    const digits = /^\d*/.exec(rest.slice(1))?.[0] ?? '';
    if (digits === '') return 'no digits in second fraction';
    rest = rest.slice(1 + digits.length);
  }
  const offset = rest === 'z' || rest === 'Z' ? 0 : offsetOf(rest);
  if (typeof offset === 'string') return offset;
  const passed = hour * 60 + minute + offset;
  const isLast = (passed < 0 ? passed + 24 * 60 : passed) === 23 * 60 + 59;
  return second >= 60 && !isLast ? 'invalid leap second' : undefined;
}

function isNumber(text: string): boolean {
  return /^[+]?\d+$/.test(text);
}

/** @returns the minutes to UTC, or what is wrong */
function offsetOf(text: string): number | string {
  if (text.length !== 6) return 'offset must be 6 characters long';
  if (!/^[+-]/.test(text)) return 'offset must begin with plus/minus';
  if (text[3] !== ':') return 'missing colon in offset in correct place';
  const parts = [text.slice(1, 3), text.slice(4)];
  if (!parts.every(isNumber)) return 'invalid hour/min in offset';
  const [hours = 0, minutes = 0] = parts.map(Number);
  if (hours > 23 || minutes > 59) return 'hour/min in offset out of range';
  return (text.startsWith('+') ? -1 : 1) * (hours * 60 + minutes);
}

/** @returns how a text is no date with a time */
export function dateTimeProblem(text: string): string | undefined {
  if (text.length < 20) return 'less than 20 characters long';
  if (text[10] !== 't' && text[10] !== 'T') return '11th character must be t or T';
  const date = dateProblem(text.slice(0, 10));
  if (date !== undefined) return `invalid date element: ${date}`;
  const time = timeProblem(text.slice(11));
  return time === undefined ? undefined : `invalid time element: ${time}`;
}

const UNITS = ['YMD', 'HMS'];

/** @returns how a text is no duration of ISO 8601 */
export function durationProblem(text: string): string | undefined {
  if (!text.startsWith('P')) return 'must start with P';
  const rest = text.slice(1);
  if (rest === '') return 'nothing after P';
  if (rest.endsWith('W')) {
    if (rest === 'W') return 'no number in week';
    return /^\d+W$/.test(rest) ? undefined : 'invalid week';
  }
  for (const [i, part] of rest.split('T').entries()) {
    if (i !== 0 && part === '') return 'no time elements';
    if (i >= UNITS.length) return 'more than one T';
    const problem = unitsProblem(part, UNITS[i] ?? '');
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unitsProblem(part: string, units: string): string | undefined {
  let rest = part;
  let left = units;
  while (rest !== '') {
    const digits = /^\d*/.exec(rest)?.[0] ?? '';
    if (digits === '') return 'missing number';
    rest = rest.slice(digits.length);
    const unit = rest.charAt(0);
    if (unit === '') return 'missing unit';
    const at = left.indexOf(unit);
    if (at < 0)
      return units.includes(unit)
        ? `unit ${quoteCharacter(unit)} out of order`
        : `invalid unit ${quoteCharacter(unit)}`;
    left = left.slice(at + 1);
    rest = rest.slice(1);
  }
  return undefined;
}
