/**
 * Breaks rules of the controllers in the engine, one after the other, and counts how many the random fleets find:
 * `npm run oracle:mutate -- [count] [first seed]`. Each edit is made in a copy of the compiled engine. Ends with 1 where
 * one is not found, where the engine as it is differs, or where an edit finds no place.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { compiledFile } from '../compiled-file.ts';
import { openControllers } from './controllers.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';
import { randomFleet } from './random-fleet.ts';

const [count = 500, first = 1] = process.argv.slice(2).map(Number);
/** Inside the project, so that the copies find its packages. */
const root = mkdtempSync(join('build', 'oracle-mutants-'));
const answers = join(root, 'answers.json');
const verdict = v.object({ seed: v.optional(v.number()), how: v.optional(v.string()) });

try {
  process.exitCode = await run();
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function run(): Promise<number> {
  await record();
  const intact = replay();
  if (intact.seed !== undefined) {
    process.stdout.write(`the engine as it is differs in fleet ${intact.seed}: ${intact.how}\n`);
    return 1;
  }
  let found = 0;
  for (const mutation of MUTATIONS) {
    const { seed } = replay(mutation);
    if (seed !== undefined) found += 1;
    process.stdout.write(`${seed === undefined ? 'UNSEEN' : `fleet ${seed}`.padStart(10)}  ${mutation.name}\n`);
  }
  process.stdout.write(`${found} of ${MUTATIONS.length} found within ${count} fleets from seed ${first}\n`);
  return found === MUTATIONS.length ? 0 : 1;
}

async function record(): Promise<void> {
  const controllers = openControllers();
  const recorded: unknown[] = [];
  for (let seed = first; seed < first + count; seed++) {
    recorded.push({ seed, answer: [...(await controllers.reconcile(randomFleet(seed)))] });
  }
  controllers.close();
  writeFileSync(answers, JSON.stringify(recorded));
}

/** @returns the first fleet that a copy of the engine gets wrong, if any. */
function replay(mutation?: Mutation): v.InferOutput<typeof verdict> {
  const copy = join(root, 'engine');
  rmSync(copy, { recursive: true, force: true });
  for (const part of ['src', 'scripts']) cpSync(join('build', part), join(copy, part), { recursive: true });
  if (mutation !== undefined) breakIt(copy, mutation);
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'scripts/oracle/replay.js'), answers], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`${mutation?.name ?? 'the engine as it is'}: ${stderr}`);
  return v.parse(verdict, JSON.parse(stdout));
}

function breakIt(copy: string, { name, file, from, to }: Mutation): void {
  const path = compiledFile(join(copy, 'src/flux'), file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`${name}: ${file} has its text ${parts.length - 1} times, not once`);
  writeFileSync(path, parts.join(to));
}
