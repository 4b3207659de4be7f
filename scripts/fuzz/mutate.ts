/**
 * Breaks the engine in twenty places, one after the other, and counts how many the fuzzer finds within 2,000 trees:
 * `npm run fuzz:mutate -- [first seed]`. Each edit is made in a copy of the compiled engine, in a temporary folder. Ends
 * with 1 where fewer than 19 are found, where the engine as it is differs, or where an edit finds no place.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { compiledFile } from '../compiled-file.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';
import { recordAnswers } from './recorded.ts';

const TREES = 2000;
const WANTED = 19;
/** Inside the project, so that the copies find its packages. */
const root = mkdtempSync(join('build', 'mutants-'));
const answers = join(root, 'answers.json');
const verdict = v.object({ tree: v.optional(v.number()), how: v.optional(v.string()) });

try {
  process.exitCode = await run(Number(process.argv[2] ?? 1));
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function run(first: number): Promise<number> {
  await recordAnswers(answers, first, TREES);
  const intact = replay();
  if (intact.tree !== undefined) {
    process.stdout.write(`the engine as it is differs in tree ${intact.tree}: ${intact.how}\n`);
    return 1;
  }
  let found = 0;
  for (const mutation of MUTATIONS) {
    const { tree } = replay(mutation);
    if (tree !== undefined) found += 1;
    process.stdout.write(`${tree === undefined ? 'UNSEEN' : `tree ${tree}`.padStart(9)}  ${mutation.name}\n`);
  }
  process.stdout.write(`${found} of ${MUTATIONS.length} found within ${TREES} trees from seed ${first}\n`);
  return found >= WANTED ? 0 : 1;
}

/** @returns the first tree that a copy of the engine gets wrong, if any. */
function replay(mutation?: Mutation): v.InferOutput<typeof verdict> {
  const copy = join(root, 'engine');
  rmSync(copy, { recursive: true, force: true });
  for (const part of ['src', 'scripts']) cpSync(join('build', part), join(copy, part), { recursive: true });
  if (mutation !== undefined) breakIt(copy, mutation);
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'scripts/fuzz/replay.js'), answers], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`${mutation?.name ?? 'the engine as it is'}: ${stderr}`);
  return v.parse(verdict, JSON.parse(stdout));
}

function breakIt(copy: string, { name, file, from, to }: Mutation): void {
  const path = compiledFile(join(copy, 'src/kustomize'), file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`${name}: ${file} has its text ${parts.length - 1} times, not once`);
  writeFileSync(path, parts.join(to));
}
