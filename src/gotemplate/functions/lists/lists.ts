import { textsOf } from '../../format/text-of.ts';
import { compareText } from '../../value/compare-text.ts';
import { deepEqual } from '../../value/deep-equal.ts';
import { family } from '../../value/family.ts';
import { allowItems, GoError } from '../../value/go-error.ts';
import { kindName } from '../../value/kinds.ts';
import { truncate } from '../../value/number.ts';
import { ANY_LIST, type GoFunction, GoList, LIST_LIST, stringList, type Value } from '../../value/value.ts';
import { toInteger } from '../casts/casts.ts';
import { isEmpty } from '../flow/is-empty.ts';

type Entry = Omit<GoFunction, 'source'>;

const LIST: Entry = { takes: [], rest: 'any', moves: true, run: (...values: readonly Value[]) => new GoList(values) };
const APPEND: Entry = {
  takes: ['any', 'any'],
  moves: true,
  run: (list, item) => new GoList([...itemsFor('push on', list), item]),
};
const PREPEND: Entry = {
  takes: ['any', 'any'],
  moves: true,
  run: (list, item) => new GoList([item, ...itemsFor('prepend on', list)]),
};
const FIRST: Entry = {
  takes: ['any'],
  gives: 'any',
  moves: true,
  run: (list) => itemsFor('find first on', list)[0] ?? null,
};
const LAST: Entry = {
  takes: ['any'],
  gives: 'any',
  moves: true,
  run: (list) => itemsFor('find last on', list).at(-1) ?? null,
};
const REST: Entry = {
  takes: ['any'],
  moves: true,
  run: (list) => without(itemsFor('find rest on', list), 1, undefined),
};
const INITIAL: Entry = {
  takes: ['any'],
  moves: true,
  run: (list) => without(itemsFor('find initial on', list), 0, -1),
};
const REVERSE: Entry = {
  takes: ['any'],
  moves: true,
  run: (list) => new GoList(itemsFor('find reverse on', list).toReversed()),
};
const COMPACT: Entry = {
  takes: ['any'],
  run: (list) => new GoList(itemsFor('compact on', list).filter((item) => !isEmpty(item))),
};
const UNIQ: Entry = { takes: ['any'], run: (list) => new GoList(unique(itemsFor('find uniq on', list))) };
const WITHOUT: Entry = {
  takes: ['any'],
  rest: 'any',
  run: (list: Value, ...others: readonly Value[]) => {
    const items = itemsFor('find without on', list);
    return new GoList(items.filter((item) => !others.some((other) => deepEqual(other, item))));
  },
};
const HAS: Entry = {
  takes: ['any', 'any'],
  run: (needle, list) => list !== null && itemsFor('find has on', list).some((item) => deepEqual(needle, item)),
};
const SLICE: Entry = {
  takes: ['any'],
  rest: 'any',
  gives: 'any',
  moves: true,
  run: (list: Value, ...bounds: readonly Value[]) => slice(list, bounds),
};
const CHUNK: Entry = { takes: ['int', 'any'], moves: true, run: chunk };

/** Functions on lists. */
export const LISTS = family('sprig list.go', {
  append: APPEND,
  chunk: CHUNK,
  compact: COMPACT,
  concat: { takes: [], rest: 'any', gives: 'any', moves: true, run: concat },
  first: FIRST,
  has: HAS,
  initial: INITIAL,
  last: LAST,
  list: LIST,
  mustAppend: APPEND,
  mustChunk: CHUNK,
  mustCompact: COMPACT,
  mustFirst: FIRST,
  mustHas: HAS,
  mustInitial: INITIAL,
  mustLast: LAST,
  mustPrepend: PREPEND,
  mustPush: APPEND,
  mustRest: REST,
  mustReverse: REVERSE,
  mustSlice: SLICE,
  mustUniq: UNIQ,
  mustWithout: WITHOUT,
  prepend: PREPEND,
  push: APPEND,
  rest: REST,
  reverse: REVERSE,
  slice: SLICE,
  sortAlpha: { takes: ['any'], run: sortTexts },
  tuple: LIST,
  uniq: UNIQ,
  without: WITHOUT,
});

/** @param action what a message says that cannot be done */
function itemsFor(action: string, list: Value): readonly Value[] {
  if (list instanceof GoList) return list.items;
  if (list === null || list === undefined)
    throw new GoError('runtime error: invalid memory address or nil pointer dereference');
  throw new GoError(`Cannot ${action} type ${kindName(list)}`);
}

/** What is left of an empty list is nil. */
function without(items: readonly Value[], start: number, end: number | undefined): GoList {
  return items.length === 0 ? new GoList([], ANY_LIST, true) : new GoList(items.slice(start, end));
}

function unique(items: readonly Value[]): readonly Value[] {
  const seen = new Set<Value>();
  const kept: Value[] = [];
  for (const item of items) {
    const isSimple = typeof item !== 'object' || item === null;
    const isThere = isSimple ? seen.has(item) : kept.some((other) => deepEqual(item, other));
    if (isThere) continue;
    seen.add(item);
    kept.push(item);
  }
  return kept;
}

function slice(list: Value, [from, to]: readonly Value[]): Value {
  if (!(list instanceof GoList)) {
    if (list === null || list === undefined) return itemsFor('', list)[0];
    throw new GoError(`list should be type of slice or array but ${kindName(list)}`);
  }
  const { length } = list.items;
  if (length === 0) return null;
  const start = from === undefined ? 0 : Number(toInteger(from));
  const end = to === undefined ? length : Number(toInteger(to));
  if (start < 0 || end > length || start > end) throw new GoError('reflect.Value.Slice: slice index out of bounds');
  return new GoList(list.items.slice(start, end), list.type);
}

function chunk(size: bigint, list: Value): Value {
  const items = itemsFor('chunk', list);
  const width = Number(size);
  const count = truncate(Math.floor((items.length - 1) / width) + 1);
  // The last chunk has what is left of the list by its size, which for a single item is that item also below zero.
  if (items.length === 1 && width < -1) return new GoList([new GoList(items)], LIST_LIST);
  if (count < 0n || (count > 0n && width <= 0)) throw new GoError('runtime error: makeslice: len out of range');
  const chunks: GoList[] = [];
  for (let at = 0; count > 0n && at < items.length; at += width) chunks.push(new GoList(items.slice(at, at + width)));
  return new GoList(chunks, LIST_LIST);
}

function concat(...lists: readonly Value[]): Value {
  const items: Value[] = [];
  for (const list of lists) {
    if (!(list instanceof GoList) && list !== null && list !== undefined) {
      throw new GoError(`Cannot concat type ${kindName(list)} as list`);
    }
    const more = itemsFor('', list);
    allowItems(items.length + more.length);
    for (const item of more) items.push(item);
  }
  return items.length === 0 ? new GoList([], ANY_LIST, true) : new GoList(items);
}

/** A list of strings is sorted in place, as upstream has it. */
function sortTexts(list: Value): Value {
  const sorted = textsOf(list).toSorted(compareText);
  if (!(list instanceof GoList)) return stringList(sorted.length === 0 ? ['<nil>'] : sorted);
  if (list.type.name !== '[]string') return stringList(sorted);
  list.items = sorted;
  return list;
}
