/** Where a time is told: offsets and names for any moment. */
export interface Zone {
  readonly name: string;
  /** @param seconds since 1970 */
  at(seconds: number): { readonly offset: number; readonly name: string };
}

export const UTC: Zone = { name: 'UTC', at: () => ({ offset: 0, name: 'UTC' }) };

/** Go takes these from the time zone database, which JavaScript shows without them. */
const NAMES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['Europe/London', ['GMT', 'BST']],
  ['Europe/Dublin', ['GMT', 'IST']],
  ['Europe/Lisbon', ['WET', 'WEST']],
  ['Asia/Tokyo', ['JST', 'JST']],
  ['Asia/Seoul', ['KST', 'KST']],
  ['Asia/Shanghai', ['CST', 'CST']],
  ['Asia/Kolkata', ['IST', 'IST']],
  ['Asia/Jerusalem', ['IST', 'IDT']],
  ['Europe/Moscow', ['MSK', 'MSK']],
  ['Australia/Sydney', ['AEST', 'AEDT']],
  ['Pacific/Auckland', ['NZST', 'NZDT']],
]);

/** @returns a zone of a fixed offset, with or without a name. */
export function fixedZone(offset: number, name: string): Zone {
  return { name, at: () => ({ offset, name }) };
}

/** Of what TOML writes without a zone; controllers run in UTC. */
export const LOCAL = {
  datetime: fixedZone(0, 'datetime-local'),
  date: fixedZone(0, 'date-local'),
  time: fixedZone(0, 'time-local'),
} as const;

/** @returns a zone by its name in the time zone database, `Local` being UTC; UTC where there is none of that name */
export function zoneOf(name: string): Zone {
  if (name === '' || name === 'UTC' || name === 'Local') return UTC;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    const short = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'short' });
    return {
      name,
      at: (seconds) => {
        const offset = readOffset(partOf(format, seconds));
        return { offset, name: nameAt(name, partOf(short, seconds), offset, seconds, format) };
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return UTC;
    throw error;
  }
}

function partOf(format: Intl.DateTimeFormat, seconds: number): string {
  const parts = format.formatToParts(new Date(seconds * 1000));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function readOffset(text: string): number {
  const match = /^GMT([+-])(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text);
  if (match === null) return 0;
  const size = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
}

function nameAt(zone: string, short: string, offset: number, seconds: number, format: Intl.DateTimeFormat): string {
  // Before zones were agreed on, each place had its own mean time, told to the second.
  if (offset % 60 !== 0) return 'LMT';
  if (!/^(GMT|UTC)[+-]/.test(short)) return short;
  const winter = readOffset(partOf(format, Date.UTC(new Date(seconds * 1000).getUTCFullYear(), 0, 1) / 1000));
  const summer = readOffset(partOf(format, Date.UTC(new Date(seconds * 1000).getUTCFullYear(), 6, 1) / 1000));
  const isSummer = offset === Math.max(winter, summer) && winter !== summer;
  const known = NAMES.get(zone)?.[isSummer ? 1 : 0];
  if (known !== undefined) return known;
  if (zone.startsWith('Europe/') && offset - (isSummer ? 3600 : 0) === 3600) return isSummer ? 'CEST' : 'CET';
  if (zone.startsWith('Europe/') && offset - (isSummer ? 3600 : 0) === 7200) return isSummer ? 'EEST' : 'EET';
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 3600)).padStart(2, '0');
  const minutes = (size % 3600) / 60;
  return `${offset < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : String(minutes).padStart(2, '0')}`;
}
