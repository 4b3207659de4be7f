import { randomBytes } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { Review } from '../../review/contract/review.ts';
import { review } from '../../review.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import { drive } from '../../tree/objects/drive.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { Repository, Sides } from '../open/repository.ts';
import type { Io } from '../process/io.ts';

/** A review, and whether every file that it has asked for was in the clone: a partial one may hold more tomorrow. */
export interface ReviewedSides {
  readonly review: Review;
  readonly isWhole: boolean;
}

/** Reviews two sides of a local clone, and says how far it is. */
export async function reviewSides(
  repository: Repository,
  sides: Sides,
  { config, baseBranch }: { readonly config: Config; readonly baseBranch: string | undefined },
  io: Io,
): Promise<ReviewedSides> {
  // What was computed before a fetch is not computed again after it.
  const kept = { workspace: emptyWorkspace() };
  let objects = 0;
  const fetch: typeof repository.fetch = async (ids) => {
    objects += ids.size;
    io.progress(`rendering … ${objects} files and folders read`);
    await repository.fetch(ids);
  };
  let isWhole = true;
  const watched = ({ id, objects }: RepoTree): RepoTree => ({
    id,
    objects: {
      directory: (directory) => objects.directory(directory),
      blob: (blob) => {
        const found = objects.blob(blob);
        if (found.kind === 'missing') isWhole = false;
        return found;
      },
    },
  });
  // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
  const key = randomBytes(32);
  const trees = { before: watched(sides.before), after: watched(sides.after) };
  const reviewed = await drive(fetch, () => review({ ...sides, ...trees, ...kept, config, key, baseBranch }));
  return { review: reviewed, isWhole };
}
