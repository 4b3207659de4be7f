import { integerOf, typeName } from '../value/kinds.ts';
import type { Value } from '../value/value.ts';
import { type Flags, NO_FLAGS } from './flags.ts';
import { printArgument, printPlain } from './print-value.ts';

/** Beyond it, Go takes a width, a precision or an index for a mistake. */
const TOO_LARGE = 1_000_000;

type Draft = { -readonly [K in keyof Flags]: Flags[K] };

/**
 * @param format with Go's verbs
 * @returns the values printed by it, mistakes as Go marks them: `doPrintf` of Go's `fmt`.
 */
export function printFormat(format: string, values: readonly Value[]): string {
  return format.includes('%') ? new Format(format, values).print() : withExtra(format, values);
}

function withExtra(text: string, extra: readonly Value[]): string {
  if (extra.length === 0) return text;
  const shown = extra.map((value) => {
    return value === null || value === undefined ? '<nil>' : `${typeName(value)}=${printPlain(value)}`;
  });
  return `${text}%!(EXTRA ${shown.join(', ')})`;
}

/** One format on its way from left to right. */
class Format {
  readonly #text: string;
  readonly #values: readonly Value[];
  #at = 0;
  #argument = 0;
  /** Whether any index such as `[2]` was used: then nobody counts what is left over. */
  #isReordered = false;
  #isGoodIndex = true;
  #isAfterIndex = false;

  constructor(text: string, values: readonly Value[]) {
    this.#text = text;
    this.#values = values;
  }

  print(): string {
    let out = '';
    while (this.#at < this.#text.length) {
      const percent = this.#text.indexOf('%', this.#at);
      if (percent < 0) {
        out += this.#text.slice(this.#at);
        break;
      }
      out += this.#text.slice(this.#at, percent);
      this.#at = percent + 1;
      out += this.#directive();
    }
    return this.#isReordered ? out : withExtra(out, this.#values.slice(this.#argument));
  }

  #directive(): string {
    this.#isGoodIndex = true;
    this.#isAfterIndex = false;
    const flags = this.#flags();
    this.#index();
    let mistake = this.#width(flags);
    mistake += this.#precision(flags);
    if (!this.#isAfterIndex) this.#index();
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) return `${mistake}%!(NOVERB)`;
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    return mistake + this.#verb(verb, flags);
  }

  #verb(verb: string, flags: Draft): string {
    if (verb === '%') return '%';
    if (!this.#isGoodIndex) return `%!${verb}(BADINDEX)`;
    if (this.#argument >= this.#values.length) return `%!${verb}(MISSING)`;
    const value = this.#values[this.#argument];
    this.#argument += 1;
    if (verb !== 'v' && verb !== 'w') return printArgument(flags, verb, value);
    const { sharp, plus } = flags;
    return printArgument({ ...flags, sharpV: sharp, plusV: plus, sharp: false, plus: false }, verb, value);
  }

  #flags(): Draft {
    const flags: Draft = { ...NO_FLAGS };
    for (; this.#at < this.#text.length; this.#at++) {
      const c = this.#text.charAt(this.#at);
      if (c === '#') flags.sharp = true;
      else if (c === '0') flags.zero = true;
      else if (c === '+') flags.plus = true;
      else if (c === '-') flags.minus = true;
      else if (c === ' ') flags.space = true;
      else break;
    }
    return flags;
  }

  #width(flags: Draft): string {
    if (this.#text.charAt(this.#at) === '*') {
      this.#at += 1;
      this.#isAfterIndex = false;
      const width = this.#integerArgument();
      if (width === undefined) return '%!(BADWIDTH)';
      flags.width = Math.abs(width);
      if (width < 0) {
        flags.minus = true;
        flags.zero = false;
      }
      return '';
    }
    const width = this.#number();
    if (width === undefined) return '';
    flags.width = width;
    if (this.#isAfterIndex) this.#isGoodIndex = false;
    return '';
  }

  #precision(flags: Draft): string {
    if (this.#text.charAt(this.#at) !== '.' || this.#at + 1 >= this.#text.length) return '';
    this.#at += 1;
    if (this.#isAfterIndex) this.#isGoodIndex = false;
    this.#index();
    if (this.#text.charAt(this.#at) !== '*') {
      flags.precision = this.#number() ?? 0;
      return '';
    }
    this.#at += 1;
    this.#isAfterIndex = false;
    const precision = this.#integerArgument();
    if (precision === undefined || precision < 0) return '%!(BADPREC)';
    flags.precision = precision;
    return '';
  }

  /** Reads `[2]`, the index of an argument. */
  #index(): void {
    this.#isAfterIndex = false;
    if (this.#text.charAt(this.#at) !== '[') return;
    this.#isReordered = true;
    const end = this.#text.indexOf(']', this.#at);
    const inner = end < 0 ? '' : this.#text.slice(this.#at + 1, end);
    const isNumber = /^\d{1,7}$/.test(inner);
    const index = Number(inner) - 1;
    this.#at = end < 0 ? this.#at + 1 : end + 1;
    this.#isAfterIndex = isNumber;
    if (isNumber && index >= 0 && index < this.#values.length) this.#argument = index;
    else this.#isGoodIndex = false;
  }

  #number(): number | undefined {
    const digits = /^\d+/.exec(this.#text.slice(this.#at, this.#at + 20))?.[0];
    if (digits === undefined) return undefined;
    if (Number(digits) > TOO_LARGE * 10) {
      this.#at = this.#text.length;
      return undefined;
    }
    this.#at += digits.length;
    return Number(digits);
  }

  #integerArgument(): number | undefined {
    const integer = integerOf(this.#values[this.#argument]);
    if (this.#argument < this.#values.length) this.#argument += 1;
    if (integer === undefined || integer > TOO_LARGE || integer < -TOO_LARGE) return undefined;
    return Number(integer);
  }
}
