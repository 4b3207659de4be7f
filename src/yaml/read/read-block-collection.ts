import { isBlankOrEnd } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import type { ReadBlock, Spot } from './block-spot.ts';
import { Entries, keyOf } from './entries.ts';
import { type First, readKey } from './read-key.ts';
import type { Reading } from './scan-content.ts';
import type { Properties } from './scan-property.ts';

const TAB = 9;
const DASH = 45;
const COLON = 58;
const QUESTION = 63;

/**
 * Reads a list whose first dash is at the cursor.
 * @param readBlock reads its items
 * @param column its dashes' column.
 * @param indentless whether the mapping around it goes on at that column.
 */
export function readSequence(
  reading: Reading,
  readBlock: ReadBlock,
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
export function readMapping(
  reading: Reading,
  readBlock: ReadBlock,
  first: First | undefined,
  properties: Properties | undefined,
  placeAt: number,
): Node {
  const { cursor, composer } = reading;
  const column = first?.column ?? cursor.column;
  const opened = composer.open(placeAt, properties);
  const entries = new Entries(composer);
  let isOpen = first !== undefined;
  if (first !== undefined) addValue(reading, readBlock, entries, first, column);
  for (;;) {
    cursor.toToken(false, false);
    const c = cursor.peek();
    if (c === 0 || cursor.column < column || cursor.atDocumentMark()) break;
    if (cursor.column > column || (isOpen && !cursor.isFirst)) refuseMisplaced(reading);
    isOpen = true;
    if (c === QUESTION && isBlankOrEnd(cursor.peek(1))) readExplicit(reading, readBlock, entries, column);
    else if (first === undefined && c === DASH && isBlankOrEnd(cursor.peek(1))) break;
    else addValue(reading, readBlock, entries, readKey(reading, column), column);
  }
  return composer.mapping(opened, entries.finish(), properties);
}

function addValue(reading: Reading, readBlock: ReadBlock, entries: Entries, key: First, column: number): void {
  const value = readBlock(reading, { parent: column, indentless: true, fresh: false, placeAt: key.offset });
  entries.add(keyOf(key.node, key.properties), value, key.offset);
}

/** Reads `? key` and the `: value` below it. */
function readExplicit(reading: Reading, readBlock: ReadBlock, entries: Entries, column: number): void {
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
      ? 'a tab stands in the indentation; indent with spaces'
      : 'this text belongs to nothing above; check its indentation and quotes',
  );
}
