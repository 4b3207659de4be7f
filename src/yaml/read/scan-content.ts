import { isBlankOrEnd } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import type { Composer } from './composer.ts';
import type { Cursor } from './cursor.ts';
import { scanPlain } from './scan-plain.ts';
import { type Properties, scanAnchor, scanTag, type TagHandles } from './scan-property.ts';
import { scanQuoted } from './scan-quoted.ts';

const BANG = 33;
const DOUBLE = 34;
const AMPERSAND = 38;
const SINGLE = 39;
const STAR = 42;
const COLON = 58;
/** libyaml's limit of the look-ahead for the colon behind a key. */
const MAX_KEY = 1024;

/** What all parts of the reader share. */
export interface Reading {
  readonly cursor: Cursor;
  readonly composer: Composer;
  readonly handles: TagHandles;
}

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

export function startsProperty(c: number): boolean {
  return c === AMPERSAND || c === BANG;
}

/** Reads one anchor or tag into `properties`. @throws Refusal where there is one already. */
export function scanProperty({ cursor, handles }: Reading, properties: Properties | undefined): Properties {
  const result = properties ?? {};
  const start = cursor.at;
  if (cursor.peek() === AMPERSAND) {
    if (result.anchor !== undefined) cursor.refuse('syntax', 'a node has one anchor; remove the second', start);
    result.anchor = scanAnchor(cursor);
  } else {
    if (result.tag !== undefined) cursor.refuse('syntax', 'a node has one tag; remove the second', start);
    result.tag = scanTag(cursor, handles);
  }
  return result;
}

/**
 * Reads a scalar or alias.
 * @param parent the column of the block collection it stands in.
 * @param placeAt where the node shall say it stands.
 */
export function scanLeaf(
  reading: Reading,
  parent: number,
  inFlow: boolean,
  properties: Properties | undefined,
  placeAt: number,
): Node {
  const { cursor, composer } = reading;
  const c = cursor.peek();
  if (c === DOUBLE) return composer.scalar(scanQuoted(cursor, DOUBLE), 'double', properties, placeAt);
  if (c === SINGLE) return composer.scalar(scanQuoted(cursor, SINGLE), 'single', properties, placeAt);
  if (c === STAR) {
    const start = cursor.at;
    if (properties !== undefined) cursor.refuse('syntax', 'an alias takes no anchor or tag; remove it', start);
    return composer.alias(scanAnchor(cursor), start, inFlow);
  }
  if (!startsPlain(cursor, inFlow)) {
    const what =
      c === 0 ? 'the text ends here' : `${JSON.stringify(cursor.text.charAt(cursor.at))} cannot start a value`;
    cursor.refuse(
      c === 9 ? 'tab' : 'syntax',
      c === 9 ? 'this line is indented with a tab; use spaces' : `${what}; quote it if it is text`,
    );
  }
  const node = composer.scalar(scanPlain(cursor, parent + 1, inFlow), 'plain', properties, placeAt);
  // In flow context kyaml quotes plain text with a colon before it reads it again: no timestamp is left of it.
  const isQuoted = inFlow && node.tag === 'timestamp' && properties?.tag === undefined && node.text.includes(':');
  return isQuoted ? node.with({ tag: 'str', style: 'single' }) : node;
}

function startsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const c = cursor.peek();
  const next = cursor.peek(1);
  // libyaml's scanner: a dash starts text unless a blank follows, `?` and `:` only in block context.
  if (c === 45) return !isBlankOrEnd(next);
  if (c === 63 || c === COLON) return !inFlow && !isBlankOrEnd(next);
  return !isBlankOrEnd(c) && !',[]{}#&*!|>\'"%@`'.includes(cursor.text.charAt(cursor.at));
}

/**
 * @param start where the key began.
 * @param line the start of its line.
 * @returns whether a colon makes what was just read a key: on the same line, at most 1024 characters on.
 */
export function atKeyColon({ cursor }: Reading, start: number, line: number, inFlow: boolean): boolean {
  if (cursor.peek() !== COLON || !(inFlow || isBlankOrEnd(cursor.peek(1)))) return false;
  if (cursor.lineStart !== line)
    cursor.refuse('syntax', 'a key must be on one line; quote the text above or indent it', start);
  if (cursor.at - start > MAX_KEY)
    cursor.refuse('syntax', `a key has at most ${MAX_KEY} characters; shorten it`, start);
  return true;
}
