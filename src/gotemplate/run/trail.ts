import type { AnyNode } from '../parse/node.ts';
import type { Value } from '../value/value.ts';

/** A place in the values that templates are given: `.Values.image.tag`. */
export interface Read {
  /** What the path is within: the name under which a chart's templates see it, and that chart. */
  readonly root: ReadRoot;
  readonly path: readonly (string | number)[];
}

export interface ReadRoot {
  /** `.Values`, `.Chart` or `.Release` */
  readonly name: string;
  /** The path of the chart within its root chart. */
  readonly chart: string;
}

/** A place in a template. */
export interface Frame {
  readonly node: AnyNode;
  /** Where in the text of the node's source, as a text can have many lines. */
  readonly at: number;
}

/** Where a value, or a part of a text, comes from. */
export interface Mark {
  /** What it was made of. */
  readonly reads: readonly Read[];
  /** What decided that it is there, or that it is this one. */
  readonly decides: readonly Read[];
  /** What wrote it, the innermost first. */
  readonly frames: readonly Frame[];
}

/** A part of a text. */
export interface Span extends Mark {
  readonly start: number;
  readonly end: number;
}

/** A mark of a whole value, and where it is a text of several origins, its parts in their order. */
export interface Trail extends Mark {
  /** The text that the spans are of, so that they are never taken for those of another one. */
  readonly text?: string;
  readonly spans?: readonly Span[];
}

export const NO_TRAIL: Trail = { reads: [], decides: [], frames: [] };

/**
 * What looks at a run from beside, where somebody asks why something was written. It is told of each value as the run
 * meets it, and changes none. Trails travel through the run as its flag `isInterface` does.
 */
export interface Watch {
  /** @returns where an entry of a map comes from, or an item of a list */
  entry(container: Value, key: string | number, value: Value): Trail;
  /** What is looped over. @returns what is known of an item that no list or map holds */
  turn(container: Value, key: Value, item: Value, trail: Trail): Trail;
  /** A function is about to run. */
  calling(name: string, values: readonly Value[], trails: readonly Trail[]): void;
  /** @returns where its result comes from */
  called(name: string, values: readonly Value[], trails: readonly Trail[], result: Value): Trail;
  /** @returns where what `and` or `or` chose comes from */
  chosen(trails: readonly Trail[]): Trail;
  /** @returns where the value of a variable comes from that is set again, as what decides that it is */
  assigned(trail: Trail): Trail;
  /** What is written until {@link leave} hangs on this. */
  branch(trail: Trail): void;
  /** What is written until {@link leave} is written by a template in this place. */
  within(node: AnyNode): void;
  leave(): void;
  /** A text is begun. @returns where the dot of its template comes from */
  begin(dot: Value): Trail;
  write(text: string, node: AnyNode, trail: Trail): void;
  /** The text that was begun last is written. */
  end(text: string): void;
}
