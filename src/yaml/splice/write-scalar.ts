import { needsQuotes } from '../node/needs-quotes.ts';
import { Scalar, type Style, type Tag } from '../node/node.ts';
import { resolvePlain } from '../node/resolve-tag.ts';

/** Text that means itself wherever a value may stand, in block and in flow: words, paths, versions, image names. */
const SAFE = /^[A-Za-z0-9./_~][-\w./+@=~]*(:[-\w./+@=~]+)*$/;

/**
 * Writes a scalar on one line.
 *
 * @param style of what stands there or beside it, kept where it can say the value
 */
export function writeScalar({ text, tag }: Pick<Scalar, 'text' | 'tag'>, style: Style | undefined): string {
  if (tag !== 'str') return text;
  if (style !== 'single' && style !== 'double' && isPlain(text, tag)) return text;
  const isPrintable = /^[\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]*$/.test(text);
  if (style === 'double' || !isPrintable) return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

function isPlain(text: string, tag: Tag): boolean {
  return SAFE.test(text) && resolvePlain(text) === tag && !needsQuotes(text);
}

/** @returns a scalar that is a text, whatever it looks like. */
export function textScalar(text: string): Scalar {
  return new Scalar(text, 'str', 'plain');
}
