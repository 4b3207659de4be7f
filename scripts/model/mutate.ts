/**
 * Breaks the App in each place where it would let somebody past the check, one after the other, and counts after how many
 * interleavings that is seen: `npm run model:mutate -- [most] [first seed]`. Each edit is made in a copy of the compiled
 * App. Ends with 1 where one is not seen, or an edit finds no place.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { breakCopy, copyBuild } from '../mutate/break-copy.ts';
import type { Mutation } from '../mutate/mutation.ts';
import { countSeen, inOwnFolder } from '../mutate/run-mutations.ts';
import { mutations } from './mutations.ts';

const [most = '10000', first = '1', ...only] = process.argv.slice(2);
const chosen = mutations.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
const seen = await inOwnFolder('model-mutants', (folder) => countSeen(chosen, (mutation) => play(folder, mutation)));
process.stdout.write(`${seen} of ${chosen.length} seen within ${most} interleavings from seed ${first}\n`);
process.exitCode = seen === chosen.length ? 0 : 1;

/** @returns after how many interleavings it is seen */
function play(folder: string, mutation: Mutation): string | undefined {
  const copy = join(folder, 'app');
  copyBuild(copy);
  breakCopy(join(copy, 'src'), mutation);
  const program = join(copy, 'scripts/model/main.js');
  const options = ['--count', most, '--seed', first, '--until-wrong'];
  const { stdout, stderr } = spawnSync(process.execPath, ['--max-semi-space-size=64', program, ...options], {
    encoding: 'utf8',
  });
  const [, after] = /^wrong after (\d+)/m.exec(stdout) ?? [];
  if (after === undefined && !stdout.includes(' 0 wrong')) throw new Error(`${mutation.name}: ${stderr}`);
  return after === undefined ? undefined : `after ${after}`;
}
