import { type CheckRun, rewriteText } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';

/** Says in a check in progress what is waited for. Nothing depends on it: what cannot be written is left. */
export class ProgressNote {
  readonly #write: (summary: string) => Promise<void>;
  #writing: Promise<void> | undefined;
  #isOver = false;

  /** @param run the one in progress; where there is none, nothing is said */
  constructor(
    github: GitHub,
    repository: Pick<PullRequestRef, 'owner' | 'repo'>,
    run: Promise<Pick<CheckRun, 'id' | 'text'> | undefined>,
  ) {
    this.#write = async (summary) => {
      const begun = await run;
      if (begun === undefined || this.#isOver) return;
      await rewriteText(github, repository, { id: begun.id, title: 'Reviewing', summary }, begun.text);
    };
  }

  /** @param summary Markdown; not said while another one is being written */
  tell(summary: string): void {
    if (this.#isOver) return;
    this.#writing ??= this.#write(summary)
      .catch(() => undefined)
      .finally(() => {
        this.#writing = undefined;
      });
  }

  /** Resolves when nothing more is written. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
  }
}
