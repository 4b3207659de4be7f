import { GoError } from '../../value/go-error.ts';
import { DAYS, daysIn, daysTo, MONTHS } from './calendar.ts';
import { readLayout } from './layout.ts';
import { quoteTime } from './quote-time.ts';
import { Time } from './time.ts';
import { fixedZone, UTC } from './zone.ts';

/** What has been read of a time. */
interface Draft {
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour: number;
  minute: number;
  second: number;
  nanoseconds: number;
  isAfternoon?: boolean;
  offset?: number;
  zone?: string;
}

/** @returns a text as a time in UTC, where it names no zone: `time.ParseInLocation`. @throws GoError */
export function parseTime(layout: string, text: string): Time {
  const draft: Draft = { hour: 0, minute: 0, second: 0, nanoseconds: 0 };
  let rest = text;
  for (const part of readLayout(layout)) {
    if (part.kind === 'text') {
      const left = behindText(part.text, rest);
      if (left.isGood) {
        rest = left.rest;
        continue;
      }
      return fail(layout, text, `cannot parse ${quoteTime(left.rest)} as ${quoteTime(part.text)}`);
    }
    const taken = takeElement(part.text, rest, draft);
    if (taken === undefined) return fail(layout, text, `cannot parse ${quoteTime(rest)} as ${quoteTime(part.text)}`);
    const range = outOfRange(part.text, draft);
    if (range !== undefined) return fail(layout, text, `${range} out of range`);
    rest = rest.slice(taken);
    if (part.text === '05' || part.text === '5') rest = rest.slice(takeFraction(rest, draft));
  }
  if (rest !== '') return fail(layout, text, `extra text: ${quoteTime(rest)}`);
  return assemble(layout, text, draft);
}

/** These are checked as soon as they are read, a day once the month is known. */
function outOfRange(element: string, { month = 1, hour, minute, second }: Draft): string | undefined {
  if (month < 1 || month > 12) return 'month';
  if (hour > (element === '3' || element === '03' ? 12 : 23)) return 'hour';
  if (minute > 59) return 'minute';
  return second > 59 ? 'second' : undefined;
}

function fail(layout: string, text: string, message: string): never {
  const isRange = message.endsWith('out of range') || message.startsWith('extra text');
  throw new GoError(`parsing time ${quoteTime(text)}${isRange ? '' : ` as ${quoteTime(layout)}`}: ${message}`);
}

/** A space of the layout stands for any number of spaces, also for none at the end. */
function behindText(wanted: string, text: string): { readonly rest: string; readonly isGood: boolean } {
  let rest = text;
  let left = wanted;
  while (left !== '') {
    if (left.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return { rest, isGood: false };
      left = left.replace(/^ +/, '');
      rest = rest.replace(/^ +/, '');
      continue;
    }
    if (rest === '' || rest[0] !== left[0]) return { rest, isGood: false };
    left = left.slice(1);
    rest = rest.slice(1);
  }
  return { rest, isGood: true };
}

/** Digits behind the seconds are taken even where the layout has none. */
function takeFraction(rest: string, draft: Draft): number {
  const match = /^[.,](\d+)/.exec(rest);
  if (match === null) return 0;
  draft.nanoseconds = Number((match[1] ?? '').slice(0, 9).padEnd(9, '0'));
  return match[0].length;
}

function takeElement(element: string, rest: string, draft: Draft): number | undefined {
  const name = takeName(element, rest, draft);
  if (name !== 0) return name;
  if (/^[.,]9/.test(element)) return takeFraction(rest, draft);
  if (/^[.,]0/.test(element)) {
    const digits = element.length - 1;
    return new RegExp(`^[.,]\\d{${digits}}`).test(rest) ? takeFraction(rest.slice(0, digits + 1), draft) : undefined;
  }
  if (/^[Z-]/.test(element)) return takeOffset(element, rest, draft);
  return takeNumber(element, rest, draft);
}

