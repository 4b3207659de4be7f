import { emit } from '../events/emit.ts';
import { validationFailed } from '../http/problem.ts';
import { issuePayload } from '../payloads/issue.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { Issue, Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';

export interface IssueUpdate {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

/** GitHub counts characters, not bytes. */
const longest = 65_536;

const check = ({ title, body }: IssueUpdate): void => {
  if (title?.trim() === '') throw validationFailed({ resource: 'Issue', field: 'title', code: 'missing_field' });
  const message = `body is too long (maximum is ${longest} characters)`;
  if ([...(body ?? '')].length > longest)
    throw validationFailed({ resource: 'Issue', field: 'body', code: 'custom', message });
};

type Action = 'opened' | 'edited' | 'closed' | 'reopened' | 'deleted';
type Changes = Pick<Hooks['webhook-issues-edited'], 'changes'>;

/** The `issues` event. */
const announce = (world: World, issue: Issue, sender: Account, action: Action, details: Partial<Changes> = {}): void =>
  emit(world, {
    event: 'issues',
    action,
    repository: issue.repository,
    sender,
    about: () => ({ issue: issuePayload(world, issue), ...details }),
  });

export const createIssue = (
  world: World,
  repository: Repository,
  author: Account,
  { title, body = null }: Pick<IssueUpdate, 'body'> & { readonly title: string },
): Issue => {
  check({ title, body });
  const now = world.now();
  const issue: Issue = {
    id: world.nextId(),
    number: repository.nextNumber++,
    repository,
    author,
    createdAt: now,
    title,
    body,
    state: 'open',
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    reactions: [],
    edits: [],
    pull: null,
  };
  repository.issues.set(issue.number, issue);
  announce(world, issue, author, 'opened');
  return issue;
};

/** Edits, closes or reopens; what stays the same is no event and no version. */
export const updateIssue = (world: World, issue: Issue, actor: Account, update: IssueUpdate): void => {
  check(update);
  editIssue(world, issue, actor, update);
  if (update.state === undefined || update.state === issue.state) return;
  const now = world.now();
  issue.state = update.state;
  issue.updatedAt = now;
  issue.closedAt = update.state === 'closed' ? now : null;
  issue.closedBy = update.state === 'closed' ? actor : null;
  announce(world, issue, actor, update.state === 'closed' ? 'closed' : 'reopened');
};

const editIssue = (world: World, issue: Issue, actor: Account, update: IssueUpdate): void => {
  const { title = issue.title, body = issue.body } = update;
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return;
  const now = world.now();
  if (body !== issue.body) {
    const version = (editor: Account, editedAt: Date, text: string | null) =>
      issue.edits.push({ id: world.nextId(), editor, editedAt, body: text ?? '' });
    if (issue.edits.length === 0) version(issue.author, issue.createdAt, issue.body);
    version(actor, now, body);
  }
  issue.title = title;
  issue.body = body;
  issue.updatedAt = now;
  announce(world, issue, actor, 'edited', { changes });
};

/** For people alone: no App may. */
export const deleteIssue = (world: World, issue: Issue, actor: Account): void => {
  issue.repository.issues.delete(issue.number);
  for (const [id, comment] of issue.repository.comments)
    if (comment.issue === issue) issue.repository.comments.delete(id);
  issue.repository.deletedIssues.add(issue.number);
  announce(world, issue, actor, 'deleted');
};
