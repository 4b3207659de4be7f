import { isBlankOrEnd, isBreakOrEnd } from './characters.ts';
import { Entries, keyOf } from './entries.ts';
import type { Node } from './node.ts';
import { readFlow, startsFlow } from './read-flow.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { atKeyColon, type Reading, scanLeaf, scanProperty, startsProperty } from './scan-content.ts';
import { scanPlain } from './scan-plain.ts';
import { type Properties, scanAnchor } from './scan-property.ts';
import { scanQuoted } from './scan-quoted.ts';

const TAB = 9;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const STAR = 42;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const QUESTION = 63;
const PIPE = 124;

/** Where a node is read: its surroundings decide what it may be. */
export interface Spot {
  /** The column of the block collection around it, -1 at the root. */
  readonly parent: number;
  /** Whether a list may start at that very column, as a mapping's value may. */
  readonly indentless: boolean;
  /** Whether a collection may start on this line: not behind `key:`. */
  readonly fresh: boolean;
  /** Where the node shall say it stands: at its key. */
  readonly placeAt: number | undefined;
}

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
          `${cursor.text.charAt(start)} is not allowed behind other text of its line; quote the text or start a new line`,
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

interface Before {
  readonly start: number;
  readonly line: number;
  readonly fresh: boolean;
  readonly outer: Properties | undefined;
  readonly inner: Properties | undefined;
}

interface First {
  readonly node: Node;
  readonly offset: number;
  readonly column: number;
  readonly isKey: boolean;
  readonly properties: Properties | undefined;
}

/** Reads a scalar, alias or flow collection, which a colon behind it makes a mapping's first key. */
function readKeyOrValue(reading: Reading, spot: Spot, before: Before): First {
  const { cursor } = reading;
  const { start, line, inner, outer } = before;
  const column = start - line;
  // Properties on a line of their own belong to the mapping that follows, those beside its first key to the key.
  const isSplit = outer !== undefined && !isKeyAhead(reading, spot.parent, start, line);
  const properties = isSplit ? join(reading, outer, inner, start) : inner;
  const node = readInline(reading, spot.parent, properties, spot.placeAt ?? start);
  const isKey = eatColon(reading, start, line);
  if (isKey && !before.fresh) {
    cursor.refuse('syntax', 'a colon is not allowed here: this text is already a value; quote it or start a new line');
  }
  return { node, offset: start, column, isKey, properties };
}

/** Reads what can stand on one line; an absent one, as in `&anchor : value`, is null. */
function readInline(reading: Reading, parent: number, properties: Properties | undefined, placeAt: number): Node {
  const { cursor, composer } = reading;
  const c = cursor.peek();
  if (startsFlow(c)) return readFlow(reading, parent, properties, placeAt);
  if (properties !== undefined && c === COLON && isBlankOrEnd(cursor.peek(1)))
    return composer.empty(properties, placeAt, false);
  return scanLeaf(reading, parent, false, properties, placeAt);
}

/** Steps over the colon that makes what was just read a key. @returns whether there was one. */
function eatColon(reading: Reading, start: number, line: number): boolean {
  const { cursor } = reading;
  cursor.eatBlanks();
  const isKey = atKeyColon(reading, start, line, false);
  if (isKey) cursor.at++;
  return isKey;
}

/** @returns whether the scalar or alias at the cursor is a key; looks without moving or making nodes. */
function isKeyAhead(reading: Reading, parent: number, start: number, line: number): boolean {
  const { cursor } = reading;
  const { at, lineStart } = cursor;
  const c = cursor.peek();
  if (c === STAR) scanAnchor(cursor);
  else if (c === DOUBLE || c === SINGLE) scanQuoted(cursor, c);
  else if (startsFlow(c)) return false;
  else scanPlain(cursor, parent + 1, false);
  const isKey = cursor.lineStart === line && eatColon(reading, start, line);
  cursor.at = at;
  cursor.lineStart = lineStart;
  return isKey;
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
  const entries = new Entries(composer);
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

/** Reads a later key of a mapping, and its colon. */
function readKey(reading: Reading, column: number): First {
  const { cursor } = reading;
  const start = cursor.at;
  const line = cursor.lineStart;
  let properties: Properties | undefined;
  while (startsProperty(cursor.peek())) {
    properties = scanProperty(reading, properties);
    cursor.eatBlanks();
  }
  const c = cursor.peek();
  if (c === DASH && isBlankOrEnd(cursor.peek(1)))
    cursor.refuse('syntax', 'a key is expected here, not a list item; check the indentation', start);
  if (c === PIPE || c === GREATER) cursor.refuse('syntax', 'a block of text cannot be a key; quote it', start);
  const node = readInline(reading, column, properties, start);
  if (!eatColon(reading, start, line)) cursor.refuse('syntax', 'a : is missing behind this key', start);
  return { node, offset: start, column, isKey: true, properties };
}

function addValue(reading: Reading, entries: Entries, key: First, column: number): void {
  const value = readBlock(reading, { parent: column, indentless: true, fresh: false, placeAt: key.offset });
  entries.add(keyOf(key.node, key.properties), value, key.offset);
}

/** Reads `? key` and the `: value` below it. */
function readExplicit(reading: Reading, entries: Entries, column: number): void {
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

function join(
  reading: Reading,
  outer: Properties | undefined,
  inner: Properties | undefined,
  at: number,
): Properties | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner;
  const isTwice =
    (outer.anchor !== undefined && inner.anchor !== undefined) || (outer.tag !== undefined && inner.tag !== undefined);
  if (isTwice) reading.cursor.refuse('syntax', 'a node has one anchor and one tag; remove the second', at);
  return { ...outer, ...inner };
}
