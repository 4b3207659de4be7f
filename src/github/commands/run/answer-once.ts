import { createHash } from 'node:crypto';
import { cutMarkdown } from '../../../text/fitting.ts';
import type { GitHub } from '../../api/github.ts';
import type { PullRequestRef } from '../../api/pull-request-ref.ts';

/** In characters; GitHub takes 65,536. */
const LARGEST = 60_000;

const marker = /^<!-- blast-radius answer ([0-9a-f]{16}) to ([0-9a-z-]+) -->\n/;
const folded = '<details><summary>An earlier answer, superseded below</summary>\n\n';

/**
 * Answers once. An earlier answer to the same question is folded away.
 *
 * @param login the App's own account
 * @param answer `to`: what is answered, a comment's id or the digest of something else; `question`: equal for commands that
 *   supersede each other
 */
export async function answerOnce(
  github: GitHub,
  ref: PullRequestRef,
  login: string,
  answer: { readonly to: string; readonly question: string; readonly text: string },
): Promise<void> {
  const { owner, repo, number } = ref;
  const key = createHash('sha256').update(answer.question).digest('hex').slice(0, 16);
  const former = await ownAnswers(github, ref, login);
  if (former.some(({ to }) => to === answer.to)) return;
  const body = `<!-- blast-radius answer ${key} to ${answer.to} -->\n${fitting(answer.text)}`;
  await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
  for (const { id, body: old, key: its } of former) {
    if (its !== key || old.includes(folded)) continue;
    const text = old.replace(marker, (head) => `${head}${folded}`);
    await github.rest.issues.updateComment({ owner, repo, comment_id: id, body: `${text}\n\n</details>` });
  }
}

interface OwnAnswer {
  readonly id: number;
  readonly body: string;
  readonly key: string;
  readonly to: string;
}

async function ownAnswers(
  github: GitHub,
  { owner, repo, number }: PullRequestRef,
  login: string,
): Promise<readonly OwnAnswer[]> {
  const query = { owner, repo, issue_number: number, per_page: 100 };
  const comments = await github.paginate(github.rest.issues.listComments, query);
  return comments.flatMap(({ id, body = '', user }) => {
    const text = body.replaceAll('\r\n', '\n');
    const [, key, to] = marker.exec(text) ?? [];
    if (user?.type !== 'Bot' || user.login !== login || key === undefined || to === undefined) return [];
    return [{ id, body: text, key, to }];
  });
}

function fitting(text: string): string {
  const cut = cutMarkdown(text, LARGEST);
  return cut.left === 0 ? text : `${cut.text}\n\nThe answer was longer: ${cut.left} characters are not shown.`;
}
