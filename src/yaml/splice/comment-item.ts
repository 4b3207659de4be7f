import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { Sequence } from '../node/node.ts';
import { dashesOf } from './add-item.ts';
import { lineStart, nextLine } from './lines.ts';
import { type Site, splice } from './splice.ts';
import { type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';
import { textScalar } from './write-scalar.ts';

/** An entry on a line that is a comment: where the mark stands, the blanks after it, and the line from the dash on. */
const COMMENTED = /^( *)#( *)(- +(?:"([^"]*)"|'([^']*)'|([^\s#'"&*!|>{[]\S*))(?: .*)?)$/;
const SAYS_SO = 'was commented out';
const SAID = new RegExp(`^( *)(- .*) #( *)${SAYS_SO}$`);

/**
 * Makes an entry of the comment that holds it, in its place; quotes and its own comment stay. A comment at its end says that
 * it was one, and how, for {@link commentItem}.
 *
 * @param path of a block list with an entry
 * @param isMeant tells the entry by its text
 * @returns a refusal where no comment in the list is such an entry
 */
export function uncommentItem(text: string, path: NodePath, isMeant: (item: string) => boolean): Spliced {
  return splice(text, path, (site) => {
    const { list, dashes, items } = blockList(site);
    const [first = 0] = dashes;
    const column = first - lineStart(site.text, first);
    for (const line of linesOf(site, path, list)) {
      const [, before = '', gap = '', entry = '', ...texts] = COMMENTED.exec(line.text) ?? [];
      const item = texts.find((each) => each !== undefined);
      if (item === undefined || !isMeant(item)) continue;
      const isAtStart = before === '' && gap.length === column;
      const isInColumn = before.length === column && (gap.length !== column || column === 0);
      if (!isAtStart && !isInColumn) continue;
      const at = dashes.filter((dash) => dash < line.start).length;
      const insert = `${' '.repeat(column)}${entry} #${gap}${SAYS_SO}`;
      const value = new Sequence([...items.slice(0, at), textScalar(item), ...items.slice(at)]);
      return { cuts: [{ start: line.start, end: line.end, insert }], value };
    }
    throw new SpliceRefusal('no comment in the list is this entry');
  });
}

/**
 * Makes an entry the comment again that it was before {@link uncommentItem}.
 *
 * @returns a refusal for an entry that does not say that it was one
 */
export function commentItem(text: string, path: NodePath, index: number): Spliced {
  return splice(text, path, (site) => {
    const { list, dashes, items } = blockList(site);
    const dash = dashes[index] ?? -1;
    const line = linesOf(site, path, list).find(({ start, end }) => start <= dash && dash < end);
    const [, indent, entry, gap] = SAID.exec(line?.text ?? '') ?? [];
    if (line === undefined || indent === undefined || entry === undefined || gap === undefined || items.length === 1)
      throw new SpliceRefusal('this entry was no comment', dash);
    const isAtStart = gap === indent;
    const insert = isAtStart ? `#${indent}${entry}` : `${indent}#${gap}${entry}`;
    const value = new Sequence(items.filter((_, at) => at !== index));
    return { cuts: [{ start: line.start, end: line.end, insert }], value };
  });
}

function blockList({ node, token }: Site) {
  const list = isSeq<ParsedNode>(token) ? token.srcToken : undefined;
  if (!(node instanceof Sequence) || !isSeq<ParsedNode>(token) || list?.type !== 'block-seq')
    throw new SpliceRefusal('this is not a block list', token?.range[0]);
  return { list: token, dashes: dashesOf(list), items: node.items };
}

/** The lines below a list's key, up to the next key; without line breaks. */
function linesOf({ text, parent }: Site, { steps }: NodePath, list: ParsedNode) {
  const keys = isMap<ParsedNode, ParsedNode | null>(parent) ? parent.items.map(({ key }) => key) : [];
  const at = keys.findIndex((key) => isScalar(key) && key.value === steps.at(-1));
  const start = nextLine(text, keys[at]?.range[0] ?? list.range[0]);
  const document = text.slice(list.range[1]).search(/^(---|\.\.\.)/m);
  const end = keys[at + 1]?.range[0] ?? (document < 0 ? text.length : list.range[1] + document);
  const lines: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (let from = start; from < end; from = nextLine(text, from)) {
    const line = text.slice(from, nextLine(text, from)).replace(/\r?\n$/, '');
    lines.push({ start: from, end: from + line.length, text: line });
  }
  return lines;
}
