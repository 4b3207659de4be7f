import { isSeq, type ParsedNode } from 'yaml';
import { Mapping, type Node, Sequence } from '../node/node.ts';
import { printYaml } from '../print/print.ts';
import { toJson } from '../print/to-json.ts';
import { dashesOf } from './add-item.ts';
import { addToFlow } from './flow-list.ts';
import { contentEnd, lineStart, linesAfter } from './lines.ts';
import { type Site, splice } from './splice.ts';
import { type Cut, type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';
import { textScalar, writeScalar } from './write-scalar.ts';

/**
 * Adds a mapping at the end of a list that has an entry, indented as its neighbors are.
 *
 * @param path of the list
 * @returns a refusal for an alias, and for a list without entries
 */
export function addMapping(text: string, path: NodePath, item: Mapping): Spliced {
  return splice(text, path, (site) => {
    const items: readonly Node[] = site.node instanceof Sequence ? site.node.items : [];
    return { cuts: drawn(site, item), value: new Sequence([...items, item]) };
  });
}

function drawn({ text, token }: Site, item: Mapping): readonly Cut[] {
  if (!isSeq<ParsedNode>(token)) throw new SpliceRefusal('this is not a list', token?.range[0]);
  if (token.srcToken?.type === 'flow-collection') return addToFlow(text, token, inBraces(item));
  const last = token.items.at(-1);
  const dash = token.srcToken?.type === 'block-seq' ? dashesOf(token.srcToken).at(-1) : undefined;
  if (last === undefined || dash === undefined)
    throw new SpliceRefusal('the list cannot be edited as it is written', token.range[0]);
  const indent = ' '.repeat(dash - lineStart(text, dash));
  const between = text.slice(dash + 1, last.range[0]);
  const gap = /^ +$/.test(between) ? between : ' ';
  const printed = [...item.entries].map(([key, value]) => printYaml(new Mapping([[key, value]])));
  const [first = '', ...rest] = printed.join('').trimEnd().split('\n');
  const lines = [`${indent}-${gap}${first}`, ...rest.map((line) => `${indent} ${gap.replace(/./g, ' ')}${line}`)];
  return [linesAfter(text, Math.max(dash, contentEnd(text, last.range[1]) - 1), lines)];
}

/** In the order in which it was written. */
function inBraces({ entries }: Mapping): string {
  const fields = [...entries].map(([key, value]) => `${writeScalar(textScalar(key), undefined)}: ${toJson(value)}`);
  return `{ ${fields.join(', ')} }`;
}
