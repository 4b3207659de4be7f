import type { Answers, Question } from '../../../ask/question.ts';
import type { Refused } from '../../../promotion/plan/promotion-refusal.ts';
import { prose } from '../../../text/escape.ts';
import type { CommandResult, Running } from './command.ts';
import { type CommandTarget, commitOf, readTarget } from './command-target.ts';

/** Asks a question about the base branch. */
export async function askBase<Asked extends Question>(
  running: Running,
  question: Asked,
): Promise<Answers[Asked['kind']]> {
  return askTarget(running, await readTarget(running), question);
}

/** Asks a question about the branch that a command applies to. */
export function askTarget<Asked extends Question>(
  running: Running,
  target: CommandTarget,
  question: Asked,
): Promise<Answers[Asked['kind']]> {
  const commit = commitOf(running, target, target.branch, target.commit);
  return running.ports.askCommit(commit, question, running.signal);
}

/** Asks a question about what merging a pull request makes of the branch that a command applies to. */
export function askMerge<Asked extends Question>(
  running: Running,
  { merging, ...target }: CommandTarget,
  question: Asked,
): Promise<Answers[Asked['kind']]> {
  const commit = commitOf(running, target, target.branch, target.commit);
  return running.ports.askCommit({ ...commit, merging }, question, running.signal);
}

/** @returns a refusal as a reply */
export function refusedResult({ reason, remedy }: Refused): CommandResult {
  return { isDone: false, text: `${prose(reason)}.${remedy === undefined ? '' : ` ${prose(remedy)}`}` };
}
