import type { PullHandle } from '../test/fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../test/fake-github/handles/repository-handle.ts';
import type { CheckRun } from '../test/fake-github/state/repository.ts';
import type { Story } from '../test/fixtures/fleets/story.ts';
import { openStory } from '../test/github/open-story.ts';

export interface Played {
  readonly pull: PullHandle;
  readonly check: CheckRun;
  /** Milliseconds from the push to the completed check. */
  readonly took: number;
}

/**
 * Plays a story until the check on its pull request is completed.
 *
 * @param cutAt the commit that the branch starts from
 */
export async function playStory(repository: RepositoryHandle, story: Story, cutAt: string): Promise<Played> {
  const pushed = performance.now();
  const pull = await openStory(repository, story, cutAt);
  const check = await repository.waitForCheck(pull.headSha, 'blast-radius: main', 60_000);
  return { pull, check, took: performance.now() - pushed };
}
