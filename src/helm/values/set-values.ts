import { int64 } from '../../gotemplate/value/number.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { HelmError } from '../chart/helm-error.ts';
import { SetReader } from './set-reader.ts';

const MOST_ITEMS = 65536;
const MOST_LEVELS = 30;

/** What a value is made of: `true`, `null` and numbers are what they say, or everything is text. */
export type SetKind = 'typed' | 'text';
/** Whether there may be more, or the text ended where a value was to come: then what is around it is not set. */
type Outcome = 'more' | 'end';

/**
 * Sets what `--set` or `--set-string` says, such as `a.b[0]=1,c={x,y}`, in place: Helm's pkg/strvals.
 *
 * @throws HelmError where the text is not of that form, or what it sets stands within something else
 */
export function setValues(values: GoMap, text: string, kind: SetKind = 'typed'): void {
  const setter = new Setter(new SetReader(text), kind);
  while (setter.key(values, 0) === 'more');
}

class Setter {
  readonly #reader: SetReader;
  readonly #kind: SetKind;

  constructor(reader: SetReader, kind: SetKind) {
    this.#reader = reader;
    this.#kind = kind;
  }

  key(values: GoMap, level: number): Outcome {
    const { text: key, stop } = this.#reader.until('=[,.');
    switch (stop) {
      case undefined:
        if (key === '') return 'end';
        throw new HelmError(`key ${JSON.stringify(key)} has no value`);
      case '[':
        return this.#listAt(values, key, level);
      case '=':
        return this.#valueAt(values, key);
      case ',':
        throw new HelmError(`key ${JSON.stringify(key)} has no value (cannot end with ,)`);
      default:
        return this.#mapAt(values, key, level);
    }
  }

  #listAt(values: GoMap, key: string, level: number): Outcome {
    const index = this.#index();
    if (index === undefined) return 'end';
    const current = values.has(key) ? values.get(key) : new GoList([]);
    if (!(current instanceof GoList)) throw new HelmError(`unable to parse key: ${key} is no list`);
    const { list, outcome } = this.#item(current, index, level);
    set(values, key, list);
    return outcome;
  }

  #valueAt(values: GoMap, key: string): Outcome {
    if (this.#reader.isAtEnd) {
      set(values, key, '');
      return 'end';
    }
    set(values, key, this.#value());
    return 'more';
  }

  #mapAt(values: GoMap, key: string, level: number): Outcome {
    if (level + 1 > MOST_LEVELS) {
      throw new HelmError(`value name nested level is greater than maximum supported nested level of ${MOST_LEVELS}`);
    }
    const inner = values.has(key) ? values.get(key) : new GoMap();
    if (!(inner instanceof GoMap)) throw new HelmError(`unable to parse key: ${key} is no map`);
    const outcome = this.key(inner, level + 1);
    if (outcome === 'more' && inner.size === 0) throw new HelmError(`key map ${JSON.stringify(key)} has no value`);
    if (inner.size > 0) set(values, key, inner);
    return outcome;
  }

  #item(list: GoList, index: number, level: number): { readonly list: GoList; readonly outcome: Outcome } {
    if (index < 0) throw new HelmError(`negative ${index} index not allowed`);
    const { text, stop } = this.#reader.until('[.=');
    if (text !== '') {
      const characters = [...text].map((c) => `'${c}'`).join(' ');
      throw new HelmError(`unexpected data at end of array index: [${characters}]`);
    }
    if (stop === undefined) return { list, outcome: 'end' };
    const current = list.items[index];
    if (stop === '=') {
      const value = this.#reader.isAtEnd ? '' : this.#value();
      return { list: withItem(list, index, value), outcome: 'more' };
    }
    if (stop === '[') {
      const next = this.#index();
      if (next === undefined) return { list, outcome: 'end' };
      const inner = current ?? new GoList([]);
      if (!(inner instanceof GoList)) throw new HelmError(`unable to parse key: item ${index} is no list`);
      const { list: changed, outcome } = this.#item(inner, next, level);
      return outcome === 'end' ? { list, outcome } : { list: withItem(list, index, changed), outcome };
    }
    const inner = current instanceof GoMap ? current : new GoMap();
    const outcome = this.key(inner, level);
    return outcome === 'end' ? { list, outcome } : { list: withItem(list, index, inner), outcome };
  }

  /** @returns `undefined` where the text ends before the bracket does, which Helm takes for the end of all */
  #index(): number | undefined {
    const { text, stop } = this.#reader.until(']');
    if (stop === undefined) return undefined;
    if (/^[+-]?\d+$/.test(text)) return Number(text);
    throw new HelmError(`error parsing index: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }

  #value(): Value {
    if (!this.#reader.takes('{')) return this.#typed(this.#reader.until(',').text);
    const items: Value[] = [];
    for (;;) {
      const { text, stop } = this.#reader.until(',}');
      if (stop === undefined) throw new HelmError("list must terminate with '}'");
      items.push(this.#typed(text));
      if (stop === ',') continue;
      this.#reader.takes(',');
      return new GoList(items);
    }
  }

  #typed(text: string): Value {
    if (this.#kind === 'text') return text;
    const lower = text.toLowerCase();
    if (lower === 'true' || lower === 'false') return lower === 'true';
    if (lower === 'null') return null;
    if (text === '0') return int64(0n);
    if (!/^[+-]?\d+$/.test(text) || text.startsWith('0')) return text;
    const value = BigInt(text.replace(/^\+/, ''));
    return value >= -(2n ** 63n) && value < 2n ** 63n ? int64(value) : text;
  }
}

function set(values: GoMap, key: string, value: Value): void {
  if (key !== '') values.set(key, value);
}

function withItem(list: GoList, index: number, value: Value): GoList {
  if (index > MOST_ITEMS) {
    throw new HelmError(`index of ${index} is greater than maximum supported index of ${MOST_ITEMS}`);
  }
  const items: Value[] = Array.from(
    { length: Math.max(list.items.length, index + 1) },
    (_, i) => list.items[i] ?? null,
  );
  items[index] = value;
  return new GoList(items);
}
