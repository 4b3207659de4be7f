import { isBlankOrEnd } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import { readFlow, startsFlow } from './read-flow.ts';
import { atKeyColon, type Reading, type Spot, scanLeaf, scanProperty, startsProperty } from './scan-content.ts';
import { scanPlain } from './scan-plain.ts';
import { type Properties, scanAnchor } from './scan-property.ts';
import { scanQuoted } from './scan-quoted.ts';

const DOUBLE = 34;
const SINGLE = 39;
const STAR = 42;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const PIPE = 124;

/** What stands before a key or a value. */
interface Before {
  readonly start: number;
  readonly line: number;
  readonly fresh: boolean;
  readonly outer: Properties | undefined;
  readonly inner: Properties | undefined;
}

/** What may turn out to be a mapping's first key. */
export interface First {
  readonly node: Node;
  readonly offset: number;
  readonly column: number;
  readonly isKey: boolean;
  readonly properties: Properties | undefined;
}

/** Reads a scalar, alias or flow collection, which a colon behind it makes a mapping's first key. */
export function readKeyOrValue(reading: Reading, spot: Spot, before: Before): First {
  const { cursor } = reading;
  const { start, line, inner, outer } = before;
  const column = start - line;
  // Properties on a line of their own belong to the mapping that follows, those beside its first key to the key.
  const isSplit = outer !== undefined && !isKeyAhead(reading, spot.parent, start, line);
  const properties = isSplit ? join(reading, outer, inner, start) : inner;
  const node = readInline(reading, spot.parent, properties, spot.placeAt ?? start);
  const isKey = eatColon(reading, start, line, spot.parent);
  if (isKey && !before.fresh) {
    cursor.refuse('syntax', 'a colon is not allowed here: this text is already a value; quote it or start a new line');
  }
  return { node, offset: start, column, isKey, properties };
}

/** Reads a later key of a mapping, and its colon. */
export function readKey(reading: Reading, column: number): First {
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
  if (!eatColon(reading, start, line, column)) cursor.refuse('syntax', 'a : is missing after this key', start);
  return { node, offset: start, column, isKey: true, properties };
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
function eatColon(reading: Reading, start: number, line: number, parent: number): boolean {
  const { cursor } = reading;
  cursor.eatBlanks();
  // A colon at the column of the mapping around it belongs to that mapping's `? key`.
  if (cursor.lineStart !== line && cursor.column <= parent) return false;
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
  const isKey = cursor.lineStart === line && eatColon(reading, start, line, parent);
  cursor.at = at;
  cursor.lineStart = lineStart;
  return isKey;
}

/** @returns the properties of a node that has some on a line of their own. @throws Refusal where it has one twice */
export function join(
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
