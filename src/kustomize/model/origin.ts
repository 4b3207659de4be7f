import type { Node } from '../../yaml/node/node.ts';
import { lineOf } from '../../yaml/node/node.ts';

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

/** An entry of a kustomization that has changed an object. */
export interface Touch extends FileLine {
  /** What it configures: `PatchTransformer`, `ImageTagTransformer`, … */
  readonly by: string;
}

/**
 * What a build of `{ trace: true }` knows of one object, for telling why it is as it is. Three things lead to lines:
 * `trail.via` is the chain of entries that brought the object in, `trace.touches` the entries that changed it, and for
 * a scalar of `resource.node`, `trace.setBy` is the entry that set it, while its `place` with `BuildResult.pathsOf` is
 * where the value itself was written: the patch's own line, or the field that a replacement took it from. Names that
 * follow others, hashes and variables have a place, and no entry.
 */
export interface Trace {
  /** Every entry that changed it, in the order of the build. */
  readonly touches: readonly Touch[];
  /** The last entry that set a scalar. One that is absent stands as its file has it. */
  readonly setBy: ReadonlyMap<Node, Touch>;
}

export function lineAt(path: string, node: Node | undefined): FileLine {
  return { path, line: node && lineOf(node) };
}
