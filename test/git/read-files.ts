import type { GitRepository } from '../../src/git/repository/git-repository.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { mapAll } from '../../src/tree/objects/needs.ts';
import type { Blob, RepoTree } from '../../src/tree/objects/repo-tree.ts';

/** Every path of a tree and what stands there: text of files, `-> target` of links, else the kind. */
export async function readFiles(repository: GitRepository, id: string): Promise<Record<string, string>> {
  const session = repository.session();
  const tree = await repository.tree(id, session);
  return Object.fromEntries(await drive(session.fetch, () => filesOf(tree, tree.id, '')));
}

function filesOf(tree: RepoTree, id: string, prefix: string): readonly (readonly [string, string])[] {
  return mapAll(tree.objects.directory(id), ([name, entry]): readonly (readonly [string, string])[] => {
    const path = `${prefix}${name}`;
    if (entry.kind === 'directory') return filesOf(tree, entry.id, `${path}/`);
    if (entry.kind === 'submodule') return [[path, `submodule ${entry.id}`]];
    const text = textOf(tree.objects.blob(entry.id));
    return [[path, entry.kind === 'symlink' ? `-> ${text}` : text]];
  }).flat();
}

function textOf(blob: Blob): string {
  if (blob.kind === 'bytes') return Buffer.from(blob.bytes).toString('utf8');
  return blob.kind === 'missing' ? 'missing' : `too large: ${blob.size}`;
}
