import { type CST, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { Sequence } from '../node/node.ts';
import { dashesOf } from './add-item.ts';
import { removeFromFlow } from './flow-list.ts';
import { contentEnd, lineStart, wholeLines } from './lines.ts';
import { type Site, splice } from './splice.ts';
import { type Cut, type Drawing, type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';

/**
 * Takes an entry out of a list, with its line and the comment on that line; comments on lines of their own stay.
 *
 * An emptied list leaves as it came: brackets stay, as `[]`; a block list goes with its key. Where the key must stay,
 * or comments stand in the list, `[]` takes the list's place.
 *
 * @param path of the list
 * @param emptied `brackets` where the mapping needs the key
 */
export function removeItem(
  text: string,
  path: NodePath,
  index: number,
  emptied: 'gone' | 'brackets' = 'gone',
): Spliced {
  return splice(text, path, (site) => {
    const { node, token } = site;
    if (!(node instanceof Sequence) || node.items[index] === undefined)
      throw new SpliceRefusal('there is no such entry', token?.range[0]);
    if (!isSeq<ParsedNode>(token)) throw new SpliceRefusal('the list is an alias of another', token?.range[0]);
    const value = new Sequence(node.items.filter((_, at) => at !== index));
    const list = token.srcToken;
    if (list?.type === 'flow-collection') return { cuts: removeFromFlow(site.text, token, index), value };
    if (list?.type !== 'block-seq')
      throw new SpliceRefusal('the list cannot be edited as it is written', token.range[0]);
    const lines = linesOf(site.text, list, token.items[index], index);
    return node.items.length > 1 ? { cuts: [lines], value } : emptyList(site, path, list, lines, emptied);
  });
}

/** The lines of an entry, its dash the first thing on them. */
function linesOf(text: string, list: CST.BlockSequence, item: ParsedNode | undefined, index: number): Cut {
  const dash = dashesOf(list)[index];
  if (dash === undefined || item === undefined) throw new SpliceRefusal('there is no such entry', list.offset);
  if (text.slice(lineStart(text, dash), dash).trim() !== '')
    throw new SpliceRefusal('the entry is on the same line as its parent', dash);
  return wholeLines(text, dash, Math.max(dash, contentEnd(text, item.range[1]) - 1));
}

function emptyList(site: Site, { steps }: NodePath, list: CST.BlockSequence, lines: Cut, emptied: string): Drawing {
  const { text, parent } = site;
  const pair = isMap<ParsedNode, ParsedNode | null>(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === steps.at(-1))
    : undefined;
  const colon = pair?.srcToken?.sep?.find(({ type }) => type === 'map-value-ind')?.offset;
  if (pair === undefined || colon === undefined) throw new SpliceRefusal('the list has no key of its own', list.offset);
  const [start] = pair.key.range;
  const isFirst = text.slice(lineStart(text, start), start).trim() === '';
  const hasComment = /(^|\s)#/m.test(text.slice(colon, list.offset) + text.slice(list.offset, lines.end));
  const isLast = isMap(parent) && parent.items.length === 1;
  const hasProperty = text.slice(colon + 1, list.offset).trim() !== '';
  if (emptied === 'gone' && isFirst && !isLast && !hasComment && !hasProperty)
    return { cuts: [{ ...lines, start: wholeLines(text, start, lines.end - 1).start }], value: undefined };
  return { cuts: [{ start: colon + 1, end: colon + 1, insert: ' []' }, lines], value: new Sequence([]) };
}
