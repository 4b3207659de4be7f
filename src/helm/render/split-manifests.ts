import { trimStart } from '../chart/trim-space.ts';

const LINE = '\n---';

/**
 * @param text what a template wrote
 * @returns its documents: `SplitManifests` of Helm 4.2.1's pkg/release/v1/util. All white space around a separator goes
 * with it, and `---kind: …` is a separator too.
 */
export function splitManifests(text: string): readonly string[] {
  const whole = trimStart(text);
  const documents: string[] = [];
  let start = 0;
  let at = whole.startsWith('---') ? 0 : findLine(whole, 0);
  while (at !== undefined) {
    const end = whole.startsWith(LINE, at) ? at + LINE.length : at + LINE.length - 1;
    documents.push(whole.slice(start, blanksBefore(whole, at, start)));
    start = blanksAfter(whole, end);
    at = findLine(whole, start);
  }
  documents.push(whole.slice(start));
  return documents.filter((document) => trimStart(document) !== '').map(trimStart);
}

function findLine(text: string, from: number): number | undefined {
  const at = text.indexOf(LINE, from);
  return at < 0 ? undefined : at;
}

/** RE2's `\s`. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 12 || code === 13;
}

function blanksBefore(text: string, from: number, start: number): number {
  let at = from;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function blanksAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
