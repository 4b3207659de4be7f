import { isPrintable } from '../node/analyze-text.ts';
import { isBlankOrEnd, isBreak, SPACE, TAB } from '../node/characters.ts';
import { decodeBase64 } from '../node/decode-base64.ts';
import type { Scalar } from '../node/node.ts';
import { parseInteger } from '../node/parse-integer.ts';
import { parseTimestamp } from '../node/parse-timestamp.ts';
import { Source } from '../node/source.ts';
import { Unprintable } from '../node/unprintable.ts';
import { Cursor } from './cursor.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';

/** What Go holds once go-yaml has decoded a scalar: an int64 or uint64 is a bigint, a float64 a number. */
export type GoValue = string | boolean | null | bigint | number;

/**
 * @returns the value that kustomize prints: go-yaml's decoding into `interface{}`, a timestamp already as the string
 * that `encoding/json` makes of it.
 * @throws Unprintable where `!!binary` holds no base64.
 */
export function goValue(scalar: Scalar): GoValue {
  switch (scalar.tag) {
    case 'str':
      return scalar.style === 'folded' ? refold(scalar.text) : scalar.text;
    case 'null':
      return scalar.marks.isEmptyInFlow ? '' : null;
    case 'bool':
      return scalar.text === 'true' || scalar.text === 'True' || scalar.text === 'TRUE';
    case 'int':
      return parseInteger(withoutUnderscores(scalar.text)) ?? scalar.text;
    case 'float':
      return goFloat(scalar.text);
    case 'timestamp':
      return parseTimestamp(scalar.text) ?? scalar.text;
    case 'binary': {
      const text = decodeBase64(scalar.text);
      if (text === undefined)
        throw new Unprintable('invalid-binary', 'this !!binary value is not valid base64; correct it', scalar);
      return text;
    }
  }
}

function goFloat(text: string): number {
  const lower = text.toLowerCase();
  if (lower === '.nan') return Number.NaN;
  if (lower.endsWith('.inf')) return lower.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const plain = withoutUnderscores(text);
  const integer = parseInteger(plain);
  return integer === undefined ? Number(plain) : Number(integer);
}

function withoutUnderscores(text: string): string {
  return text.includes('_') ? text.replaceAll('_', '') : text;
}

/** @returns a float as `encoding/json` writes it. @throws Unprintable where it is not finite. */
export function jsonFloat(value: number, scalar?: Scalar): string {
  if (!Number.isFinite(value)) {
    throw new Unprintable('not-finite', 'kustomize cannot print .nan or .inf; quote it or write a number', scalar);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

/** @returns a float as kustomize prints it: the integer it is, or `strconv.FormatFloat(value, 'g', -1, 64)`. */
export function printFloat(value: number, scalar?: Scalar): string {
  const json = jsonFloat(value, scalar);
  const integer = parseInteger(json);
  if (integer !== undefined) return String(integer);
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return json;
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/**
 * @param text a folded scalar's text.
 * @returns what is left of it once kyaml has written it and read it again, as `RNode.MarshalJSON` does: go-yaml v3's
 * `yaml_emitter_write_folded_scalar` looks at the start of the text where it means the next line, so that a line break
 * before an indented line comes out doubled, and text that starts with white space loses line breaks.
 */
function refold(text: string): string {
  if (!text.includes('\n') || !isBlockAllowed(text)) return text;
  return scanBlockScalar(new Cursor(new Source(emitFolded(text))), -1);
}

function emitFolded(text: string): string {
  const last = text.length - 1;
  const first = text.charCodeAt(0);
  const endsInBreak = isBreak(text.charCodeAt(last));
  const keeps = endsInBreak && (last === 0 || isBreak(text.charCodeAt(last - 1)));
  let out = `>${first === SPACE || isBreak(first) ? '2' : ''}${endsInBreak ? (keeps ? '+' : '') : '-'}\n`;
  const doubles = !isBlankOrEnd(firstBehindBreaks(text));
  let breaks = true;
  let isIndented = true;
  for (let i = 0; i <= last; i++) {
    const c = text.charCodeAt(i);
    if (isBreak(c)) {
      if (!breaks && !isIndented && c === 10 && doubles) out += '\n';
      breaks = true;
    } else if (breaks) {
      out += '  ';
      isIndented = c === SPACE || c === TAB;
      breaks = false;
    }
    out += text.charAt(i);
  }
  return out;
}

function firstBehindBreaks(text: string): number {
  let i = 0;
  while (isBreak(text.charCodeAt(i))) i++;
  return i < text.length ? text.charCodeAt(i) : 0;
}

/** go-yaml v3's `yaml_emitter_analyze_scalar`, which unlike v2 allows tabs; other text is written in double quotes. */
function isBlockAllowed(text: string): boolean {
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c !== TAB && !isPrintable(c)) || (before === SPACE && isBreak(c))) return false;
    before = c;
  }
  return before !== SPACE;
}
