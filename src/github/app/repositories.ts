import type { Probot } from 'probot';
import { configPath } from '../../config/find-config.ts';
import type { Inbox } from './inbox.ts';

/**
 * Repositories are added: their open pull requests are reviewed. When they are removed, or the App is suspended or
 * uninstalled, GitHub refuses further requests, which ends running work.
 */
export function onInstallation(probot: Probot, inbox: Inbox): void {
  probot.on(
    ['installation.created', 'installation.unsuspend', 'installation.new_permissions_accepted'],
    async ({ id, payload }) => {
      await inbox.enqueue({
        kind: 'installation',
        installation: payload.installation.id,
        delivery: id,
        urgency: 'event',
      });
    },
  );
  probot.on('installation_repositories.added', async ({ id, payload }) => {
    const installation = payload.installation.id;
    for (const { full_name } of payload.repositories_added) {
      const [owner = '', repo = ''] = full_name.split('/');
      const repository = { installation, owner, repo };
      await inbox.enqueue({ kind: 'repository', repository, delivery: id, urgency: 'event' });
      await inbox.enqueue({ kind: 'dashboard', repository, isDoubtful: true, delivery: id, urgency: 'event' });
    }
  });
}

/** A repository was renamed, transferred or unarchived: its open pull requests are checked under the new name. */
export function onRepository(probot: Probot, inbox: Inbox): void {
  probot.on(['repository.renamed', 'repository.transferred', 'repository.unarchived'], async ({ id, payload }) => {
    const { installation, repository } = payload;
    if (!installation) return;
    const { name: repo, owner } = repository;
    await inbox.enqueue({
      kind: 'repository',
      repository: { installation: installation.id, owner: owner.login, repo },
      delivery: id,
      urgency: 'event',
    });
  });
}

/** A branch moved that may be the base of open pull requests. Pushes to their heads come as another event. */
export function onPush(probot: Probot, inbox: Inbox): void {
  probot.on('push', async ({ id, payload }) => {
    const { installation, repository, ref, deleted } = payload;
    const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
    const owner = repository.owner?.login ?? repository.owner?.name;
    // The branches of a merge queue are never the base of a pull request.
    if (!installation || !owner || branch === undefined || deleted || branch.startsWith('gh-readonly-queue/')) return;
    await inbox.enqueue({
      kind: 'branch',
      repository: { installation: installation.id, owner, repo: repository.name },
      branch,
      isDefault: branch === repository.default_branch,
      delivery: id,
    });
    if (branch !== repository.default_branch) return;
    await inbox.tell({ owner, repo: repository.name });
    await inbox.enqueue({
      kind: 'dashboard',
      repository: { installation: installation.id, owner, repo: repository.name },
      mirror: { repository: String(repository.id), cloneUrl: repository.clone_url, branch },
      isDoubtful: mayTouchConfig(payload),
      delivery: id,
      // Nobody waits for it.
      urgency: 'sweep',
    });
  });
}

/** GitHub tells of this many commits of a push, and of this many files of each. */
const MOST = { commits: 2048, files: 3000 };

interface Pushed {
  readonly forced: boolean;
  readonly commits: readonly {
    readonly added?: readonly string[] | undefined;
    readonly removed?: readonly string[] | undefined;
    readonly modified?: readonly string[] | undefined;
  }[];
}

/** Whether a push may have changed the configuration: a new branch and one that lost commits do not say. */
function mayTouchConfig({ forced, commits }: Pushed): boolean {
  if (forced || commits.length === 0 || commits.length >= MOST.commits) return true;
  return commits.some(({ added = [], removed = [], modified = [] }) => {
    const files = [...added, ...removed, ...modified];
    return files.length >= MOST.files || files.includes(configPath);
  });
}
