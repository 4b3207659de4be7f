import type { Span } from './span.ts';
import { lineEnd } from './written-value.ts';

/**
 * @param at within the line of a key that has its value below it
 * @returns of the lines below what is secret: a text as a block, or the items of a list
 */
export function linesBelow(text: string, at: number, isSecret: (value: string) => boolean): readonly Span[] {
  const start = text.lastIndexOf('\n', at) + 1;
  const indent = indentOf(text, start);
  const line = text.slice(at, lineEnd(text, at));
  const header = line.includes('#') ? line.replace(/[ \t]#.*$/, '') : line;
  if (!/[|>][+-]?\d?[+-]?[ \t]*$/.test(header))
    return items(text, at, indent).filter(({ from, to }) => isSecret(text.slice(from, to)));
  const first = next(text, at);
  const isBelow = first < text.length && indentOf(text, first) > indent;
  return isBelow && isSecret(text.slice(first, first + JUDGED)) ? blockLines(text, at, indent) : [];
}

/** In characters: what a block is shows at its start. */
const JUDGED = 500;

/** The lines that are further in than their key. */
function blockLines(text: string, at: number, indent: number): readonly Span[] {
  const lines: Span[] = [];
  for (let from = next(text, at); from < text.length; from = next(text, from)) {
    const [own, to] = [indentOf(text, from), lineEnd(text, from)];
    if (from + own >= to) continue;
    if (own <= indent) break;
    lines.push({ from: from + own, to });
  }
  return lines;
}

const ITEM = /-[ \t]{1,39}["']?/y;
const NAME = /[\w.-]+:(?:[ \t]|["']?[ \t]*$)/my;

/** The scalars of a list; what has names in it is looked through by these. */
function items(text: string, at: number, indent: number): readonly Span[] {
  const found: Span[] = [];
  for (let from = next(text, at); from < text.length; ) {
    const own = from + indentOf(text, from);
    if (text[own] !== '-' || own - from < indent) break;
    ITEM.lastIndex = own;
    if (!ITEM.test(text)) break;
    const content = ITEM.lastIndex;
    NAME.lastIndex = content;
    if (NAME.test(text)) break;
    const to = lineEnd(text, content);
    found.push({ from: content, to: valueEnd(text, content, to) });
    from = text.indexOf('\n', to) + 1 || text.length;
  }
  return found;
}

/** @returns where a value ends that blanks may follow, and a quote */
function valueEnd(text: string, from: number, lineEnds: number): number {
  let to = lineEnds;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--;
  return to > from && (text[to - 1] === '"' || text[to - 1] === "'") ? to - 1 : to;
}

function next(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function indentOf(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - from;
}
