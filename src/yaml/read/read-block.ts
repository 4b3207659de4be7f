import { isBlankOrEnd, isBreakOrEnd } from '../node/characters.ts';
import type { Node } from '../node/node.ts';
import type { Spot } from './block-spot.ts';
import { readMapping, readSequence } from './read-block-collection.ts';
import { join, readKeyOrValue } from './read-key.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { type Reading, scanProperty, startsProperty } from './scan-content.ts';
import type { Properties } from './scan-property.ts';

const HASH = 35;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const QUESTION = 63;
const PIPE = 124;

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
      if (isList) return readSequence(reading, readBlock, spot.parent, outer, place, true);
      return composer.empty(outer, spot.placeAt ?? begun, false);
    }
    if (isDash || ((c === QUESTION || c === COLON) && isBlankOrEnd(cursor.peek(1)))) {
      if (!fresh)
        cursor.refuse(
          'syntax',
          `${cursor.text.charAt(start)} is not allowed behind other text of its line; quote the text or start a new line`,
        );
      if (isDash) return readSequence(reading, readBlock, cursor.column, outer, place, false);
      if (c === COLON) cursor.refuse('syntax', 'a key is missing before this colon');
      return readMapping(reading, readBlock, undefined, outer, place);
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
    return first.isKey ? readMapping(reading, readBlock, first, outer, place) : first.node;
  }
}

function readBlockScalar(reading: Reading, parent: number, properties: Properties | undefined, place: number): Node {
  const style = reading.cursor.peek() === PIPE ? 'literal' : 'folded';
  return reading.composer.scalar(scanBlockScalar(reading.cursor, parent), style, properties, place);
}
