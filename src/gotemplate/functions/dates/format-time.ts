import { type Clock, DAYS, MONTHS, readClock } from './calendar.ts';
import { readLayout } from './layout.ts';
import type { Zone } from './zone.ts';

/** What is told. */
interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly zone: Zone;
}

/** @returns a moment in a layout: `Time.Format` */
export function formatTime({ seconds, nanoseconds, zone }: Moment, layout: string): string {
  const { offset, name } = zone.at(seconds);
  const clock = readClock(seconds + offset);
  return readLayout(layout)
    .map((part) => (part.kind === 'text' ? part.text : formatElement(part.text, clock, nanoseconds, offset, name)))
    .join('');
}

function formatElement(element: string, clock: Clock, nanoseconds: number, offset: number, zone: string): string {
  const hour12 = clock.hour % 12 === 0 ? 12 : clock.hour % 12;
  const month = MONTHS[clock.month - 1] ?? '';
  const weekday = DAYS[clock.weekday] ?? '';
  switch (element) {
    case '2006':
      return pad(clock.year, 4, '0');
    case '06':
      return pad(Math.abs(clock.year % 100), 2, '0');
    case 'January':
      return month;
    case 'Jan':
      return month.slice(0, 3);
    case '01':
      return pad(clock.month, 2, '0');
    case '1':
      return String(clock.month);
    case 'Monday':
      return weekday;
    case 'Mon':
      return weekday.slice(0, 3);
    case '2':
      return String(clock.day);
    case '_2':
      return pad(clock.day, 2, ' ');
    case '02':
      return pad(clock.day, 2, '0');
    case '__2':
      return pad(clock.yearDay, 3, ' ');
    case '002':
      return pad(clock.yearDay, 3, '0');
    case '15':
      return pad(clock.hour, 2, '0');
    case '3':
      return String(hour12);
    case '03':
      return pad(hour12, 2, '0');
    case '4':
      return String(clock.minute);
    case '04':
      return pad(clock.minute, 2, '0');
    case '5':
      return String(clock.second);
    case '05':
      return pad(clock.second, 2, '0');
    case 'PM':
      return clock.hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return clock.hour >= 12 ? 'pm' : 'am';
    case 'MST':
      return zone === '' ? zoneOffset('-0700', offset) : zone;
    default:
      return element.startsWith('.') || element.startsWith(',')
        ? fraction(element, nanoseconds)
        : zoneOffset(element, offset);
  }
}

function pad(value: number, width: number, fill: string): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, fill);
}

/** Nines leave out zeros at the end. */
function fraction(element: string, nanoseconds: number): string {
  const digits = pad(nanoseconds, 9, '0').slice(0, element.length - 1);
  if (element.charAt(1) === '0') return element.charAt(0) + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : element.charAt(0) + trimmed;
}

function zoneOffset(element: string, offset: number): string {
  if (element.startsWith('Z') && offset === 0) return 'Z';
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor((size % 3600) / 60), size % 60].map((part) => pad(part, 2, '0'));
  const isColon = element.includes(':');
  const count = isColon ? element.split(':').length : (element.length - 1) / 2;
  return (offset < 0 ? '-' : '+') + parts.slice(0, count).join(isColon ? ':' : '');
}
