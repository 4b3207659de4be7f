import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { Story } from '../fixtures/fleets/story.ts';

/**
 * Does what a story's author does: cuts a branch, commits, and opens the pull request; meanwhile the base may move on.
 *
 * @param cutAt the commit that the branch starts from
 */
export async function openStory(repository: RepositoryHandle, story: Story, cutAt: string): Promise<PullHandle> {
  const { branch, title, body, baseTitle, baseFiles, changes } = story;
  if (baseTitle !== undefined)
    await repository.commit('main', { message: baseTitle, write: Object.fromEntries(baseFiles) });
  await repository.commit(branch, { message: title, from: cutAt, write: Object.fromEntries(changes), as: 'dana' });
  return repository.openPull({ head: branch, title, body, author: 'dana' });
}
