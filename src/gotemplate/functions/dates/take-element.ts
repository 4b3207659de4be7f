import { DAYS, MONTHS } from './calendar.ts';
import type { Part } from './layout.ts';

/** What has been read of a time. */
export interface Draft {
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour: number;
  minute: number;
  second: number;
  nanoseconds: number;
  isAfternoon?: boolean;
  /** That the text says so itself: whatever else it says of its zone then counts for nothing. */
  isUtc?: boolean;
  offset?: number;
  zone?: string;
}

/** How far an element was read, or why it could not be. */
type Taken = { readonly length: number } | { readonly outOfRange: string } | undefined;

const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['January', MONTHS],
  ['Jan', MONTHS.map((name) => name.slice(0, 3))],
  ['Monday', DAYS],
  ['Mon', DAYS.map((name) => name.slice(0, 3))],
]);
/** How many digits each number has. */
const NUMBERS: ReadonlyMap<string, RegExp> = new Map([
  ['2006', /^\d{4}/],
  ['06', /^\d{2}/],
  ['002', /^\d{3}/],
  ['__2', /^ {0,2}\d{1,3}/],
  ['_2', /^ ?\d{1,2}/],
  ...['01', '02', '03', '04', '05'].map((element): [string, RegExp] => [element, /^\d{2}/]),
  ...['1', '2', '15', '3', '4', '5'].map((element): [string, RegExp] => [element, /^\d{1,2}/]),
]);
const OFFSETS: ReadonlyMap<string, RegExp> = new Map([
  ['07', /^(.)(..)()()/s],
  ['0700', /^(.)(..)(..)()/s],
  ['07:00', /^(.)(..):(..)()/s],
  ['070000', /^(.)(..)(..)(..)/s],
  ['07:00:00', /^(.)(..):(..):(..)/s],
]);
/** Three letters, four or five with a T at the end, and the few that are written otherwise. */
const ZONE = /^(?:ChST|MeST|WITA(?![A-Z])|[A-Z]{3,4}T(?![A-Z])|[A-Z]{3}(?![A-Z]))/;
const SIGNED_HOURS = /^[+-]0*(?:1?\d|2[0-3])(?!\d)/;
const FRACTION = /^[.,](\d+)/;

/**
 * Reads one element of a layout from where a text goes on: a turn of the loop of Go's `time.Parse`.
 *
 * @param following the rest of the layout
 */
export function takeElement(element: string, rest: string, draft: Draft, following: readonly Part[]): Taken {
  const names = NAMES.get(element);
  if (names !== undefined) return takeName(names, rest, draft);
  if (element === 'PM' || element === 'pm') return takeHalf(element, rest, draft);
  if (element === 'MST') return takeZone(rest, draft);
  if (/^[.,]/.test(element)) return takeFraction(element, rest, draft);
  if (/^[Z-]/.test(element)) return takeOffset(element, rest, draft);
  return takeNumber(element, rest, draft, following);
}

function takeName(names: readonly string[], rest: string, draft: Draft): Taken {
  const at = names.findIndex((name) => new RegExp(`^${name}`, 'i').test(rest));
  const found = names[at];
  if (found === undefined) return undefined;
  if (names.length === MONTHS.length) draft.month = at + 1;
  return { length: found.length };
}

function takeHalf(element: string, rest: string, draft: Draft): Taken {
  const found = rest.slice(0, 2);
  if (found !== element && found !== element.replace(/p/i, element === 'PM' ? 'A' : 'a')) return undefined;
  draft.isAfternoon = found === element;
  return { length: 2 };
}

function takeZone(rest: string, draft: Draft): Taken {
  if (rest.startsWith('UTC')) {
    draft.isUtc = true;
    return { length: 3 };
  }
  const zone = rest.startsWith('GMT')
    ? `GMT${SIGNED_HOURS.exec(rest.slice(3))?.[0] ?? ''}`
    : (SIGNED_HOURS.exec(rest.length < 3 ? '' : rest) ?? ZONE.exec(rest))?.[0];
  if (zone === undefined) return undefined;
  draft.zone = zone;
  return { length: zone.length };
}

/** Zeros ask for as many digits, nines for any number of them or none. */
function takeFraction(element: string, rest: string, draft: Draft): Taken {
  const found = FRACTION.exec(rest)?.[0] ?? '';
  if (element.charAt(1) === '9') return keepFraction(found, draft);
  return found.length < element.length ? undefined : keepFraction(found.slice(0, element.length), draft);
}

function keepFraction(found: string, draft: Draft): Taken {
  if (found !== '') draft.nanoseconds = Number(found.slice(1, 10).padEnd(9, '0'));
  return { length: found.length };
}

function takeOffset(element: string, rest: string, draft: Draft): Taken {
  if (element.startsWith('Z') && rest.startsWith('Z')) {
    draft.isUtc = true;
    return { length: 1 };
  }
  const [found, sign = '', ...parts] = OFFSETS.get(element.slice(1))?.exec(rest) ?? [];
  if (found === undefined) return undefined;
  const sizes: number[] = [];
  for (const part of parts) {
    if (part !== '' && !/^\d\d$/.test(part)) break;
    sizes.push(Number(part));
  }
  const [hours = 0, minutes = 0, seconds = 0] = sizes;
  // Some write 24 hours, or 60 minutes.
  if (hours > 24) return { outOfRange: 'time zone offset hour' };
  if (minutes > 60) return { outOfRange: 'time zone offset minute' };
  if (seconds > 60) return { outOfRange: 'time zone offset second' };
  if (sizes.length < parts.length || !'+-'.includes(sign)) return undefined;
  draft.offset = (sign === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
  return { length: found.length };
}

function takeNumber(element: string, rest: string, draft: Draft, following: readonly Part[]): Taken {
  const found = NUMBERS.get(element)?.exec(rest)?.[0];
  if (found === undefined) return undefined;
  const value = Number(found);
  const taken = { length: found.length };
  switch (element) {
    case '2006':
      draft.year = value;
      return taken;
    case '06':
      draft.year = value >= 69 ? 1900 + value : 2000 + value;
      return taken;
    case '01':
    case '1':
      draft.month = value;
      return value < 1 || value > 12 ? { outOfRange: 'month' } : taken;
    case '2':
    case '_2':
    case '02':
      draft.day = value;
      return taken;
    case '002':
    case '__2':
      draft.yearDay = value;
      return taken;
    case '15':
    case '3':
    case '03':
      draft.hour = value;
      return value > (element === '15' ? 23 : 12) ? { outOfRange: 'hour' } : taken;
    case '4':
    case '04':
      draft.minute = value;
      return value > 59 ? { outOfRange: 'minute' } : taken;
    default:
      draft.second = value;
      if (value > 59) return { outOfRange: 'second' };
      return { length: found.length + fractionBehind(rest.slice(found.length), draft, following) };
  }
}

/** Digits behind the seconds are taken even where the layout has none. */
function fractionBehind(rest: string, draft: Draft, following: readonly Part[]): number {
  const next = following.find(({ kind }) => kind === 'element');
  if (next !== undefined && /^[.,]/.test(next.text)) return 0;
  const found = FRACTION.exec(rest)?.[0] ?? '';
  keepFraction(found, draft);
  return found.length;
}
