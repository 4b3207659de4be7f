/** A part of a text: from its first character to behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** @returns the spans in their order, those that overlap as one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  if (areApart(spans)) return spans;
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = result.at(-1);
    if (last === undefined || span.from >= last.to) result.push(span);
    else if (span.to > last.to) result[result.length - 1] = { from: last.from, to: span.to };
  }
  return result;
}

function areApart(spans: readonly Span[]): boolean {
  let end = 0;
  for (const { from, to } of spans) {
    if (from < end) return false;
    end = to;
  }
  return true;
}

/** @returns the text with something else in place of each span. */
export function replaced(text: string, spans: readonly Span[], replacement: (part: string) => string): string {
  if (spans.length === 0) return text;
  // Many parts are joined now and then, so that no more than a few of them have to be kept.
  const done: string[] = [];
  let parts: string[] = [];
  let at = 0;
  for (const { from, to } of joined(spans)) {
    parts.push(text.slice(at, from), replacement(text.slice(from, to)));
    at = to;
    if (parts.length < MOST_PARTS) continue;
    done.push(parts.join(''));
    parts = [];
  }
  return done.join('') + parts.join('') + text.slice(at);
}

const MOST_PARTS = 2_000;

/** @returns every match of a pattern, or of its first group. The pattern is global, and matches no empty text. */
export function matches(text: string, pattern: RegExp): readonly Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const whole = match[0];
    const part = match[1];
    const from = part === undefined ? match.index : match.index + whole.lastIndexOf(part);
    spans.push({ from, to: part === undefined ? from + whole.length : from + part.length });
  }
  return spans;
}
