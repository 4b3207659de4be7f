import { Scalar } from '../../yaml/node/node.ts';
import { List, Table, type Value } from './values.ts';

/** Why a path could not be set; never holds the value. */
export class SetPathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SetPathError';
  }
}

/** Makes a value of a text that was set. */
type MakeValue = (text: string) => Value;

const HIGHEST_INDEX = 65_536;
const DEEPEST_NAME = 30;
const NAME_ENDS = '=[,.';

/**
 * Sets values in a table as `helm --set` reads them: `a.b[0].c=value`, several of them with commas between, `{x,y}` a
 * list, `\` before a character that means something else.
 *
 * @param assignments `path=value`, or several
 * @param make turns the text of a value into one
 * @throws SetPathError where Helm refuses it; what stood before the mistake is set
 * @see helm pkg/strvals/parser.go ParseInto
 */
export function setPath(table: Table, assignments: string, make: MakeValue): void {
  new Assignments(assignments, make).setAll(table);
}

interface Run {
  readonly text: string;
  /** The character that ended it; `undefined` at the end of all. */
  readonly end: string | undefined;
}

/** Helm tells the end of the text from a value that was set, and drops what it was about to set there. */
interface Outcome {
  readonly isAtEnd: boolean;
}

const AT_END: Outcome = { isAtEnd: true };

class Assignments {
  readonly #characters: readonly string[];
  readonly #make: MakeValue;
  #at = 0;

  constructor(text: string, make: MakeValue) {
    this.#characters = [...text];
    this.#make = make;
  }

  setAll(table: Table): void {
    while (!this.#assign(table, 0).isAtEnd);
  }

  #assign(table: Table, depth: number): Outcome {
    const { text: name, end } = this.#until(NAME_ENDS);
    switch (end) {
      case '=': {
        const isAtEnd = this.#at === this.#characters.length;
        set(table, name, this.#value());
        return { isAtEnd };
      }
      case '[':
        return this.#assignItem(table, name, depth);
      case '.':
        return this.#assignWithin(table, name, depth + 1);
      default:
        if (end === undefined && name === '') return AT_END;
        throw new SetPathError(`key "${name}" has no value${end === undefined ? '' : ', and a comma follows'}`);
    }
  }

  #assignWithin(table: Table, name: string, depth: number): Outcome {
    if (depth > DEEPEST_NAME) throw new SetPathError(`the path has more than ${DEEPEST_NAME} levels`);
    const standing = table.entries.get(name);
    if (standing !== undefined && !(standing instanceof Table)) throw notA('table', name);
    const inner = standing ?? new Table();
    const outcome = this.#assign(inner, depth);
    if (inner.entries.size > 0) set(table, name, inner);
    else if (!outcome.isAtEnd) throw new SetPathError(`key "${name}" has no value`);
    return outcome;
  }

  #assignItem(table: Table, name: string, depth: number): Outcome {
    const index = this.#index();
    if (index === undefined) return AT_END;
    const standing = table.entries.get(name);
    if (standing !== undefined && !(standing instanceof List)) throw notA('list', name);
    const { list, isAtEnd } = this.#setItem(standing ?? new List(), index, depth);
    set(table, name, list);
    return { isAtEnd };
  }

  /** @returns the list itself, or a longer one in its place; where the text ends too early, nothing is set. */
  #setItem(list: List, index: number, depth: number): Outcome & { readonly list: List } {
    if (index < 0) throw new SetPathError(`the index ${index} is negative`);
    const { text, end } = this.#until('[.=');
    if (text !== '') throw new SetPathError('there is unexpected text after an index');
    const standing = list.items[index];
    if (end === '=') return { list: withItem(list, index, this.#value()), isAtEnd: false };
    if (end === '[') {
      const next = this.#index();
      if (next === undefined) return { list, ...AT_END };
      if (standing !== undefined && !isNull(standing) && !(standing instanceof List)) throw notA('list', `[${index}]`);
      const inner = this.#setItem(standing instanceof List ? standing : new List(), next, depth);
      return inner.isAtEnd ? { list, ...AT_END } : { list: withItem(list, index, inner.list), isAtEnd: false };
    }
    if (end === undefined) return { list, ...AT_END };
    const inner = standing instanceof Table ? standing : new Table();
    if (index < list.items.length) list.items[index] = inner;
    if (this.#assign(inner, depth).isAtEnd) return { list, ...AT_END };
    return { list: withItem(list, index, inner), isAtEnd: false };
  }

  /** @returns `undefined` where the bracket is never closed, which Helm takes for the end of all. */
  #index(): number | undefined {
    const { text, end } = this.#until(']');
    if (end === undefined) return undefined;
    if (!/^[+-]?\d+$/.test(text)) throw new SetPathError(`"${text}" is not an index`);
    return Number(text);
  }

  #value(): Value {
    if (this.#characters[this.#at] !== '{') return this.#make(this.#until(',').text);
    this.#at++;
    const items: Value[] = [];
    for (;;) {
      const { text, end } = this.#until(',}');
      if (end === undefined) throw new SetPathError('a list must end with "}"');
      items.push(this.#make(text));
      if (end === ',') continue;
      if (this.#characters[this.#at] === ',') this.#at++;
      return new List(items);
    }
  }

  #until(ends: string): Run {
    let text = '';
    while (this.#at < this.#characters.length) {
      const character = this.#characters[this.#at++] ?? '';
      if (ends.includes(character)) return { text, end: character };
      // A backslash at the very end is dropped.
      text += character === '\\' ? (this.#characters[this.#at++] ?? '') : character;
    }
    return { text, end: undefined };
  }
}

/** An empty name sets nothing. */
function set(table: Table, name: string, value: Value): void {
  if (name !== '') table.entries.set(name, value);
}

/** In place where the list is long enough, else in a longer one. */
function withItem(list: List, index: number, value: Value): List {
  if (index > HIGHEST_INDEX) throw new SetPathError(`the index ${index} is greater than ${HIGHEST_INDEX}`);
  if (index < list.items.length) {
    list.items[index] = value;
    return list;
  }
  const longer = new List(list.items, list.place);
  while (longer.items.length < index) longer.items.push(undefined);
  longer.items.push(value);
  return longer;
}

function isNull(value: Value): boolean {
  return !(value instanceof Table) && !(value instanceof List) && value.tag === 'null';
}

function notA(what: string, name: string): SetPathError {
  return new SetPathError(`"${name}" is not a ${what} in the values it is set in`);
}

const LARGEST = 2n ** 63n;

/** Reads a value as `helm --set` does: booleans and null in any case, whole numbers, all else text. */
export function typedScalar(text: string): Scalar {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return new Scalar(word, 'bool');
  if (word === 'null') return new Scalar('null', 'null');
  if (text === '0') return setInteger('0');
  if (/^[+-]?\d+$/.test(text) && !text.startsWith('0')) {
    const number = BigInt(text.replace(/^\+/, ''));
    if (number < LARGEST && number >= -LARGEST) return setInteger(String(number));
  }
  return new Scalar(text, 'str', 'double');
}

function setInteger(text: string): Scalar {
  return new Scalar(text, 'int', 'plain', undefined, { isSetInteger: true });
}
