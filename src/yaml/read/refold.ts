import { isPrintable } from '../node/analyze-text.ts';
import { isBlankOrEnd, isBreak, SPACE, TAB } from '../node/characters.ts';
import { Source } from '../node/source.ts';
import { Cursor } from './cursor.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';

/**
 * @param text a folded scalar's text.
 * @returns what is left of it once kyaml has written it and read it again, as `RNode.MarshalJSON` does: go-yaml v3's
 * `yaml_emitter_write_folded_scalar` looks at the start of the text where it means the next line, so that a line break
 * before an indented line comes out doubled, and text that starts with white space loses line breaks.
 */
export function refold(text: string): string {
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
