import { createHash } from 'node:crypto';
import type { Directory, ObjectId, RepoTree, TreeEntry } from '../../src/tree/objects/repo-tree.ts';

/** What stands at a path of a case: a file's bytes, or where a link points. */
export type CaseEntry = { readonly bytes: Uint8Array } | { readonly link: string };

/** @returns the tree that holds the given entries, by path. */
export function caseTree(entries: ReadonlyMap<string, CaseEntry>): RepoTree {
  const blobs = new Map<ObjectId, Uint8Array>();
  const directories = new Map<ObjectId, Directory>();
  const store = (below: readonly (readonly [string, CaseEntry])[]): ObjectId => {
    const groups = new Map<string, [string, CaseEntry][]>();
    const directory = new Map<string, TreeEntry>();
    for (const [path, entry] of below) {
      const slash = path.indexOf('/');
      if (slash < 0) directory.set(path, keep(blobs, entry));
      else push(groups, path.slice(0, slash), [path.slice(slash + 1), entry]);
    }
    for (const [name, group] of groups) directory.set(name, { kind: 'directory', id: store(group) });
    const id = digest('tree', JSON.stringify([...directory]));
    directories.set(id, directory);
    return id;
  };
  const id = store([...entries]);
  return {
    id,
    objects: {
      directory: (wanted) => directories.get(wanted) ?? new Map(),
      blob: (wanted) => {
        const bytes = blobs.get(wanted);
        return bytes === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes };
      },
    },
  };
}

function keep(blobs: Map<ObjectId, Uint8Array>, entry: CaseEntry): TreeEntry {
  const bytes = 'link' in entry ? Buffer.from(entry.link) : entry.bytes;
  const id = digest('blob', bytes);
  blobs.set(id, bytes);
  return { kind: 'link' in entry ? 'symlink' : 'file', id };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

function digest(kind: string, content: string | Uint8Array): ObjectId {
  return createHash('sha1').update(`${kind} `).update(content).digest('hex');
}
