import { createHash } from 'node:crypto';
import { MARK, Marked } from '../../gotemplate/value/marked.ts';
import { SizedInteger } from '../../gotemplate/value/number.ts';
import type { Value } from '../../gotemplate/value/value.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { opaqueText } from '../../yaml/node/opaque-text.ts';

/**
 * What a chart is rendered with: what is known, and tokens of what is not; other texts in place of all that must not be
 * shown or is not known; or the first again, with each test of what is not known turned around.
 */
export type WorldKind = 'known' | 'other-texts' | 'turned-tests';

/** The first of a thousand letters without case: no secret has many of them, and none at the same place. */
const FIRST_LETTER = 0xa000;
const LETTERS = 1000;
/** Another text has another length too. */
const LONGER = 3;

/** @returns a text that has no character in common with another one at any place, the same for the same text */
export function otherText(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  return Array.from({ length: text.length + LONGER }, (_, i) => {
    const code = FIRST_LETTER + (((digest[i % digest.length] ?? 0) * 3 + i) % LETTERS);
    return String.fromCharCode(code === text.charCodeAt(i) ? code + 1 : code);
  }).join('');
}

const FURTHER = 7919;

/**
 * @param value of a Secret: a boolean stays what it is, as it tells little, and decides much
 * @returns what stands in its place
 */
export function secretIn(world: WorldKind, value: Value): Value {
  if (world !== 'other-texts') return value;
  if (typeof value === 'string') return value === '' ? value : otherText(value);
  if (typeof value === 'number') return value + FURTHER;
  return value instanceof SizedInteger ? new SizedInteger(value.type, value.value + BigInt(FURTHER)) : value;
}

/** @returns a word that means nothing to any template, equal for equal texts; one that is in the text already stays */
export function tokenOf(text: string): string {
  return /opaque-[0-9a-f]{32}/.test(text) ? text : opaqueText([text]);
}

/** @returns what stands in place of a value that is not known: of the type that its encryption tells, or a text */
export function unknownIn(world: WorldKind, { text }: Scalar): Value {
  const [, type] = /^ENC\[AES256_GCM,.*,type:(\w+)\]$/s.exec(text) ?? [];
  if (type === 'bool') return world !== 'turned-tests';
  if (type === 'int' || type === 'float') {
    return world === 'turned-tests' ? new Marked(1) : world === 'known' ? 1 : 1 + FURTHER;
  }
  const token = tokenOf(text);
  if (world === 'known') return token;
  return world === 'other-texts' ? `other-${createHash('sha256').update(text).digest('hex')}` : token + MARK;
}
