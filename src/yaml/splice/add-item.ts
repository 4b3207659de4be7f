import { type CST, isMap, isSeq, type ParsedNode, type YAMLSeq } from 'yaml';
import { Scalar, Sequence } from '../node/node.ts';
import { addToFlow } from './flow-list.ts';
import { contentEnd, lineStart, linesAfter } from './lines.ts';
import { type Site, splice } from './splice.ts';
import { type Cut, type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';
import { textScalar, writeScalar } from './write-scalar.ts';

/**
 * Adds an entry at the end of a list, written as its neighbours are: their indentation, quotes and brackets. A list
 * that is not there yet becomes a block list, the last key of its mapping.
 *
 * @param path of the list
 * @returns a refusal for an alias, for a key without a value, for a mapping in braces that lacks the list
 */
export function addItem(text: string, path: NodePath, item: string): Spliced {
  return splice(text, path, (site) => {
    const items = site.node instanceof Sequence ? site.node.items : [];
    return { cuts: drawn(site, path, item), value: new Sequence([...items, textScalar(item)]) };
  });
}

function drawn({ text, node, token, parent }: Site, path: NodePath, item: string): readonly Cut[] {
  if (node === undefined) return [newList(text, parent, path, item)];
  if (!(node instanceof Sequence)) throw new SpliceRefusal('this is not a list; write [] or an entry', token?.range[0]);
  if (!isSeq<ParsedNode>(token)) throw new SpliceRefusal('the list is an alias of another', token?.range[0]);
  const last = token.items.at(-1);
  const written = writeScalar(textScalar(item), styleOf(node));
  if (token.srcToken?.type === 'flow-collection') return addToFlow(text, token, written);
  if (token.srcToken?.type !== 'block-seq' || last === undefined)
    throw new SpliceRefusal('the list cannot be edited as it is written', token.range[0]);
  const dash = dashesOf(token.srcToken).at(-1);
  if (dash === undefined) throw new SpliceRefusal('the list has no dash', token.range[0]);
  const start = lineStart(text, dash);
  const between = text.slice(dash + 1, last.range[0]);
  const gap = /^ +$/.test(between) ? between : ' ';
  const line = `${' '.repeat(dash - start)}-${gap}${written}`;
  return [linesAfter(text, Math.max(dash, contentEnd(text, last.range[1]) - 1), [line])];
}

/** The last entry's quotes, as it is the neighbour. */
function styleOf({ items }: Sequence): Scalar['style'] | undefined {
  const last = items.at(-1);
  return last instanceof Scalar ? last.style : undefined;
}

/** @returns where the dashes of a block list stand. */
export function dashesOf(list: CST.BlockSequence): readonly number[] {
  return list.items.flatMap(({ start }) =>
    start.flatMap(({ type, offset }) => (type === 'seq-item-ind' ? offset : [])),
  );
}

function newList(text: string, parent: Site['parent'], { steps }: NodePath, item: string): Cut {
  const key = steps.at(-1);
  if (!isMap<ParsedNode, ParsedNode | null>(parent) || typeof key !== 'string')
    throw new SpliceRefusal('there is no mapping to hold the list');
  const last = parent.items.at(-1);
  if (parent.srcToken?.type !== 'block-map' || last === undefined)
    throw new SpliceRefusal(`a mapping in braces has no ${key}; add ${key}: [] to it`, parent.range[0]);
  const column = last.key.range[0] - lineStart(text, last.key.range[0]);
  const indent = ' '.repeat(column);
  const values = parent.items.map(({ value }) => value);
  const inner = indent + ' '.repeat(listIndentation(text, values, column) ?? 2);
  const end = contentEnd(text, last.value?.range[1] ?? last.key.range[2]);
  const dashed = `${inner}- ${writeScalar(textScalar(item), undefined)}`;
  return linesAfter(text, Math.max(last.key.range[1], end) - 1, [`${indent}${key}:`, dashed]);
}

/** How far a neighbouring list is indented against its key. */
function listIndentation(text: string, values: readonly (ParsedNode | null)[], column: number): number | undefined {
  const list = values.find((value): value is YAMLSeq.Parsed => isSeq(value) && value.srcToken?.type === 'block-seq');
  const [dash] = list?.srcToken?.type === 'block-seq' ? dashesOf(list.srcToken) : [];
  return dash === undefined ? undefined : Math.max(0, dash - lineStart(text, dash) - column);
}
