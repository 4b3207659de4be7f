import { defaultConfig } from '../../src/config/default-config.ts';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import { treesUnderReview } from '../../src/git/repository/trees-under-review.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { review } from '../../src/review.ts';
import { RepositoryMemory } from '../../src/server/render/remembered.ts';
import { drive } from '../../src/tree/objects/drive.ts';

/** What an engine has done so far. */
export interface EngineCounters {
  /** Of objects of git, unpacked. */
  readonly bytesRead: number;
  readonly blobsParsed: number;
  /** Objects of bases, roots and clusters that were rendered rather than remembered. */
  readonly objectsRendered: number;
}

/** Reviews the pull requests of one repository as the App does: git, trees, render, report. */
export class Engine {
  readonly #repository: GitRepository;
  readonly #own = new RepositoryMemory(4);

  /** @param path absolute path of a bare repository */
  constructor(path: string) {
    this.#repository = new GitRepository(path, 'sha1');
  }

  get counters(): EngineCounters {
    return {
      bytesRead: this.#repository.counters.bytes,
      blobsParsed: this.#own.memory.parsed,
      objectsRendered: this.#own.memory.computed,
    };
  }

  /** @returns the review, and its report as a comment has it */
  async review(base: string, head: string): Promise<{ readonly review: Review; readonly report: string }> {
    const trees = await treesUnderReview(this.#repository, base, head);
    const { objects, fetch, follow } = this.#repository.session();
    await follow(trees.before, trees.after);
    const [before, after] = [trees.before, trees.after].map((id) => ({ id, objects }));
    if (before === undefined || after === undefined) throw new Error('a review has two sides');
    const workspace = this.#own.workspace(objects);
    const about = { config: defaultConfig, key: new Uint8Array(32), base, head, baseBranch: 'main' };
    const merge = { status: 'merged', conflicts: [] } as const;
    const reviewed = await drive(fetch, () => review({ ...about, before, after, merge, workspace }));
    this.#own.reviewed([before, after]);
    return { review: reviewed, report: toMarkdown(reviewed) };
  }

  close(): Promise<void> {
    return this.#repository.close();
  }
}
