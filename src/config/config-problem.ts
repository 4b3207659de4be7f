import type { Node } from '../yaml/node.ts';
import { lineOf } from '../yaml/node.ts';

/** One mistake in the configuration: where it is, and what would repair it. */
export interface ConfigProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** As `clusters[1].protected`; empty for the file as a whole. */
  readonly path: string;
  readonly fix: string;
}

/** The keys and indices that lead to a value. */
export type ConfigPath = readonly (string | number)[];

/** @returns the path as people write it: `clusters[1].protected` */
export function pathText(path: ConfigPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return /^[\w-]+$/.test(key) ? `${text}${text === '' ? '' : '.'}${key}` : `${text}["${key}"]`;
  }, '');
}

/** @returns the node at the path, or the deepest one on the way to it */
export function nodeAt(root: Node, path: ConfigPath): Node {
  let node = root;
  for (const key of path) {
    let next: Node | undefined;
    if (node.kind === 'mapping') next = node.get(String(key));
    else if (node.kind === 'sequence') next = node.items[Number(key)];
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** @returns the problem, standing at the line of the value that the path leads to */
export function problemAt(root: Node, path: ConfigPath, message: string, fix: string): ConfigProblem {
  return { message, line: lineOf(nodeAt(root, path)) ?? 1, path: pathText(path), fix };
}
