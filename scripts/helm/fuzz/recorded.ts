import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { GO_FUNCTIONS } from '../../../src/gotemplate/functions/table.ts';
import { ALL_FUNCTIONS } from './answer.ts';
import { openHelmEngine } from './helm-engine.ts';
import { questionOf } from './question.ts';

const recorded = v.array(
  v.object({
    seed: v.number(),
    question: v.object({
      text: v.string(),
      partial: v.string(),
      values: v.record(v.string(), v.unknown()),
      plain: v.boolean(),
      strict: v.boolean(),
    }),
    answer: v.object({ out: v.string(), err: v.string() }),
  }),
);

/** What Helm's engine has said to the question of a seed. */
export type Recorded = v.InferOutput<typeof recorded>[number];

/** Asks Helm's engine, and keeps what it says in a file, for engines to be held to. */
export async function recordAnswers(file: string, first: number, count: number): Promise<void> {
  const helm = openHelmEngine();
  const answers: Recorded[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const question = questionOf(seed, ALL_FUNCTIONS, GO_FUNCTIONS);
    answers.push({ seed, question, answer: await helm.ask(question) });
  }
  helm.close();
  writeFileSync(file, JSON.stringify(answers));
}

export function readAnswers(file: string): readonly Recorded[] {
  return v.parse(recorded, JSON.parse(readFileSync(file, 'utf8')));
}
