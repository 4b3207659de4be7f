import { createHash } from 'node:crypto';
import { segmentsOf } from './paths.ts';
import type { Blob, Directory, ObjectId, RepoTree, TreeEntry } from './repo-tree.ts';

/** New contents by normalized path, without symbolic links; `undefined` deletes. */
type TreeEdits = ReadonlyMap<string, Uint8Array | undefined>;

/**
 * A tree as it would be with some files written and others deleted. Directories come as they are needed, and go with
 * their last entry, as git has them. What is not edited keeps its ids.
 *
 * @returns a tree whose new ids follow from its content, so that what is memoised by id stays right
 * @throws Needs where an object on the way has not been fetched yet
 */
export function editTree(tree: RepoTree, edits: TreeEdits): RepoTree {
  if (edits.size === 0) return tree;
  const directories = new Map<ObjectId, Directory>();
  const blobs = new Map<ObjectId, Blob>();
  const write = (id: ObjectId | undefined, below: readonly Edit[]): ObjectId => {
    const entries = new Map<string, TreeEntry>(id === undefined ? [] : tree.objects.directory(id));
    for (const [name, inner] of grouped(below)) {
      const entry = writeEntry(entries.get(name), inner);
      if (entry === undefined) entries.delete(name);
      else entries.set(name, entry);
    }
    const own = digest('tree', JSON.stringify([...entries].map(([name, { kind, id }]) => [name, kind, id]).sort()));
    directories.set(own, entries);
    return own;
  };
  const writeEntry = (old: TreeEntry | undefined, below: readonly Edit[]): TreeEntry | undefined => {
    const [file] = below.filter(({ rest }) => rest.length === 0);
    if (file !== undefined) {
      if (file.bytes === undefined) return undefined;
      const id = digest('blob', file.bytes);
      blobs.set(id, { kind: 'bytes', bytes: file.bytes });
      return { kind: 'file', id, ...(old?.isExecutable === true ? { isExecutable: true } : {}) };
    }
    const id = write(old?.kind === 'directory' ? old.id : undefined, below);
    return directories.get(id)?.size === 0 ? undefined : { kind: 'directory', id };
  };
  const root = write(
    tree.id,
    [...edits].map(([path, bytes]) => ({ rest: path.split('/'), bytes })),
  );
  return {
    ...tree,
    id: root,
    objects: {
      directory: (id) => directories.get(id) ?? tree.objects.directory(id),
      blob: (id) => blobs.get(id) ?? tree.objects.blob(id),
    },
  };
}

interface Edit {
  readonly rest: readonly string[];
  readonly bytes: Uint8Array | undefined;
}

function grouped(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const groups = new Map<string, Edit[]>();
  for (const { rest, bytes } of edits) {
    const [name = '', ...inner] = rest;
    groups.set(name, [...(groups.get(name) ?? []), { rest: inner, bytes }]);
  }
  return groups;
}

/** A prefix of our own: nothing that git has named has this id. */
function digest(kind: string, content: string | Uint8Array): ObjectId {
  return createHash('sha1').update(`edited ${kind}\0`).update(content).digest('hex');
}

/**
 * @param path normalised
 * @returns what stands at a path; `obstacle` is the path, or the part of it, where a link or a submodule stands
 * @throws Needs where an object on the way has not been fetched yet
 */
export function entryAt(
  { id, objects }: RepoTree,
  path: string,
): { readonly entry: TreeEntry | undefined; readonly obstacle: string | undefined } {
  let entry: TreeEntry | undefined = { kind: 'directory', id };
  let at = '';
  for (const name of segmentsOf(path)) {
    if (entry?.kind !== 'directory') return { entry: undefined, obstacle: undefined };
    entry = objects.directory(entry.id).get(name);
    at = at === '' ? name : `${at}/${name}`;
    if (entry?.kind === 'symlink' || entry?.kind === 'submodule') return { entry: undefined, obstacle: at };
  }
  return { entry, obstacle: undefined };
}

/** Git's own id of the tree without entries; no repository needs to hold it. */
const EMPTY: ObjectId = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** @returns a tree with nothing in it, beside another of which it reads its objects: what was before everything */
export function emptyTree(other: RepoTree): RepoTree {
  const { objects } = other;
  return {
    ...other,
    id: EMPTY,
    objects: { ...objects, directory: (id) => (id === EMPTY ? new Map() : objects.directory(id)) },
  };
}
