import type { Node, Scalar } from '../yaml/node/node.ts';

/**
 * A node as plain data, as YAML resolves it: `true` is a boolean, `"true"` a string.
 * Only `true` and `false` are booleans here: `yes`, `on` and `off` mean different things to different YAMLs.
 */
export function plainValue(node: Node): unknown {
  if (node.kind === 'scalar') return plainScalar(node);
  if (node.kind === 'sequence') return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainValue(value)]));
}

function plainScalar(scalar: Scalar): unknown {
  const { text, tag } = scalar;
  if (tag === 'null') return null;
  if (tag === 'bool' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (tag === 'int' || tag === 'float') {
    const number = Number(text.replaceAll('_', ''));
    return Number.isNaN(number) ? text : number;
  }
  return text;
}
