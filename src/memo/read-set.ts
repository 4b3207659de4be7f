/** What a build has read: every path it asked for, and what stood there. Equal read-sets, equal builds. */
export type ReadSet = ReadonlyMap<string, string | 'absent'>;

/** What a computation over files gave, and all that it looked at on the way. */
export interface Computed<T> {
  readonly value: T;
  readonly reads: ReadSet;
  /** Directories that were found, whatever is in them. */
  readonly met: ReadonlySet<string>;
  /** Directories that were looked into for the sake of a message. */
  readonly peeked: ReadonlySet<string>;
}
