import type { FileChange } from '../git/compare.ts';
import type { CommitFacts } from '../git/objects.ts';
import { verificationOf } from '../git/verified-commits.ts';
import { accountByEmail } from '../state/account-by-email.ts';
import { fullName, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { repositoryUrl } from './issue.ts';
import { nodeId, type Rest } from './schemas.ts';

const personBehind = (world: World, email: string) => {
  const account = accountByEmail(world, email);
  return account ? accountPayload(world, account) : null;
};

export const commitPayload = (world: World, repository: Repository, commit: CommitFacts) => {
  const api = repositoryUrl(world, repository);
  const html = `${world.url}/${fullName(repository)}`;
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verificationOf(commit.sha),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: personBehind(world, commit.author.email),
    committer: personBehind(world, commit.committer.email),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  } satisfies Rest['commit'];
};

export const fileChangePayload = (
  world: World,
  repository: Repository,
  head: string,
  change: FileChange,
): Rest['diff-entry'] => {
  const path = change.path.split('/').map(encodeURIComponent).join('/');
  const html = `${world.url}/${fullName(repository)}`;
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${head}`,
    ...(change.patch !== null && { patch: change.patch }),
    ...(change.previousPath !== null && { previous_filename: change.previousPath }),
  };
};
