import { createHash } from 'node:crypto';
import { decodeEntryName, encodeEntryName } from '../../tree/objects/entry-name.ts';
import type { Directory, ObjectId, TreeEntry } from '../../tree/objects/repo-tree.ts';
import { modeOf } from './parse-directory.ts';
import type { TreeDifference } from './tree-differences.ts';

/** What changes in one directory: names to what stands there afterwards, if anything. */
type Edits = Map<string, TreeEntry | undefined>;

/** A directory that was put together, with the size of the object that it is. */
interface Derived {
  readonly directory: Directory;
  /** In bytes. */
  readonly size: number;
}

/**
 * Puts the directories of a tree together from those of another and what differs between the two, so that a directory
 * of thousands need not be read for one that has changed.
 *
 * @param before id of the known tree
 * @param after id of the other
 * @param known gives a directory of the known tree, where it is at hand
 * @returns those whose content has the id that git gives it; what cannot be put together is left to be read
 */
export function deriveDirectories(
  { before, after }: { readonly before: ObjectId; readonly after: ObjectId },
  differences: readonly TreeDifference[],
  known: (id: ObjectId) => Directory | undefined,
): ReadonlyMap<ObjectId, Derived> {
  const edits = editsByDirectory(differences);
  const changed = differences.flatMap((each) =>
    each.after?.kind === 'directory'
      ? [{ path: each.path, from: each.before?.kind === 'directory' ? each.before.id : undefined, to: each.after.id }]
      : [],
  );
  const derived = new Map<ObjectId, Derived>();
  for (const { path, from, to } of [{ path: '', from: before, to: after }, ...changed]) {
    const former = from === undefined ? new Map<string, TreeEntry>() : known(from);
    const directory = former && edited(former, edits.get(path) ?? new Map());
    const size = directory && sizeIfIs(to, directory);
    if (directory !== undefined && size !== undefined) derived.set(to, { directory, size });
  }
  return derived;
}

function editsByDirectory(differences: readonly TreeDifference[]): ReadonlyMap<string, Edits> {
  const edits = new Map<string, Edits>();
  for (const { path, after } of differences) {
    const slash = path.lastIndexOf('/');
    const directory = slash === -1 ? '' : path.slice(0, slash);
    const own = edits.get(directory) ?? new Map<string, TreeEntry | undefined>();
    edits.set(directory, own);
    // Where a file gives way to a directory of its name, git tells of both.
    const name = decodeEntryName(Buffer.from(path.slice(slash + 1), 'latin1'));
    if (after !== undefined || !own.has(name)) own.set(name, after);
  }
  return edits;
}

/** In git's order: a name stays where it is, unless it is new or of another kind. */
function edited(former: Directory, edits: Edits): Directory {
  const entries = new Map(former);
  let isSorted = true;
  for (const [name, entry] of edits) {
    if (entry === undefined) entries.delete(name);
    else {
      isSorted &&= (entries.get(name)?.kind === 'directory') === (entry.kind === 'directory') && entries.has(name);
      entries.set(name, entry);
    }
  }
  if (isSorted) return entries;
  const keyed = [...entries].map(([name, entry]) => ({ name, entry, key: sortKey(name, entry) }));
  return new Map(keyed.sort((a, b) => a.key.compare(b.key)).map(({ name, entry }) => [name, entry]));
}

/** @see https://git-scm.com/docs/git-mktree git sorts a directory as if its name ended in a slash */
function sortKey(name: string, { kind }: TreeEntry): Buffer {
  const bytes = encodeEntryName(name);
  return kind === 'directory' ? Buffer.concat([bytes, Buffer.from('/')]) : bytes;
}

/** @returns the size of the object that a directory is, in bytes; `undefined` where it is another than the id names */
function sizeIfIs(id: ObjectId, directory: Directory): number | undefined {
  const parts = [...directory].flatMap(([name, entry]) => [
    Buffer.from(`${modeOf(entry)} `),
    encodeEntryName(name),
    Buffer.from([0]),
    Buffer.from(entry.id, 'hex'),
  ]);
  const content = Buffer.concat(parts);
  const hash = createHash(id.length === 40 ? 'sha1' : 'sha256')
    .update(`tree ${content.length}\0`)
    .update(content);
  return hash.digest('hex') === id ? content.length : undefined;
}
