/** A tree among others that have been looked at. */
export interface TreeView {
  readonly id: string;
  /** @returns what differs from another tree; `undefined` where that one cannot be compared with */
  readonly changeSince: (other: string) => TreeChange | undefined;
}

/** What differs between two trees. */
export interface TreeChange {
  /** Files, links and submodules, and the directories that come or go with them. */
  readonly paths: ReadonlySet<string>;
  /** The directories that any of them is in, the root included. */
  readonly above: ReadonlySet<string>;
}

/** @returns every proper ancestor of the paths, `''` among them. */
export function directoriesAbove(paths: Iterable<string>): ReadonlySet<string> {
  const above = new Set<string>();
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    while (end >= 0 && !above.has(path.slice(0, end))) {
      above.add(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1);
    }
    above.add('');
  }
  return above;
}
