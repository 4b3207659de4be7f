import { randomBytes } from 'node:crypto';
import type { Review } from '../../review/contract/review.ts';
import type { ReviewRequest } from '../../review.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { runWith } from '../elsewhere/run-over.ts';
import type { Repository, Sides } from '../open/open-repository.ts';
import type { Io } from '../process/io.ts';

/** By what two sides are judged, and how they are told. */
export type Judging = Pick<ReviewRequest, 'config' | 'configEdit' | 'baseBranch' | 'withLines' | 'withDigests'>;

/** A review, and whether every file that it has asked for was in the clone: a partial one may hold more tomorrow. */
interface ReviewedSides {
  readonly review: Review;
  readonly isWhole: boolean;
  /** What all that it has asked for elsewhere stood for; absent where nothing is fetched. */
  readonly sources: SourceTable | undefined;
}

/** Reviews sides of a local clone, and shows the progress. */
export class SidesReviewer {
  readonly #repository: Repository;
  readonly #elsewhere: Elsewhere | undefined;
  readonly #io: Io;
  /** What was computed before a fetch, or for other sides, is not computed again. */
  readonly #memory = emptyWorkspace().memory;
  readonly #attempts: RepoTree[] = [];
  /** Nothing that leaves this process needs to be compared with another run's: a key for this one is enough. */
  readonly #key = randomBytes(32);
  #objects = 0;

  constructor(repository: Repository, elsewhere: Elsewhere | undefined, io: Io) {
    this.#repository = repository;
    this.#elsewhere = elsewhere;
    this.#io = io;
  }

  async review(sides: Sides, judging: Judging): Promise<ReviewedSides> {
    // Only here: a cached review is printed without loading the engine.
    const { review } = await import('../../review.ts');
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
    const trees = { before: watched(sides.before), after: watched(sides.after) };
    const { result, sources } = await runWith(this.#reader(), this.#elsewhere, (whole) => {
      const [before, after] = [whole(trees.before), whole(trees.after)];
      const workspace = { memory: this.#memory, known: [...this.#attempts] };
      this.#attempts.push(before, after);
      return review({ ...sides, ...judging, before, after, key: this.#key, workspace });
    });
    return { review: result, isWhole, sources };
  }

  #reader(): Repository {
    const fetch: Repository['fetch'] = async (ids) => {
      this.#objects += ids.size;
      this.#io.progress(`rendering … ${this.#objects} files and folders read`);
      await this.#repository.fetch(ids);
    };
    return { ...this.#repository, fetch };
  }
}
