import type { Answers, Question } from '../../ask/answer.ts';
import { PromotionRefusal } from '../../promotion/plan/promotion-refusal.ts';
import { prose } from '../../text/escape.ts';
import { CommandRefused, type Running } from './command.ts';
import { commitOf, readGround } from './ground.ts';

/** Asks a question about the branch that things are merged into. @throws CommandRefused with the nearest name */
export async function askBase<Asked extends Question>(
  running: Running,
  question: Asked,
): Promise<Answers[Asked['kind']]> {
  const ground = await readGround(running);
  const commit = commitOf(running, ground, ground.branch, ground.commit);
  try {
    return await running.ports.askCommit(commit, question, running.signal);
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    const remedy = error.remedy === undefined ? '' : ` ${prose(error.remedy)}`;
    throw new CommandRefused(`${prose(error.message)}.${remedy}`);
  }
}
