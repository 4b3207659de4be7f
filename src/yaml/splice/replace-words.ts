import { isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, visit } from 'yaml';
import { Mapping, type Node, Sequence } from '../node/node.ts';
import { resolvePlain } from '../node/resolve-tag.ts';
import { splice } from './splice.ts';
import { type Cut, type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';

/**
 * Rewrites the texts of all values below a path, block texts included; keys, comments and layout stay.
 *
 * @param replace one text for another; must not depend on where line breaks stand
 */
export function replaceWords(text: string, path: NodePath, replace: (text: string) => string): Spliced {
  return splice(text, path, ({ text: body, node, token }) => {
    if (node === undefined || token === undefined) throw new SpliceRefusal('there is nothing to rewrite here');
    return { cuts: cutsIn(body, token, replace), value: rewritten(node, replace) };
  });
}

function cutsIn(text: string, token: ParsedNode, replace: (text: string) => string): readonly Cut[] {
  const cuts: Cut[] = [];
  const add = (range: readonly number[] | null | undefined): void => {
    const [start, end] = range ?? [];
    if (start === undefined || end === undefined) return;
    const insert = replace(text.slice(start, end));
    if (insert !== text.slice(start, end)) cuts.push({ start, end, insert });
  };
  if (isScalar(token)) add(token.range);
  if (isMap(token) || isSeq(token)) {
    visit(token, {
      Scalar: (key, scalar) => {
        if (key !== 'key') add(scalar.range);
      },
    });
  }
  if (isAlias(token) || isPair(token)) throw new SpliceRefusal('this is an alias');
  return cuts;
}

function rewritten(node: Node, replace: (text: string) => string): Node {
  if (node instanceof Mapping)
    return new Mapping(Array.from(node.entries, ([key, value]) => [key, rewritten(value, replace)] as const));
  if (node instanceof Sequence) return new Sequence(node.items.map((item) => rewritten(item, replace)));
  const text = replace(node.text);
  return node.with({ text, tag: node.style === 'plain' ? resolvePlain(text) : node.tag });
}
