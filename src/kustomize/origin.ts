import type { Node } from '../yaml/node.ts';
import { lineOf } from '../yaml/node.ts';

/** A line of a file. */
export interface FileLine {
  readonly path: string;
  readonly line: number | undefined;
}

/** The file that holds an object, or the kustomization that generates it. */
export interface Origin extends FileLine {
  readonly generated: boolean;
}

/**
 * One reference on the way from a kustomization to an object: the line of its entry, and the next reference within
 * what the entry names. Outer references are added as a base is absorbed, so a base's own links are shared.
 */
export interface Link extends FileLine {
  /** The directory of the kustomization that holds the reference. */
  readonly directory: string;
  /** Whether that kustomization does nothing but name directories: a list of others, not a thing of its own. */
  readonly isList: boolean;
  readonly next: Link | undefined;
}

export function lineAt(path: string, node: Node | undefined): FileLine {
  return { path, line: node && lineOf(node) };
}
