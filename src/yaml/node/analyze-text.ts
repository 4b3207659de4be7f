import { isBreak, SPACE } from './characters.ts';

/** In which styles libyaml's emitter allows a text. */
interface Allowed {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
  readonly multiline: boolean;
}

const INDICATORS = new Set([...'#,[]{}&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

/** @returns what libyaml's `yaml_emitter_analyze_scalar` finds, for block context. */
export function analyzeText(text: string): Allowed {
  let plain = !(text.startsWith('---') || text.startsWith('...'));
  let special = false;
  let multiline = false;
  let spaceBreak = false;
  let breakSpace = false;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!isPrintable(c)) special = true;
    if (isBreak(c)) {
      multiline = true;
      if (before === SPACE) spaceBreak = true;
    } else if (c === SPACE) {
      if (i > 0 && isBreak(before)) breakSpace = true;
    } else if (plain && isIndicator(text, i, c, before)) plain = false;
    before = c;
  }
  const isEdged = text !== '' && (text.charCodeAt(0) === SPACE || before === SPACE);
  const single = !breakSpace && !spaceBreak && !special;
  return {
    plain: plain && single && !multiline && !isEdged,
    single,
    block: text !== '' && before !== SPACE && !spaceBreak && !special,
    multiline,
  };
}

function isIndicator(text: string, i: number, c: number, before: number): boolean {
  const isFirst = i === 0;
  if (isFirst && INDICATORS.has(c)) return true;
  if (c === 35) return before === SPACE || before === 9 || isBreak(before);
  const isDashLike = c === 58 || (isFirst && (c === 45 || c === 63));
  if (!isDashLike) return false;
  const next = text.charCodeAt(i + 1);
  return i + 1 === text.length || next === SPACE || next === 9;
}

/** libyaml's `is_printable`, which counts neither tabs nor what lies beyond the basic plane. */
export function isPrintable(c: number): boolean {
  if (c < 0x7f) return c >= SPACE || c === 10;
  return c >= 0xa0 && (c < 0xd800 || (c >= 0xe000 && c <= 0xfffd && c !== 0xfeff));
}
