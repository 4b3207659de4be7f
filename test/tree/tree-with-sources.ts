import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { type Lack, type Resolution, SourceTable } from '../../src/tree/sources/source-table.ts';
import { type Content, memoryTree } from './memory-tree.ts';

type Contents = Readonly<Record<string, Content>>;

/** What a reference stands for: files, one text or its bytes, or why it cannot be had. */
export type Elsewhere =
  | Contents
  | string
  | Uint8Array
  | { readonly reason: string; readonly remedy: string; readonly isGone?: true };

/**
 * A repository, and what it refers to elsewhere by the keys of the references, all resolved.
 *
 * @param lacking why the submodules of what it refers to are not in their places
 * @returns the tree; to it, objects of both are one
 */
export function treeWithSources(
  files: Contents,
  elsewhere: Readonly<Record<string, Elsewhere>>,
  lacking?: Lack,
): RepoTree {
  const own = memoryTree(files);
  const others = new Map<string, RepoTree>();
  const resolutions = new Map<string, Resolution>();
  for (const [key, content] of Object.entries(elsewhere)) {
    if (isUnavailable(content)) resolutions.set(key, { kind: 'unavailable', ...content });
    else {
      const isFile = typeof content === 'string' || content instanceof Uint8Array;
      const tree = memoryTree(isFile ? { file: content } : content);
      const file = tree.objects.directory(tree.id).get('file')?.id ?? '';
      const directory = { kind: 'directory', id: tree.id, ...(lacking === undefined ? {} : { lacking }) } as const;
      const found = isFile ? ({ kind: 'file', id: file } as const) : directory;
      resolutions.set(key, { ...found, revision: `sha1:${found.id}` });
      others.set(key, tree);
    }
  }
  const all = [own, ...others.values()];
  const first = <T>(read: (tree: RepoTree) => T): T => {
    for (const tree of all.slice(0, -1)) {
      try {
        return read(tree);
      } catch {
        // Another one holds it.
      }
    }
    return read(all.at(-1) ?? own);
  };
  return {
    id: own.id,
    objects: {
      directory: (id) => first(({ objects }) => objects.directory(id)),
      blob: (id) => first(({ objects }) => objects.blob(id)),
    },
    sources: new SourceTable(resolutions),
  };
}

function isUnavailable(content: Elsewhere): content is Extract<Elsewhere, { readonly reason: string }> {
  return (
    typeof content === 'object' &&
    'reason' in content &&
    typeof content.reason === 'string' &&
    typeof content.remedy === 'string'
  );
}
