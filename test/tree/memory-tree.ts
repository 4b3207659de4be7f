import { createHash } from 'node:crypto';
import { Needs } from '../../src/tree/objects/needs.ts';
import type { Blob, Directory, ObjectId, RepoTree, TreeEntry } from '../../src/tree/objects/repo-tree.ts';

/** What stands at a path: a file's text or bytes, or a link's target, or a submodule's commit. */
export type Content = string | Uint8Array | { readonly link: string } | { readonly submodule: string };

export interface MemoryTree extends RepoTree {
  /** Makes objects readable, where the tree is lazy. */
  readonly bring: (ids: Iterable<ObjectId>) => void;
  /** What was read, in order. */
  readonly opened: readonly ObjectId[];
}

/** A tree of the given files; ids are digests of content. A lazy one throws Needs for what was not brought. */
export function memoryTree(files: Readonly<Record<string, Content>>, options: { lazy?: boolean } = {}): MemoryTree {
  const directories = new Map<ObjectId, Directory>();
  const blobs = new Map<ObjectId, Blob>();
  const here = new Set<ObjectId>();
  const opened: ObjectId[] = [];
  const open = <T>(objects: ReadonlyMap<ObjectId, T>, id: ObjectId): T => {
    if (options.lazy === true && !here.has(id)) throw new Needs([id]);
    opened.push(id);
    const object = objects.get(id);
    if (object === undefined) throw new Error(`no object ${id}`);
    return object;
  };
  const entryOf = (content: Content): TreeEntry => {
    const isFile = typeof content === 'string' || content instanceof Uint8Array;
    if (!isFile && 'submodule' in content) return { kind: 'submodule', id: content.submodule };
    const bytes = Buffer.from(isFile ? content : content.link);
    const id = digest(`blob ${bytes.toString('latin1')}`);
    blobs.set(id, { kind: 'bytes', bytes });
    return { kind: isFile ? 'file' : 'symlink', id };
  };
  const store = (below: readonly (readonly [string, Content])[]): ObjectId => {
    const directory = new Map<string, TreeEntry>();
    for (const [path, content] of below) {
      const [name = '', ...rest] = path.split('/');
      if (directory.has(name)) continue;
      if (rest.length === 0) directory.set(name, entryOf(content));
      else directory.set(name, { kind: 'directory', id: store(within(below, `${name}/`)) });
    }
    const id = digest(`tree ${JSON.stringify([...directory])}`);
    directories.set(id, directory);
    return id;
  };
  return {
    id: store(Object.entries(files)),
    objects: { directory: (id) => open(directories, id), blob: (id) => open(blobs, id) },
    bring: (ids) => {
      for (const id of ids) here.add(id);
    },
    opened,
  };
}

function within(files: readonly (readonly [string, Content])[], prefix: string): (readonly [string, Content])[] {
  return files.flatMap(([path, content]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), content]] : []));
}

function digest(text: string): ObjectId {
  return createHash('sha1').update(text).digest('hex');
}
