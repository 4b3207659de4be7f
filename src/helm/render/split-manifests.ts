import { trimSpace, trimStart } from '../chart/trim-space.ts';

/**
 * What becomes of white space around a separator. `trims`: it goes with the separator, and the last line break of a block
 * scalar too, in all releases up to 4.2.1; in Helm 3 at the end of a file too (`trims-all`). `keeps`: it stays, from 4.2.2 on.
 */
export type Splitting = 'trims-all' | 'trims' | 'keeps';

const LINE = '\n---';
/** Go's `^` of a line is behind a line feed only. */
const SEPARATOR = /(?<![^\n])---[ \t]*/;

/**
 * @param text what a template wrote
 * @returns its documents: `SplitManifests` of Helm's pkg/release/v1/util. `---kind: …` is a separator too.
 */
export function splitManifests(text: string, splitting: Splitting): readonly string[] {
  const whole = splitting === 'trims-all' ? trimSpace(text) : trimStart(text);
  const documents = splitting === 'keeps' ? whole.split(SEPARATOR) : splitTrimming(whole);
  return documents.map(trimStart).filter((document) => document !== '');
}

/** @returns a document without the white space that goes with the separator behind it */
export function trimEnd(document: string): string {
  return document.slice(0, blanksBefore(document, document.length, 0));
}

function splitTrimming(whole: string): readonly string[] {
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
  return documents;
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
