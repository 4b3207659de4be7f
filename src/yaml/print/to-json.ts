import { Mapping, type Node, Scalar } from '../node/node.ts';
import { goValue, jsonFloat } from '../read/scalars.ts';

const HTML = /[<>&\u2028\u2029]/g;

/**
 * @returns the text that Go's `encoding/json` gives for a node that go-yaml decoded: keys sorted, HTML escaped.
 * @throws Unprintable where Go fails.
 */
export function toJson(node: Node): string {
  if (node instanceof Scalar) return scalarToJson(node);
  if (!(node instanceof Mapping)) return `[${node.items.map(toJson).join(',')}]`;
  const keys = [...node.entries.keys()].sort(compareBytes);
  const fields = keys.map((key) => {
    const value = node.entries.get(key);
    return `${quoteJson(key)}:${value === undefined ? 'null' : toJson(value)}`;
  });
  return `{${fields.join(',')}}`;
}

function scalarToJson(scalar: Scalar): string {
  const value = goValue(scalar);
  if (typeof value === 'string') return quoteJson(value);
  return typeof value === 'number' ? jsonFloat(value, scalar) : String(value);
}

/** @returns a string as `encoding/json` quotes it. */
function quoteJson(text: string): string {
  return JSON.stringify(text).replace(HTML, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The order of UTF-8 bytes, which is that of code points. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const isAstralX = x >= 0xd800 && x <= 0xdfff;
    const isAstralY = y >= 0xd800 && y <= 0xdfff;
    return isAstralX === isAstralY ? x - y : isAstralX ? 1 : -1;
  }
  return a.length - b.length;
}
