const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/;
const ZONED =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?(Z|[-+][0-9]{2}:[0-9]{2})$/;
const SPACED = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}) +([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?$/;

/**
 * @returns a timestamp as Go prints it (RFC 3339, nanoseconds without trailing zeros), or `undefined` where the text is
 * none to go-yaml's `parseTimestamp`.
 */
export function parseTimestamp(text: string): string | undefined {
  if (text.charCodeAt(4) !== 45) return undefined;
  const match = DATE.exec(text) ?? ZONED.exec(text) ?? SPACED.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  // time.Parse takes an offset of up to 24 hours and 60 minutes.
  if (zone !== 'Z' && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 60)) return undefined;
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, '');
  const two = (digits: string) => digits.padStart(2, '0');
  const isUtc = zone === 'Z' || zone.slice(1) === '00:00';
  const time = `${two(hour)}:${two(minute)}:${two(second)}${nanoseconds === '' ? '' : `.${nanoseconds}`}`;
  return `${year}-${two(month)}-${two(day)}T${time}${isUtc ? 'Z' : zone}`;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
