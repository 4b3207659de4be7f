import type { ParsedNode, YAMLSeq } from 'yaml';
import { lineBreak, lineStart, nextLine } from './lines.ts';
import { type Cut, SpliceRefusal } from './spliced.ts';

type FlowList = YAMLSeq.Parsed<ParsedNode>;

/** @returns what adds an entry behind the last one of a list in brackets, on a line of its own where that has one. */
export function addToFlow(text: string, list: FlowList, written: string): readonly Cut[] {
  const open = bracketOf(list, 'start');
  const last = list.items.at(-1);
  if (last === undefined) return [at(open + 1, written)];
  const [start, end] = last.range;
  const comma = commaBetween(text, end, bracketOf(list, 'end'));
  if (!standsAlone(text, start, comma ?? end)) return [at(end, `,${gapOf(text, list)}${written}`)];
  const line = nextLine(text, comma ?? end);
  const indent = text.slice(lineStart(text, start), start);
  const ended = `${indent}${written}${comma === undefined ? '' : ','}${lineBreak(text, line)}`;
  return [...(comma === undefined ? [at(end, ',')] : []), at(line, ended)];
}

/** @returns what takes an entry out of a list in brackets; the brackets stay. */
export function removeFromFlow(text: string, list: FlowList, index: number): readonly Cut[] {
  const [item, previous, next] = [list.items[index], list.items[index - 1], list.items[index + 1]];
  if (item === undefined) throw new SpliceRefusal('there is no such entry', list.range[0]);
  const [start, end] = item.range;
  const comma = commaBetween(text, end, next?.range[0] ?? bracketOf(list, 'end'));
  const before = previous === undefined ? undefined : commaBetween(text, previous.range[1], start);
  if (standsAlone(text, start, comma ?? end) && lineStart(text, start) > bracketOf(list, 'start')) {
    const line = { start: lineStart(text, start), end: nextLine(text, comma ?? end), insert: '' };
    return comma === undefined && before !== undefined
      ? [{ start: before, end: before + 1, insert: '' }, line]
      : [line];
  }
  if (next !== undefined) return [cut(text, start, next.range[0])];
  return [cut(text, previous?.range[1] ?? start, previous === undefined ? (comma ?? end - 1) + 1 : end)];
}

function at(offset: number, insert: string): Cut {
  return { start: offset, end: offset, insert };
}

function cut(text: string, start: number, end: number): Cut {
  if (/(^|\s)#/.test(text.slice(start, end))) throw new SpliceRefusal('there is a comment between the entries', start);
  return { start, end, insert: '' };
}

function bracketOf(list: FlowList, which: 'start' | 'end'): number {
  const token = list.srcToken;
  if (token?.type !== 'flow-collection') throw new SpliceRefusal('the list has no brackets', list.range[0]);
  const end = token.end.find(({ source }) => source === ']')?.offset;
  const offset = which === 'start' ? token.start.offset : end;
  if (offset === undefined) throw new SpliceRefusal('the list is not closed', list.range[0]);
  return offset;
}

/** The comma between two offsets, comments left out. */
function commaBetween(text: string, from: number, to: number): number | undefined {
  const bare = text.slice(from, to).replace(/(^|\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const comma = bare.indexOf(',');
  return comma < 0 ? undefined : from + comma;
}

/** Whether a line holds nothing but one entry, its comma and a comment. */
function standsAlone(text: string, start: number, last: number): boolean {
  const before = text.slice(lineStart(text, start), start);
  const behind = text.slice(last, nextLine(text, last)).replace(/^[^,\s\]]*,?/, '');
  return before.trim() === '' && text.slice(start, last).indexOf('\n') < 0 && /^[ \t]*(#.*)?\r?\n$/.test(behind);
}

/** The blanks that the list has behind its commas. */
function gapOf(text: string, { items }: FlowList): string {
  const [first, second] = items;
  const between = first && second ? text.slice(first.range[1], second.range[0]) : ', ';
  return /^,[ \t]*$/.test(between) ? between.slice(1) : ' ';
}
