import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Answer, RootAnswer } from './answer.ts';
import { openControllers } from './controllers.ts';
import { randomFleet } from './fleets/random-fleet.ts';

const root = v.object({ objects: v.array(v.string()), error: v.string() });
const recorded = v.array(v.object({ seed: v.number(), answer: v.array(v.tuple([v.string(), root])) }));

/** What the controllers have made of the fleet of a seed. */
interface Recorded {
  readonly seed: number;
  readonly answer: Answer;
}

/** Asks the controllers about fleets, and keeps what they say in a file, for engines to be held to. */
export async function recordAnswers(file: string, first: number, count: number): Promise<void> {
  const controllers = openControllers();
  const answers: { readonly seed: number; readonly answer: [string, RootAnswer][] }[] = [];
  for (let seed = first; seed < first + count; seed++) {
    answers.push({ seed, answer: [...(await controllers.reconcile(randomFleet(seed)))] });
  }
  controllers.close();
  writeFileSync(file, JSON.stringify(answers));
}

export function readAnswers(file: string): readonly Recorded[] {
  const answers = v.parse(recorded, JSON.parse(readFileSync(file, 'utf8')));
  return answers.map(({ seed, answer }) => ({ seed, answer: new Map(answer) }));
}
