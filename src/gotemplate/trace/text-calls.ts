import { textOf } from '../format/text-of.ts';
import type { Span, Trail } from '../run/trail.ts';
import { GoList, type Value } from '../value/value.ts';
import { type Containers, isContainer } from './containers.ts';
import { markOf, textTrail, together, union } from './marks.ts';
import { cutSpans, keepSpans, keptLines, keptParts, padSpans, spansOf } from './spans.ts';

/** A call that has been made. */
export interface Call {
  readonly name: string;
  readonly values: readonly Value[];
  readonly trails: readonly Trail[];
}

/** A text that was given to a function. */
interface Part {
  readonly text: string;
  readonly trail: Trail;
}

/** What writes texts beside each other. */
const JOINS = /^(?:print(?:f|ln)?|cat|join|s?quote|toString|nospace|html)$/;
const REPLACES = /^(?:must)?regexReplaceAll/;
/** What makes of a text one that nobody finds again. */
const SCRAMBLES = /^(?:sha|md5|adler|b64|b32|bcrypt|htpasswd|derive|encrypt|decrypt|gen|rand|hash|uuid)/;

/** @returns where the text comes from that a function made */
export function textCallTrail(call: Call, result: string, containers: Containers): Trail {
  const parts = partsOf(call, containers);
  const others = othersOf(call, containers);
  const whole = together([...parts.map(({ trail }) => trail), ...others]);
  if (result === '' || SCRAMBLES.test(call.name)) return whole;
  const { used, spans } = kept(call, parts, result);
  if (spans.length === 0) return whole;
  const unused = parts.filter((part) => !used.includes(part)).map(({ trail }) => trail);
  const { reads, decides } = together([...unused, ...others]);
  const all = spans.map((span) => ({
    ...span,
    reads: union(span.reads, reads),
    decides: union(span.decides, decides),
  }));
  return { ...textTrail(result, all), reads: whole.reads, decides: whole.decides };
}

/** What of a result stood in a part before. */
interface Standing {
  readonly used: readonly Part[];
  readonly spans: readonly Span[];
}

function kept({ name, values }: Call, parts: readonly Part[], result: string): Standing {
  if (JOINS.test(name)) return { used: parts, spans: joined(parts, result) };
  const part = parts.findLast(({ text }) => text === result) ?? (REPLACES.test(name) ? parts[1] : parts.at(-1));
  if (part === undefined) return { used: [], spans: [] };
  const { text, trail } = part;
  const spans = spansOf(trail, text);
  return { used: [part], spans: keptOf(name, values, text, spans, result) };
}

function keptOf(
  name: string,
  [first, second]: readonly Value[],
  text: string,
  spans: readonly Span[],
  result: string,
): readonly Span[] {
  if (text === result) return spans;
  if (name === 'indent') return padSpans(spans, text, Number(first), 0);
  if (name === 'nindent') return padSpans(spans, text, Number(first), 1);
  if (name === 'replace') return keepSpans(spans, keptParts(text, textOf(first), textOf(second)));
  const at = text.indexOf(result);
  if (at >= 0) return cutSpans(spans, at, at + result.length, 0);
  return spans.length > 1 && result.includes('\n') ? keepSpans(spans, keptLines(text, result)) : [];
}

/** The texts as they follow each other in the result, as far as they are in it as they were. */
function joined(parts: readonly Part[], result: string): readonly Span[] {
  let from = 0;
  return parts.flatMap(({ text, trail }) => {
    const at = text === '' ? -1 : result.indexOf(text, from);
    if (at < 0) return [];
    from = at + text.length;
    return spansOf(trail, text).map((span) => ({ ...span, start: span.start + at, end: span.end + at }));
  });
}

/** The items of lists are parts too. */
function partsOf({ values, trails }: Call, containers: Containers): readonly Part[] {
  return values.flatMap((value, i): readonly Part[] => {
    if (value instanceof GoList) {
      return value.items.flatMap((item, index) => partOf(item, containers.entry(value, index, item)));
    }
    return partOf(value, trails[i]);
  });
}

function partOf(value: Value, trail: Trail | undefined): readonly Part[] {
  if (value === null || value === undefined || isContainer(value) || trail === undefined) return [];
  return [{ text: textOf(value), trail }];
}

/** What is given and is no text: maps, and what is missing. */
function othersOf({ values, trails }: Call, containers: Containers): readonly Trail[] {
  return values.flatMap((value, i) => {
    const trail = trails[i];
    if (trail === undefined) return [];
    if (value instanceof GoList && value.items.length > 0) return [markOf(containers.whole(value, trail))];
    return value === null || value === undefined || isContainer(value) ? [containers.whole(value, trail)] : [];
  });
}
