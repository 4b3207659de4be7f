import type { Frame, Mark, Span, Trail } from '../run/trail.ts';
import { markOf } from './marks.ts';

/** @returns the parts of a text, of which there is one where no more is known */
export function spansOf(trail: Trail, text: string): readonly Span[] {
  if (trail.spans !== undefined && trail.text === text) return trail.spans;
  return text === '' ? [] : [{ ...markOf(trail), start: 0, end: text.length }];
}

/** @returns what of the spans lies between two offsets, as it is where that begins at another one */
export function cutSpans(spans: readonly Span[], start: number, end: number, to: number): Span[] {
  const found: Span[] = [];
  for (let i = firstBehind(spans, start); i < spans.length; i++) {
    const span = spans[i];
    if (span === undefined || span.start >= end) break;
    const from = Math.max(span.start, start);
    const until = Math.min(span.end, end);
    if (from < until) found.push(moveSpan(span, from, until, from - start + to));
  }
  return found;
}

/** The first span that ends behind an offset. */
function firstBehind(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns a part of a span, as it is at another offset */
function moveSpan(span: Span, from: number, until: number, to: number): Span {
  const { reads, decides, frames, start } = span;
  return { reads, decides, frames: advance(frames, from - start), start: to, end: to + until - from };
}

/** What a text writes stands in it character for character. */
function advance(frames: readonly Frame[], by: number): readonly Frame[] {
  const [first, ...others] = frames;
  if (by === 0 || first?.node.kind !== 'text') return frames;
  return [{ node: first.node, at: first.at + by }, ...others];
}

/** @returns the spans of a text whose lines are all moved to the right by a pad, behind a lead */
export function padSpans(spans: readonly Span[], text: string, pad: number, lead: number): readonly Span[] {
  const found: Span[] = [];
  let at = 0;
  let lines = 1;
  for (const span of spans) {
    for (; at < span.start; at++) if (text.charCodeAt(at) === 10) lines += 1;
    while (at < span.end) {
      const feed = text.indexOf('\n', at);
      const isBroken = feed >= 0 && feed < span.end;
      const until = isBroken ? feed + 1 : span.end;
      found.push(moveSpan(span, at, until, at + lead + pad * lines));
      if (isBroken) lines += 1;
      at = until;
    }
  }
  return found;
}

/** A part of a text that stands in another one too. */
export interface Kept {
  readonly from: number;
  readonly until: number;
  readonly to: number;
}

/** @returns the parts that stay where every occurrence of a text is replaced */
export function keptParts(text: string, part: string, by: string): readonly Kept[] {
  const kept: Kept[] = [];
  let from = 0;
  let to = 0;
  while (part !== '') {
    const at = text.indexOf(part, from);
    if (at < 0) break;
    kept.push({ from, until: at, to });
    to += at - from + by.length;
    from = at + part.length;
  }
  return [...kept, { from, until: text.length, to }];
}

/** @returns lines that both texts have in the same order, without the white space around them */
export function keptLines(text: string, made: string): readonly Kept[] {
  const kept: Kept[] = [];
  let at = 0;
  let to = 0;
  for (const line of made.split('\n')) {
    const wanted = line.trim();
    const found = wanted === '' ? -1 : text.indexOf(wanted, at);
    if (found >= 0) {
      kept.push({ from: found, until: found + wanted.length, to: to + line.indexOf(wanted) });
      at = found + wanted.length;
    }
    to += line.length + 1;
  }
  return kept;
}

/** @returns the spans of what is kept */
export function keepSpans(spans: readonly Span[], kept: readonly Kept[]): readonly Span[] {
  return kept.flatMap(({ from, until, to }) => cutSpans(spans, from, until, to));
}

/** @returns the marks of what lies between two offsets */
export function marksBetween(spans: readonly Span[], start: number, end: number): readonly Mark[] {
  return cutSpans(spans, start, end, 0);
}
