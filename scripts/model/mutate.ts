/**
 * Breaks the App in each place where it would let somebody past the check, one after the other, and counts after how many
 * interleavings that is seen: `npm run model:mutate -- [most] [first seed]`. Each edit is made in a copy of the compiled
 * App. Ends with 1 where one is not seen, or an edit finds no place.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breakApp } from './break-app.ts';
import { type Mutation, mutations } from './mutations.ts';

const [most = '10000', first = '1', ...only] = process.argv.slice(2);
/** Inside the project, so that the copies find its packages. */
const root = mkdtempSync(join('build', 'model-mutants-'));

try {
  process.exitCode = run();
} finally {
  rmSync(root, { recursive: true, force: true });
}

function run(): number {
  const chosen = mutations.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  let unseen = 0;
  for (const mutation of chosen) {
    const seen = play(mutation);
    if (seen === undefined) unseen += 1;
    process.stdout.write(`${(seen === undefined ? 'UNSEEN' : `after ${seen}`).padStart(12)}  ${mutation.name}\n`);
  }
  process.stdout.write(
    `${chosen.length - unseen} of ${chosen.length} seen within ${most} interleavings from seed ${first}\n`,
  );
  return unseen === 0 ? 0 : 1;
}

/** @returns after how many interleavings it is seen */
function play(mutation: Mutation): string | undefined {
  const { name } = mutation;
  const copy = join(root, 'app');
  breakApp(mutation, join('build', 'src'), join(copy, 'src'));
  cpSync(join('build', 'scripts'), join(copy, 'scripts'), { recursive: true });
  const program = join(copy, 'scripts/model/main.js');
  const options = ['--count', most, '--seed', first, '--until-wrong'];
  const { stdout, stderr } = spawnSync(process.execPath, ['--max-semi-space-size=64', program, ...options], {
    encoding: 'utf8',
  });
  const [, seen] = /^wrong after (\d+)/m.exec(stdout) ?? [];
  if (seen === undefined && !stdout.includes(' 0 wrong')) throw new Error(`${name}: ${stderr}`);
  return seen;
}
