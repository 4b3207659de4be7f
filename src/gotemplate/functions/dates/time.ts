import { family } from '../../value/family.ts';
import { SizedInteger } from '../../value/number.ts';
import { type FunctionTable, GoObject, type Value } from '../../value/value.ts';
import { DAYS, MONTHS, readClock } from './calendar.ts';
import { formatTime } from './format-time.ts';
import { UTC, type Zone, zoneOf } from './zone.ts';

/** A moment, `time.Time`. */
export class Time extends GoObject {
  /** Since 1970. */
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly zone: Zone;

  constructor(seconds: number, nanoseconds = 0, zone: Zone = UTC) {
    super('time.Time');
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
    this.zone = zone;
  }

  in(zone: Zone): Time {
    return new Time(this.seconds, this.nanoseconds, zone);
  }

  /** @param nanoseconds of a duration */
  plus(nanoseconds: bigint): Time {
    const total = BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds) + nanoseconds;
    const rest = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    return new Time(Number((total - rest) / 1_000_000_000n), Number(rest), this.zone);
  }

  /** @returns it in a layout of Go's. */
  format(layout: string): string {
    return formatTime(this, layout);
  }

  override get methods(): FunctionTable {
    return METHODS(this);
  }

  override text(): string {
    return this.format('2006-01-02 15:04:05.999999999 -0700 MST');
  }

  override plain(): Value {
    return this.format('2006-01-02T15:04:05.999999999Z07:00');
  }

  override equals(other: GoObject): boolean {
    return other instanceof Time && other.seconds === this.seconds && other.nanoseconds === this.nanoseconds;
  }
}

/** A month or a weekday: a number that prints as its name. */
class Named extends GoObject {
  readonly #name: string;

  constructor(type: string, name: string) {
    super(type);
    this.#name = name;
  }

  override text(): string {
    return this.#name;
  }
}

/** The zero of `time.Time`, which `toDate` gives for what it cannot read. */
export const ZERO_TIME = new Time(-62_135_596_800);

const METHODS = (time: Time): FunctionTable => {
  const clock = readClock(time.seconds + time.zone.at(time.seconds).offset);
  return family('go time', {
    Day: { takes: [], run: () => BigInt(clock.day) },
    Format: { takes: ['string'], run: (layout: string) => time.format(layout) },
    Hour: { takes: [], run: () => BigInt(clock.hour) },
    IsZero: { takes: [], run: () => time.equals(ZERO_TIME) },
    Minute: { takes: [], run: () => BigInt(clock.minute) },
    Month: { takes: [], run: () => new Named('time.Month', MONTHS[clock.month - 1] ?? '') },
    Nanosecond: { takes: [], run: () => BigInt(time.nanoseconds) },
    Second: { takes: [], run: () => BigInt(clock.second) },
    String: { takes: [], run: () => time.text() },
    UTC: { takes: [], run: () => time.in(zoneOf('UTC')) },
    Unix: { takes: [], run: () => new SizedInteger('int64', BigInt(time.seconds)) },
    Weekday: { takes: [], run: () => new Named('time.Weekday', DAYS[clock.weekday] ?? '') },
    Year: { takes: [], run: () => BigInt(clock.year) },
    YearDay: { takes: [], run: () => BigInt(clock.yearDay) },
  });
};
