import { isBlankOrEnd, isBreakOrEnd } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import { type Collector, entriesOf, keyOf } from './entries.ts';
import { type First, join, readKey, readKeyOrValue } from './read-key.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { type Reading, type Spot, scanProperty, startsProperty } from './scan-content.ts';
import type { Properties } from './scan-property.ts';

const TAB = 9;
const HASH = 35;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const QUESTION = 63;
const PIPE = 124;

/** Where a document's root node is read. */
export const ROOT: Spot = { parent: -1, indentless: false, fresh: true, placeAt: undefined };

/**
 * Reads a node in block context, as libyaml's `yaml_parser_parse_node`; an absent one is a null scalar.
 * @throws Refusal where the text is malformed.
 */
export function readBlock(reading: Reading, spot: Spot): Node {
  const { cursor, composer } = reading;
  const begun = cursor.at;
  let outer: Properties | undefined;
  let fresh = spot.fresh;
  for (;;) {
    fresh = cursor.toToken(!fresh, false) || fresh;
    const start = cursor.at;
    const place = spot.placeAt ?? start;
    const c = cursor.peek();
    const isDash = c === DASH && isBlankOrEnd(cursor.peek(1));
    if (c === 0 || cursor.column <= spot.parent || cursor.atDocumentMark()) {
      const isList = isDash && spot.indentless && cursor.column === spot.parent && !cursor.atDocumentMark();
      if (isList && !fresh) cursor.refuse('syntax', 'a list starts on a new line; move it below its key');
      // libyaml takes a block scalar at the column of its key, where any other text would be the next key.
      const isText = fresh && (c === PIPE || c === GREATER) && cursor.column === spot.parent;
      if (isText) return readBlockScalar(reading, spot.parent, outer, place);
      if (isList) return readSequence(reading, spot.parent, outer, place, true);
      return composer.empty(outer, spot.placeAt ?? begun, false);
    }
    if (isDash || ((c === QUESTION || c === COLON) && isBlankOrEnd(cursor.peek(1)))) {
      if (!fresh)
        cursor.refuse(
          'syntax',
          `${cursor.text.charAt(start)} is not allowed after other text on its line; quote the text or start a new line`,
        );
      if (isDash) return readSequence(reading, cursor.column, outer, place, false);
      if (c === COLON) cursor.refuse('syntax', 'a key is missing before this colon');
      return readMapping(reading, undefined, outer, place);
    }
    const line = cursor.lineStart;
    let inner: Properties | undefined;
    while (startsProperty(cursor.peek())) {
      inner = scanProperty(reading, inner);
      cursor.eatBlanks();
    }
    if (inner !== undefined && (isBreakOrEnd(cursor.peek()) || cursor.peek() === HASH)) {
      outer = join(reading, outer, inner, start);
      fresh = false;
      continue;
    }
    if (cursor.peek() === PIPE || cursor.peek() === GREATER) {
      return readBlockScalar(reading, spot.parent, join(reading, outer, inner, start), place);
    }
    const first = readKeyOrValue(reading, spot, { start, line, fresh, outer, inner });
    return first.isKey ? readMapping(reading, first, outer, place) : first.node;
  }
}

function readBlockScalar(reading: Reading, parent: number, properties: Properties | undefined, place: number): Node {
  const style = reading.cursor.peek() === PIPE ? 'literal' : 'folded';
  return reading.composer.scalar(scanBlockScalar(reading.cursor, parent), style, properties, place);
}

/**
 * Reads a list whose first dash is at the cursor.
 * @param column its dashes' column.
 * @param indentless whether the mapping around it goes on at that column.
 */
function readSequence(
  reading: Reading,
  column: number,
  properties: Properties | undefined,
  placeAt: number,
  indentless: boolean,
): Node {
  const { cursor, composer } = reading;
  const opened = composer.open(placeAt, properties);
  const items: Node[] = [];
  const spot: Spot = { parent: column, indentless: false, fresh: true, placeAt: undefined };
  for (;;) {
    cursor.at++;
    items.push(readBlock(reading, spot));
    cursor.toToken(false, false);
    if (cursor.peek() === 0 || cursor.column < column || cursor.atDocumentMark()) break;
    const isNext = cursor.column === column && cursor.peek() === DASH && isBlankOrEnd(cursor.peek(1));
    if (!cursor.isFirst || (!isNext && (cursor.column > column || !indentless))) refuseMisplaced(reading);
    if (!isNext) break;
  }
  return composer.sequence(opened, items, properties);
}

/** Reads a mapping, from its first key's colon or, without one, from a `?` at the cursor. */
function readMapping(
  reading: Reading,
  first: First | undefined,
  properties: Properties | undefined,
  placeAt: number,
): Node {
  const { cursor, composer } = reading;
  const column = first?.column ?? cursor.column;
  const opened = composer.open(placeAt, properties);
  const entries = entriesOf(composer);
  let isOpen = first !== undefined;
  if (first !== undefined) addValue(reading, entries, first, column);
  for (;;) {
    cursor.toToken(false, false);
    const c = cursor.peek();
    if (c === 0 || cursor.column < column || cursor.atDocumentMark()) break;
    if (cursor.column > column || (isOpen && !cursor.isFirst)) refuseMisplaced(reading);
    isOpen = true;
    if (c === QUESTION && isBlankOrEnd(cursor.peek(1))) readExplicit(reading, entries, column);
    else if (first === undefined && c === DASH && isBlankOrEnd(cursor.peek(1))) break;
    else addValue(reading, entries, readKey(reading, column), column);
  }
  return composer.mapping(opened, entries.finish(), properties);
}

function addValue(reading: Reading, entries: Collector, key: First, column: number): void {
  const value = readBlock(reading, { parent: column, indentless: true, fresh: false, placeAt: key.offset });
  entries.add(keyOf(key.node, key.properties), value, key.offset);
}

/** Reads `? key` and the `: value` below it. */
function readExplicit(reading: Reading, entries: Collector, column: number): void {
  const { cursor, composer } = reading;
  const offset = cursor.at;
  cursor.at++;
  const key = readBlock(reading, { parent: column, indentless: true, fresh: true, placeAt: undefined });
  cursor.toToken(false, false);
  const hasValue = cursor.column === column && cursor.peek() === COLON && isBlankOrEnd(cursor.peek(1));
  if (hasValue) cursor.at++;
  const value = hasValue
    ? readBlock(reading, { parent: column, indentless: true, fresh: true, placeAt: offset })
    : composer.empty(undefined, offset, false);
  entries.add(keyOf(key, undefined), value, offset);
}

function refuseMisplaced({ cursor }: Reading): never {
  const isTab = cursor.peek() === TAB;
  return cursor.refuse(
    isTab ? 'tab' : 'syntax',
    isTab
      ? 'this line is indented with a tab; use spaces'
      : 'this text does not belong to anything above it; check its indentation and quotes',
  );
}
