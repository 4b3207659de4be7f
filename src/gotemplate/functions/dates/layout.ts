/** An element of a layout, or the text between two. */
export interface Part {
  readonly kind: 'text' | 'element';
  readonly text: string;
}

/** Go's reference time, longest spelling first where one begins another. */
const ELEMENTS =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|_2006|__2|_2(?!006)|002|01|02|03|04|05|06|15|PM|pm|Z070000|Z07:00:00|Z0700|Z07:00|Z07|-070000|-07:00:00|-0700|-07:00|-07|[.,]0+(?![0-9])|[.,]9+(?![0-9])|1(?!5)|2(?!006)|3|4|5/g;

/** @returns a layout in its parts: `nextStdChunk` of Go's time */
export function readLayout(layout: string): readonly Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const match of layout.matchAll(ELEMENTS)) {
    const [found] = match;
    // Behind an underscore, the year is a text and a year.
    const text = found === '_2006' ? '2006' : found;
    const start = match.index + found.length - text.length;
    if (start > last) parts.push({ kind: 'text', text: layout.slice(last, start) });
    parts.push({ kind: 'element', text });
    last = start + text.length;
  }
  if (last < layout.length) parts.push({ kind: 'text', text: layout.slice(last) });
  return parts;
}
