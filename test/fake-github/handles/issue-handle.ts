import { createComment } from '../actions/write-comment.ts';
import { deleteIssue, updateIssue } from '../actions/write-issue.ts';
import type { Comment, Issue } from '../state/repository.ts';
import { accountOf, type World } from '../state/world.ts';

/** An issue as a person with a browser has it. */
export interface IssueHandle {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly author: string;
  readonly comments: readonly Comment[];
  edit(body: string, as: string): void;
  close(as: string): void;
  comment(body: string, as: string): Comment;
  delete(as: string): void;
}

export const issueHandle = (world: World, issue: Issue): IssueHandle => ({
  number: issue.number,
  get title() {
    return issue.title;
  },
  get body() {
    return issue.body ?? '';
  },
  get state() {
    return issue.state;
  },
  author: issue.author.login,
  get comments() {
    return [...issue.repository.comments.values()].filter((comment) => comment.issue === issue);
  },
  edit: (body, as) => updateIssue(world, issue, accountOf(world, as), { body }),
  close: (as) => updateIssue(world, issue, accountOf(world, as), { state: 'closed' }),
  comment: (body, as) => createComment(world, issue, accountOf(world, as), null, body),
  delete: (as) => deleteIssue(world, issue, accountOf(world, as)),
});
