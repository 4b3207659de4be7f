import { code, prose } from '../../text/escape.ts';
import type { GitHub } from '../api/github.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import type { AskAnswer } from './answer-asks.ts';

/**
 * Answers people's commands: a thumbs-up if all was granted, else a reply with the reason. Buttons and
 * reviews are answered by the check and the comment alone.
 */
export async function reply(
  github: GitHub,
  { owner, repo, number }: PullRequestRef,
  answers: readonly AskAnswer[],
): Promise<void> {
  const comments = new Set(answers.flatMap(({ ask }) => ask.comment ?? []));
  for (const comment of comments) {
    const own = answers.filter(({ ask }) => ask.comment === comment);
    const refused = own.filter(({ isGranted }) => !isGranted);
    const content = refused.length === 0 ? '+1' : 'confused';
    const { status } = await github.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content });
    // 200: the reaction exists already; this is the same command, delivered again.
    if (refused.length === 0 || Number(status) === 200) continue;
    const lines = refused.map(({ ask, why }) => `${code(commandOf(ask))} by ${code(ask.by)}: ${sentence(why ?? '')}`);
    await github.rest.issues.createComment({ owner, repo, issue_number: number, body: lines.join('\n\n') });
  }
}

/** A nearest name ends it with a question. */
function sentence(why: string): string {
  return `${prose(why)}${why.endsWith('?') ? '' : '.'}`;
}

function commandOf({ kind, rule, target }: AskAnswer['ask']): string {
  return [`/${kind}`, rule, target].filter((part) => part !== undefined).join(' ');
}
