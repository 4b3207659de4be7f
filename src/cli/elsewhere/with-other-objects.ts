import type { ObjectSession } from '../../git/objects/git-objects.ts';
import type { GitRepository } from '../../git/repository/git-repository.ts';
import type { ObjectId, RepoTree } from '../../tree/objects/repo-tree.ts';
import type { TreeReader } from './run-over.ts';

/** A tree that reads its own objects from the disk. */
interface Folder {
  readonly tree: RepoTree;
  readonly has: (id: ObjectId) => boolean;
}

interface Opened {
  readonly repository: GitRepository;
  readonly session: ObjectSession;
}

/** Reads what was fetched beside a folder, which has no Git directory to read it from: git starts only where some was. */
export async function withOtherObjects<Result>(
  { tree, has }: Folder,
  use: (tree: RepoTree, reader: TreeReader) => Promise<Result>,
): Promise<Result> {
  let opened: Opened | undefined;
  const objectsOf = (id: ObjectId) => (has(id) ? tree : (opened?.session ?? tree)).objects;
  const reader: TreeReader = {
    format: 'sha1',
    fetch: async (ids) => opened?.session.fetch(ids),
    readAlso: async (gitDirectories) => {
      const [first, ...more] = gitDirectories;
      if (first === undefined) return;
      opened ??= await open(first);
      await opened.repository.readAlso([first, ...more]);
    },
  };
  const objects = {
    directory: (id: ObjectId) => objectsOf(id).directory(id),
    blob: (id: ObjectId) => objectsOf(id).blob(id),
  };
  try {
    return await use({ ...tree, objects }, reader);
  } finally {
    await opened?.repository.close();
  }
}

async function open(gitDirectory: string): Promise<Opened> {
  const { GitRepository: Repository } = await import('../../git/repository/git-repository.ts');
  const repository = new Repository(gitDirectory, 'sha1');
  return { repository, session: repository.session() };
}
