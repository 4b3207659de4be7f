import type { Node } from '../node/node.ts';
import { type Collector, entriesOf, keyOf } from './entries.ts';
import { atKeyColon, type Reading, scanLeaf, scanProperty, startsProperty } from './scan-content.ts';
import type { Properties } from './scan-property.ts';

const COMMA = 44;
const COLON = 58;
const QUESTION = 63;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

export function startsFlow(c: number): boolean {
  return c === OPEN_LIST || c === OPEN_MAP;
}

/**
 * Reads `[…]` or `{…}`, as libyaml's flow productions.
 * @param parent the column of the block collection around it.
 * @throws Refusal where it is malformed.
 */
export function readFlow(reading: Reading, parent: number, properties: Properties | undefined, placeAt: number): Node {
  return reading.cursor.peek() === OPEN_MAP
    ? readMapping(reading, parent, properties, placeAt)
    : readSequence(reading, parent, properties, placeAt);
}

function readSequence(reading: Reading, parent: number, properties: Properties | undefined, placeAt: number): Node {
  const { cursor, composer } = reading;
  const opened = composer.open(placeAt, properties);
  const start = cursor.at++;
  const items: Node[] = [];
  for (;;) {
    const c = toToken(reading, start);
    if (c === CLOSE_LIST) break;
    if (c === QUESTION) {
      cursor.at++;
      if (toToken(reading, start) === COLON) cursor.refuse('syntax', 'a list item needs a key before its colon');
      items.push(readPair(reading, parent, undefined, start));
    } else {
      const item = readItem(reading, parent, undefined);
      items.push(item.isKey ? readPair(reading, parent, item, start) : item.node);
    }
    if (!endsEntry(reading, start, CLOSE_LIST, ']')) break;
  }
  cursor.at++;
  return composer.sequence(opened, items, properties, true);
}

function readMapping(reading: Reading, parent: number, properties: Properties | undefined, placeAt: number): Node {
  const { cursor, composer } = reading;
  const opened = composer.open(placeAt, properties);
  const entries = entriesOf(composer);
  const start = cursor.at++;
  for (;;) {
    const c = toToken(reading, start);
    if (c === CLOSE_MAP) break;
    if (c === QUESTION) {
      cursor.at++;
      toToken(reading, start);
    }
    const key =
      c === QUESTION && endsNode(cursor.peek())
        ? emptyItem(reading)
        : readItem(reading, parent, undefined, c === QUESTION);
    addValue(reading, parent, key, c === QUESTION, start, entries);
    if (!endsEntry(reading, start, CLOSE_MAP, '}')) break;
  }
  cursor.at++;
  return composer.mapping(opened, entries.finish(), properties, true);
}

/** An item of a flow collection, which a colon may make a key. */
interface Item {
  readonly node: Node;
  readonly offset: number;
  readonly isKey: boolean;
  readonly properties: Properties | undefined;
}

/** Reads `key: value` within a list: a mapping of one entry. */
function readPair(reading: Reading, parent: number, key: Item | undefined, start: number): Node {
  const { cursor, composer } = reading;
  const opened = composer.open(key?.offset ?? cursor.at, undefined);
  const entries = entriesOf(composer);
  addValue(reading, parent, key ?? readItem(reading, parent, undefined, true), key === undefined, start, entries);
  return composer.mapping(opened, entries.finish(), undefined, true);
}

function addValue(
  reading: Reading,
  parent: number,
  key: Item,
  explicit: boolean,
  start: number,
  entries: Collector,
): void {
  const { cursor, composer } = reading;
  const hasValue = explicit ? toToken(reading, start) === COLON : key.isKey;
  if (hasValue) {
    cursor.at++;
    const c = toToken(reading, start);
    if (c === COLON || c === QUESTION) cursor.refuse('syntax', 'a value is missing or needs quotes here');
    if (!endsNode(c)) {
      const value = readItem(reading, parent, key.offset, true);
      entries.add(keyOf(key.node, key.properties), value.node, key.offset);
      return;
    }
  }
  entries.add(keyOf(key.node, key.properties), composer.empty(undefined, key.offset, true), key.offset);
}

/** @param noKey set where a colon behind the item does not make it a key. */
function readItem(reading: Reading, parent: number, placeAt: number | undefined, noKey = false): Item {
  const { cursor, composer } = reading;
  const offset = cursor.at;
  const line = cursor.lineStart;
  let properties: Properties | undefined;
  while (startsProperty(cursor.peek())) {
    properties = scanProperty(reading, properties);
    cursor.toToken(true, true);
  }
  const place = placeAt ?? offset;
  const c = cursor.peek();
  let node: Node;
  if (startsFlow(c)) node = readFlow(reading, parent, properties, place);
  else if (properties !== undefined && (endsNode(c) || c === COLON)) node = composer.empty(properties, place, true);
  else node = scanLeaf(reading, parent, true, properties, place);
  cursor.toToken(true, true);
  const isKey = !noKey && atKeyColon(reading, offset, line, true);
  return { node, offset, isKey, properties };
}

function emptyItem({ cursor, composer }: Reading): Item {
  return {
    node: composer.empty(undefined, cursor.at, true),
    offset: cursor.at,
    isKey: false,
    properties: undefined,
  };
}

function endsNode(c: number): boolean {
  return c === COMMA || c === CLOSE_MAP || c === CLOSE_LIST || c === COLON;
}

/** Steps over a comma. @returns whether another entry may follow. @throws Refusal where neither it nor the end stands here. */
function endsEntry(reading: Reading, start: number, close: number, name: string): boolean {
  const c = toToken(reading, start);
  if (c === close) return false;
  if (c !== COMMA) reading.cursor.refuse('syntax', `a , or ${name} is missing here, or the text before needs quotes`);
  reading.cursor.at++;
  return true;
}

function toToken({ cursor }: Reading, start: number): number {
  cursor.toToken(true, true);
  if (cursor.peek() === 0 || cursor.atDocumentMark())
    cursor.refuse('syntax', 'this bracket is never closed; close it', start);
  return cursor.peek();
}
