import { PromotionRefusal } from '../../promotion/promotion-refusal.ts';
import { prose } from '../../report/escape.ts';
import { CommandRefused, type Running } from './command.ts';
import { commitOf, readGround } from './ground.ts';
import type { Snapshot } from './look-at-commit.ts';

/** Asks a question of the branch that things are merged into. @throws CommandRefused with the nearest name */
export async function lookInto<T>(running: Running, look: (snapshot: Snapshot) => T): Promise<T> {
  const ground = await readGround(running);
  const commit = commitOf(running, ground, ground.branch, ground.commit);
  try {
    return await running.ports.lookAtCommit(commit, look, running.signal);
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    const remedy = error.remedy === undefined ? '' : ` ${prose(error.remedy)}`;
    throw new CommandRefused(`${prose(error.message)}.${remedy}`);
  }
}
