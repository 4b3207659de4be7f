import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { breakCopy, copyBuild } from './break-copy.ts';
import type { Mutation } from './mutation.ts';
import { type Verdict, verdictIn } from './recorded-case.ts';
import { countSeen, inOwnFolder } from './run-mutations.ts';

/** What shows that an engine is broken: random cases, and what the real program answers to each. */
interface Trial {
  /** What a case is called: `tree`. */
  readonly unit: string;
  readonly mutations: readonly Mutation[];
  /** Cases, from which seed on. */
  readonly count: number;
  readonly first: number;
  /** Asks the real program, and keeps its answers in a file. */
  readonly record: (file: string) => Promise<void>;
  /** The compiled script that holds an engine to such a file and prints a verdict, below `scripts`. */
  readonly replay: string;
}

/**
 * Breaks the engine in one place after the other, each in a copy, and counts how often that is found.
 *
 * @returns how many mutations are found; `undefined` where the engine as it is differs already
 * @throws Error where an edit finds no place, or a copy says nothing
 */
export async function mutateEngine({
  unit,
  mutations,
  count,
  first,
  record,
  replay,
}: Trial): Promise<number | undefined> {
  return inOwnFolder('mutants', async (folder) => {
    const answers = join(folder, 'answers.json');
    await record(answers);
    const verdictOn = (mutation?: Mutation) => verdictOf(join(folder, 'engine'), replay, answers, mutation);
    const intact = verdictOn();
    if (intact.seed !== undefined) {
      process.stdout.write(`the engine as it is differs in ${unit} ${intact.seed}: ${intact.how}\n`);
      return undefined;
    }
    const found = countSeen(mutations, (mutation) => {
      const { seed } = verdictOn(mutation);
      return seed === undefined ? undefined : `${unit} ${seed}`;
    });
    process.stdout.write(`${found} of ${mutations.length} found within ${count} ${unit}s from seed ${first}\n`);
    return found;
  });
}

function verdictOf(copy: string, replay: string, answers: string, mutation?: Mutation): Verdict {
  copyBuild(copy);
  if (mutation !== undefined) breakCopy(join(copy, 'src'), mutation);
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'scripts', replay), answers], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`${mutation?.name ?? 'the engine as it is'}: ${stderr}`);
  return verdictIn(stdout);
}
