import type { Node } from '../yaml/node/node.ts';
import type { Source } from '../yaml/node/source.ts';

/** One mistake in the configuration: where it is, and what would repair it. */
export interface ConfigProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
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
  const { place } = nodeAt(root, path);
  const at = place === undefined ? { line: 1, column: 1 } : positionAt(place.source, place.offset);
  return { message, ...at, path: pathText(path), fix };
}

/** @returns where a character stands in a file, 1-based */
export function positionAt(source: Source, offset: number): { readonly line: number; readonly column: number } {
  return { line: source.lineAt(offset), column: source.columnAt(offset) };
}
