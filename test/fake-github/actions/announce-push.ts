import { emit, isHeard } from '../events/emit.ts';
import { type CommitFacts, readCommits } from '../git/objects.ts';
import { type RefUpdate, zeroSha } from '../git/refs.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import { fullName, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';

type Push = Hooks['webhook-push'];
type PushedCommit = Push['commits'][number];

/** The `push` event, for branches and tags, deletions included. */
export const announcePush = async (
  world: World,
  repository: Repository,
  sender: Account,
  update: RefUpdate,
  forced: boolean,
): Promise<void> => {
  if (!isHeard(world, 'push', repository)) return;
  const { ref, before, after } = update;
  const html = `${world.url}/${fullName(repository)}`;
  const facts = after === zeroSha ? [] : await pushedCommits(repository, update);
  const commits = facts.map((commit) => describe(commit, html));
  const created = before === zeroSha;
  const about = () =>
    ({
      ref,
      before,
      after,
      base_ref: null,
      compare: created
        ? `${html}/compare/${after.slice(0, 12)}`
        : `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      created,
      deleted: after === zeroSha,
      forced,
      commits,
      head_commit: commits.at(-1) ?? null,
      pusher: { name: sender.login, email: `${sender.login}@users.noreply.github.test` },
    }) satisfies Omit<Push, 'repository' | 'sender'>;
  emit(world, { event: 'push', action: null, repository, sender, about });
};

/** New commits oldest first; for a new branch only those that no other branch had. */
const pushedCommits = async (repository: Repository, { ref, before, after }: RefUpdate): Promise<CommitFacts[]> => {
  const others = [...repository.refs].filter(([name]) => name !== ref).map(([, sha]) => `^${sha}`);
  const range = before === zeroSha ? [after, ...others] : [after, `^${before}`];
  return (await readCommits(repository.gitDirectory, ['--max-count=2048', ...range])).reverse();
};

const describe = (commit: CommitFacts, html: string): PushedCommit => {
  const changed = (letter: string) => commit.changes.filter(({ status }) => status === letter).map(({ path }) => path);
  const person = ({ name, email }: { name: string; email: string }) => ({
    name,
    email,
    username: email.split('@')[0] ?? name,
  });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.author.date,
    url: `${html}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: changed('A'),
    removed: changed('D'),
    modified: changed('M'),
  };
};
