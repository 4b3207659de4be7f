import { onceEach } from '../../memo/by-value.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';

/**
 * More than anything that is meant has, and less than what takes seconds or hundreds of megabytes. What multiplies is
 * counted as it is made, since nodes that share their parts cost nothing until something walks through them.
 */
export const LIMITS = {
  /** Kustomizations one below the other. */
  depth: 100,
  /** Times that one build may enter the same directory. */
  entries: 6000,
  /** Objects read from files, and generated. */
  objects: 100_000,
  /** Parts of a path to a field. */
  pathParts: 200,
  /** Nodes of one object. */
  nodes: 1_000_000,
  /** Characters of one scalar that is put together. */
  characters: 8_000_000,
  /** Bytes that generators read. */
  generated: 32_000_000,
  /** Comparisons of list items that their keys do not tell apart. */
  comparisons: 10_000_000,
  /** Properties of definitions that refer to each other. */
  properties: 100_000,
} as const;

/** @returns whether a node has more nodes than an object may have. */
export function isTooLarge(node: Node): boolean {
  return count(node, LIMITS.nodes) > LIMITS.nodes;
}

function count(node: Node, limit: number): number {
  let counted = 1;
  if (node instanceof Scalar) return counted;
  for (const child of node.kind === 'mapping' ? node.entries.values() : node.items) {
    if (counted > limit) break;
    counted += count(child, limit - counted);
  }
  return counted;
}

/** Characters that the objects of one root may have together. */
export const MAX_CHARACTERS = 64_000_000;

/** @returns the characters of all scalars of some nodes, or any number beyond what a root may have. */
export function countCharacters(nodes: readonly Node[]): number {
  let counted = 0;
  for (const node of nodes) {
    counted += charactersIn(node);
    if (counted > MAX_CHARACTERS) break;
  }
  return counted;
}

/** Most objects are those of other roots too. */
const charactersIn = onceEach((root: Node): number => {
  let counted = 0;
  const add = (node: Node): void => {
    if (counted > MAX_CHARACTERS) return;
    if (node instanceof Scalar) counted += node.text.length;
    else if (node.kind === 'sequence') node.items.forEach(add);
    else {
      for (const [key, value] of node.entries) {
        counted += key.length;
        add(value);
      }
    }
  };
  add(root);
  return counted;
});
