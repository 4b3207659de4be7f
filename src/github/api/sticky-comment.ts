import { timeOf } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** The one comment of this App on a pull request. */
export interface StickyComment {
  readonly id: number;
  readonly body: string;
}

const marker = /^<!-- blast-radius review ([0-9a-f]{40}) -->\n/;
const staleNote = /^<!-- blast-radius stale -->\n.*?\n<!-- \/blast-radius stale -->\n\n?/s;

/** How much of a comment's 65,536 characters the marker and a note may take. */
export const commentOverhead = 700;

/** @returns the comment's body: a hidden marker that names the reviewed head, then the report */
export function stickyBody(headCommit: string, report: string): string {
  return `<!-- blast-radius review ${headCommit} -->\n${report}`;
}

/** @returns the head commit that the comment is about; `undefined` if it is not by this App */
export function reviewedHead(body: string): string | undefined {
  return marker.exec(body.replaceAll('\r\n', '\n'))?.[1];
}

/**
 * @param isOurs whether this App wrote the body as it is: what others made of it is not published again
 * @returns the same comment with a note in front that it speaks of the past; an earlier note is replaced
 */
export function withStaleNote(body: string, note: string, isOurs: boolean): string {
  const text = body.replaceAll('\r\n', '\n');
  const [first = ''] = marker.exec(text) ?? [];
  const report = isOurs ? `\n\n${text.slice(first.length).replace(staleNote, '')}` : '\n';
  return `${first}<!-- blast-radius stale -->\n> [!NOTE]\n> ${note}\n<!-- /blast-radius stale -->${report}`;
}

/**
 * Finds the comment by marker *and* author: anybody can write a marker.
 *
 * @param login the App's own account, `blast-radius[bot]`; no person's name can hold brackets
 */
export async function findStickyComment(
  github: GitHub,
  { owner, repo, number }: PullRequestRef,
  login: string,
): Promise<StickyComment | undefined> {
  const pages = github.paginate.iterator(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  for await (const { data } of pages)
    for (const { id, body, user } of data)
      if (user?.type === 'Bot' && user.login === login && body && reviewedHead(body)) return { id, body };
  return undefined;
}

/** A comment that was written, and when that was by GitHub's clock. */
interface WrittenComment extends StickyComment {
  /** ISO 8601, in whole seconds. */
  readonly at: string;
}

export async function createStickyComment(
  github: GitHub,
  { owner, repo, number }: PullRequestRef,
  body: string,
): Promise<WrittenComment> {
  const { data, headers } = await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
  return { id: data.id, body, at: timeOf(headers) };
}

/** @returns the comment as it is now; `undefined` if somebody has deleted it in the meantime */
export async function editStickyComment(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  id: number,
  body: string,
): Promise<WrittenComment | undefined> {
  try {
    const { headers } = await github.rest.issues.updateComment({ owner, repo, comment_id: id, body });
    return { id, body, at: timeOf(headers) };
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
    return undefined;
  }
}
