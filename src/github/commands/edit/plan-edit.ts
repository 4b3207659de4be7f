import type { Question, ReviewedEdit } from '../../../ask/question.ts';
import type { Refused } from '../../../promotion/plan/promotion-refusal.ts';
import { prose } from '../../../text/escape.ts';
import { refusedResult } from '../run/ask-base.ts';
import type { CommandResult, Running } from '../run/command.ts';
import { type CommandTarget, commitOf } from '../run/command-target.ts';

/** An edit that is ready to be committed, and what it does. */
export interface PlannedEdit extends ReviewedEdit {
  /** The commit it was planned over. */
  readonly commit: string;
}

/**
 * Plans an edit over a commit and reviews it.
 *
 * @returns a result if there is nothing to do, or it cannot be done
 */
export async function planEdit(
  running: Running,
  target: CommandTarget,
  at: { readonly branch: string; readonly commit: string },
  question: Question<'promote' | 'demote'>,
): Promise<PlannedEdit | CommandResult> {
  const commit = commitOf(running, target, at.branch, at.commit);
  const planned = await running.ports.askCommit(commit, question, running.signal);
  if (planned.kind === 'nothing') return { isDone: true, text: `Nothing to do: ${prose(planned.reason)}.` };
  if (planned.kind === 'refused') return refusedEdit(planned);
  return { ...planned, commit: at.commit };
}

function refusedEdit({ kind, reason, remedy }: Refused): CommandResult {
  // Options are one word each, and read better as code.
  const shown = remedy?.replace(/--[a-z-]+/g, (flag) => `\`${flag}\``);
  return refusedResult({ kind, reason: sentenceCase(reason), remedy: shown });
}

/** A cluster's name at the start keeps its letters. */
function sentenceCase(text: string): string {
  return /^(nothing|no|there|another) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
