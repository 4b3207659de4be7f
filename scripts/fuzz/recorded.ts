import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { type Answer, openOracle } from './oracle.ts';
import { randomTree } from './trees.ts';

const recorded = v.array(v.object({ seed: v.number(), output: v.string(), error: v.string() }));

/** What the real kustomize has said to the tree of a seed. */
export type Recorded = Answer & { readonly seed: number };

/** Asks the real kustomize about trees, and keeps what it says in a file, for engines to be held to. */
export async function recordAnswers(file: string, first: number, count: number): Promise<void> {
  const oracle = openOracle();
  const answers: Recorded[] = [];
  for (let seed = first; seed < first + count; seed++) {
    answers.push({ seed, ...(await oracle.build(randomTree(seed))) });
  }
  oracle.close();
  writeFileSync(file, JSON.stringify(answers));
}

export function readAnswers(file: string): readonly Recorded[] {
  return v.parse(recorded, JSON.parse(readFileSync(file, 'utf8')));
}
