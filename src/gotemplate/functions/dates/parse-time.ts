import { GoError } from '../../value/go-error.ts';
import { daysIn, daysTo } from './calendar.ts';
import { readLayout } from './layout.ts';
import { quoteTime } from './quote-time.ts';
import { type Draft, takeElement } from './take-element.ts';
import { Time } from './time.ts';
import { fixedZone, UTC } from './zone.ts';

/** @returns a text as a time in UTC, where it names no zone: `time.ParseInLocation`. @throws GoError */
export function parseTime(layout: string, text: string): Time {
  const draft: Draft = { hour: 0, minute: 0, second: 0, nanoseconds: 0 };
  const parts = readLayout(layout);
  let rest = text;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'text') {
      const left = behindText(part.text, rest);
      if (!left.isGood) return failAt(layout, text, part.text, left.rest);
      rest = left.rest;
      continue;
    }
    const taken = takeElement(part.text, rest, draft, parts.slice(index + 1));
    if (taken === undefined) return failAt(layout, text, part.text, rest);
    if ('outOfRange' in taken) return fail(text, `${taken.outOfRange} out of range`);
    rest = rest.slice(taken.length);
  }
  if (rest !== '') return fail(text, `extra text: ${quoteTime(rest)}`);
  return assemble(text, draft);
}

function failAt(layout: string, text: string, element: string, rest: string): never {
  const message = `cannot parse ${quoteTime(rest)} as ${quoteTime(element)}`;
  throw new GoError(`parsing time ${quoteTime(text)} as ${quoteTime(layout)}: ${message}`);
}

function fail(text: string, message: string): never {
  throw new GoError(`parsing time ${quoteTime(text)}: ${message}`);
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

function assemble(text: string, draft: Draft): Time {
  const { year = 0, minute, second, nanoseconds } = draft;
  const { month = 1, day = 1 } = draft.yearDay === undefined ? draft : dateOf(text, year, draft.yearDay, draft);
  if (day < 1 || day > daysIn(year, month)) return fail(text, 'day out of range');
  let { hour } = draft;
  if (draft.isAfternoon === true && hour < 12) hour += 12;
  else if (draft.isAfternoon === false && hour === 12) hour = 0;
  const seconds = daysTo(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return inZoneOf(draft, seconds, nanoseconds);
}

/** @returns month and day of a day of the year, which must be those that were read beside it */
function dateOf(text: string, year: number, yearDay: number, read: Draft): { month: number; day: number } {
  const isInYear = yearDay >= 1 && yearDay <= daysTo(year + 1, 1, 1) - daysTo(year, 1, 1);
  if (!isInYear) return fail(text, 'day-of-year out of range');
  let month = 1;
  let day = yearDay;
  for (; day > daysIn(year, month); month++) day -= daysIn(year, month);
  if (read.month !== undefined && read.month !== month) return fail(text, 'day-of-year does not match month');
  if (read.day !== undefined && read.day !== day) return fail(text, 'day-of-year does not match day');
  return { month, day };
}

/** An offset that is given moves it; a zone's name alone does not, but where that is GMT and hours. */
function inZoneOf({ isUtc = false, offset, zone }: Draft, seconds: number, nanoseconds: number): Time {
  if (isUtc || (offset === undefined && zone === undefined)) return new Time(seconds, nanoseconds, UTC);
  if (offset === undefined) {
    const hours = zone?.startsWith('GMT') === true ? Number(zone.slice(3)) : 0;
    return new Time(seconds, nanoseconds, fixedZone(hours * 3600, zone ?? ''));
  }
  const isUtcToo = offset === 0 && zone === undefined;
  return new Time(seconds - offset, nanoseconds, isUtcToo ? UTC : fixedZone(offset, zone ?? ''));
}
