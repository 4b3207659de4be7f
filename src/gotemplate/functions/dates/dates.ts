import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { SizedInteger } from '../../value/number.ts';
import type { FunctionTable, GoFunction, Value } from '../../value/value.ts';
import { parseDuration, roundDuration, showDuration } from './duration.ts';
import { parseTime } from './parse-time.ts';
import { Time, ZERO_TIME } from './time.ts';
import { zoneOf } from './zone.ts';

type Entry = Omit<GoFunction, 'source'>;

const DATE = '2006-01-02';
const SECOND = 1_000_000_000n;

const MODIFY: Entry = {
  takes: ['string', 'time'],
  run: (text: string, time: Time) => {
    const duration = parseDuration(text);
    return typeof duration === 'string' ? time : time.plus(duration);
  },
};
const MUST_MODIFY: Entry = {
  takes: ['string', 'time'],
  run: (text: string, time: Time) => {
    const duration = parseDuration(text);
    if (typeof duration === 'string') throw new GoError(duration);
    return time.plus(duration);
  },
};

/**
 * @param now tells the time, which is what the functions take where they are given none
 * @returns the functions on dates; the local zone is UTC
 */
export function dateFunctions(now: () => Time): FunctionTable {
  const inZone = (layout: string, date: Value, zone: string): string =>
    (timeOf(date) ?? now()).in(zoneOf(zone)).format(layout);
  const since = (time: Time): bigint =>
    BigInt(now().seconds - time.seconds) * SECOND + BigInt(now().nanoseconds - time.nanoseconds);
  const inZoneEntry: Entry = { takes: ['string', 'any', 'string'], run: inZone };
  return family('sprig date.go', {
    ago: { takes: ['any'], run: (date) => showDuration((since(timeOf(date) ?? now()) / SECOND) * SECOND) },
    date: { takes: ['string', 'any'], run: (layout: string, date: Value) => inZone(layout, date, 'Local') },
    dateInZone: inZoneEntry,
    dateModify: MODIFY,
    date_in_zone: inZoneEntry,
    date_modify: MODIFY,
    duration: { takes: ['any'], run: (value) => showDuration(secondsOf(value) * SECOND) },
    durationRound: { takes: ['any'], run: (value) => roundDuration(durationOf(value, since)) },
    htmlDate: { takes: ['any'], run: (date) => inZone(DATE, date, 'Local') },
    htmlDateInZone: { takes: ['any', 'string'], run: (date: Value, zone: string) => inZone(DATE, date, zone) },
    mustDateModify: MUST_MODIFY,
    mustToDate: { takes: ['string', 'string'], run: parseTime },
    must_date_modify: MUST_MODIFY,
    now: { takes: [], run: now },
    toDate: { takes: ['string', 'string'], run: parseOrZero },
    unixEpoch: { takes: ['time'], run: (time: Time) => String(time.seconds) },
  });
}

function timeOf(value: Value): Time | undefined {
  if (value instanceof Time) return value;
  if (typeof value === 'bigint') return new Time(Number(value));
  const isSigned = value instanceof SizedInteger && (value.type === 'int64' || value.type === 'int32');
  return isSigned ? new Time(Number(value.value)) : undefined;
}

function secondsOf(value: Value): bigint {
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? BigInt(value) : 0n;
  return value instanceof SizedInteger && value.type === 'int64' ? value.value : 0n;
}

function durationOf(value: Value, since: (time: Time) => bigint): bigint {
  if (value instanceof Time) return since(value);
  if (value instanceof SizedInteger && value.type === 'int64') return value.value;
  const duration = typeof value === 'string' ? parseDuration(value) : 0n;
  return typeof duration === 'string' ? 0n : duration;
}

function parseOrZero(layout: string, text: string): Time {
  try {
    return parseTime(layout, text);
  } catch (error) {
    if (error instanceof GoError) return ZERO_TIME;
    throw error;
  }
}