/** @returns 0 where the element is no name */
function takeName(element: string, rest: string, draft: Draft): number | undefined {
  const names = { January: MONTHS, Jan: MONTHS, Monday: DAYS, Mon: DAYS }[element];
  if (names !== undefined) {
    const isShort = element.length === 3;
    const at = names.findIndex((name) =>
      rest.toLowerCase().startsWith((isShort ? name.slice(0, 3) : name).toLowerCase()),
    );
    if (at < 0) return undefined;
    if (names === MONTHS) draft.month = at + 1;
    return isShort ? 3 : names[at]?.length;
  }
  if (element === 'PM' || element === 'pm') {
    const found = rest.slice(0, 2);
    const isUpper = element === 'PM';
    if (found !== (isUpper ? 'AM' : 'am') && found !== element) return undefined;
    draft.isAfternoon = found === element;
    return 2;
  }
  if (element !== 'MST') return 0;
  const zone = /^(?:UTC|[A-Z]{3,4}T?|[+-]\d{2})/.exec(rest)?.[0];
  if (zone !== undefined) draft.zone = zone;
  return zone?.length;
}

function takeNumber(element: string, rest: string, draft: Draft): number | undefined {
  const isWide = /^0\d$|^15$/.test(element);
  const form =
    element === '2006'
      ? /^\d{4}/
      : element.endsWith('02') && element.length === 3
        ? /^\d{3}/
        : element.startsWith('_')
          ? /^ ?\d{1,2}/
          : element === '02' || isWide
            ? /^\d{2}/
            : /^\d{1,2}/;
  const found = (element === '15' ? /^\d{1,2}/ : form).exec(rest)?.[0];
  if (found === undefined) return undefined;
  const value = Number(found);
  switch (element) {
    case '2006':
      draft.year = value;
      break;
    case '06':
      draft.year = value >= 69 ? 1900 + value : 2000 + value;
      break;
    case '01':
    case '1':
      draft.month = value;
      break;
    case '2':
    case '_2':
    case '02':
      draft.day = value;
      break;
    case '002':
    case '__2':
      draft.yearDay = value;
      break;
    case '15':
    case '3':
    case '03':
      draft.hour = value;
      break;
    case '4':
    case '04':
      draft.minute = value;
      break;
    default:
      draft.second = value;
  }
  return found.length;
}

function takeOffset(element: string, rest: string, draft: Draft): number | undefined {
  if (element.startsWith('Z') && rest.startsWith('Z')) {
    draft.offset = 0;
    return 1;
  }
  const form = element.includes(':')
    ? /^([+-])(\d{2}):(\d{2})/
    : /07$/.test(element)
      ? /^([+-])(\d{2})/
      : /^([+-])(\d{2})(\d{2})/;
  const match = form.exec(rest);
  if (match === null) return undefined;
  const size = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60;
  draft.offset = match[1] === '-' ? -size : size;
  return match[0].length;
}

function assemble(layout: string, text: string, draft: Draft): Time {
  const { year = 0, month = 1, day = 1, minute, second, nanoseconds } = draft;
  if (day < 1 || day > daysIn(year, month)) return fail(layout, text, 'day out of range');
  let { hour } = draft;
  if (draft.isAfternoon === true && hour < 12) hour += 12;
  else if (draft.isAfternoon === false && hour === 12) hour = 0;
  const days = draft.yearDay === undefined ? daysTo(year, month, day) : daysTo(year, 1, 1) + draft.yearDay - 1;
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
  if (draft.offset === undefined) {
    const zone = draft.zone === undefined || draft.zone === 'UTC' ? UTC : fixedZone(0, draft.zone);
    return new Time(seconds, nanoseconds, zone);
  }
  const zone = draft.offset === 0 ? UTC : fixedZone(draft.offset, draft.zone ?? '');
  return new Time(seconds - draft.offset, nanoseconds, zone);
}
