import type { Answers, Question } from '../../ask/question.ts';
import type { Refused } from '../../promotion/plan/promotion-refusal.ts';
import { prose } from '../../text/escape.ts';
import type { Answer, Running } from './command.ts';
import { commitOf, readGround } from './ground.ts';

/** Asks a question about the branch that things are merged into. */
export async function askBase<Asked extends Question>(
  running: Running,
  question: Asked,
): Promise<Answers[Asked['kind']]> {
  const ground = await readGround(running);
  const commit = commitOf(running, ground, ground.branch, ground.commit);
  return running.ports.askCommit(commit, question, running.signal);
}

/** @returns a refusal as a reply */
export function refusedAnswer({ reason, remedy }: Refused): Answer {
  return { isDone: false, text: `${prose(reason)}.${remedy === undefined ? '' : ` ${prose(remedy)}`}` };
}
