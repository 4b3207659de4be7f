import type { Span } from './span.ts';
import { lineEnd } from './written-value.ts';

/**
 * @param at within the line of a key that has its value below it
 * @returns of the lines below what is secret: a text as a block, or the items of a list
 */
export function linesBelow(text: string, at: number, isSecret: (value: string) => boolean): readonly Span[] {
  const start = text.lastIndexOf('\n', at) + 1;
  const indent = indentOf(text, start);
  const header = text.slice(at, lineEnd(text, at)).replace(/[ \t]#.*$/, '');
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

/** The scalars of a list; what has names in it is looked through by these. */
function items(text: string, at: number, indent: number): readonly Span[] {
  const found: Span[] = [];
  for (let from = next(text, at); from < text.length; from = next(text, from)) {
    const [own, to] = [indentOf(text, from), lineEnd(text, from)];
    const item = /^-[ \t]+["']?/.exec(text.slice(from + own, Math.min(to, from + own + 40)))?.[0];
    if (item === undefined || own < indent) break;
    const content = from + own + item.length;
    const value = text.slice(content, to).replace(/["']?[ \t]*$/, '');
    if (/^[\w.-]+:(?:[ \t]|$)/.test(value)) break;
    found.push({ from: content, to: content + value.length });
  }
  return found;
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
