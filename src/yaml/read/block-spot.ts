import type { Node } from '../node/node.ts';
import type { Reading } from './scan-content.ts';

/** Where a node is read: its surroundings decide what it may be. */
export interface Spot {
  /** The column of the block collection around it, -1 at the root. */
  readonly parent: number;
  /** Whether a list may start at that very column, as a mapping's value may. */
  readonly indentless: boolean;
  /** Whether a collection may start on this line: not behind `key:`. */
  readonly fresh: boolean;
  /** Where the node shall say it stands: at its key. */
  readonly placeAt: number | undefined;
}

/** Where a document's root node is read. */
export const ROOT: Spot = { parent: -1, indentless: false, fresh: true, placeAt: undefined };

/** Reads a node in block context: what collections, which it reads too, are given to read their own nodes with. */
export type ReadBlock = (reading: Reading, spot: Spot) => Node;
