/**
 * Breaks the App in places where it would let somebody past the check, and counts after how many
 * interleavings over HTTP that is seen: `npm run model:http:mutate -- [most] [first seed] [part of a name]...`. Ends with 1
 * where one is not seen.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breakCopy } from '../../mutate/break-copy.ts';
import type { Mutation } from '../../mutate/mutation.ts';
import { countSeen, inOwnFolder } from '../../mutate/run-mutations.ts';
import { mutations } from '../mutations.ts';

/** Those that a few stories can show; what takes a rare order of requests is for the model alone. */
const shown = [
  'an approval holds for another effect',
  'who retargeted or reopened is not asked',
  'who pushed is not asked: a commit says who made it',
  'an approval that was taken back holds',
  'roles are asked once and not again',
  'any review of a person that approves counts, not the latest',
];

const [most = '100', first = '1', ...only] = process.argv.slice(2);
const names = only.length === 0 ? shown : only;
const chosen = mutations.filter(({ name }) => names.some((part) => name.includes(part)));
if (chosen.length < names.length) throw new Error('a name is that of no mutation');
const seen = await inOwnFolder('http-mutants', (folder) => {
  cpSync('package.json', join(folder, 'package.json'));
  return countSeen(chosen, (mutation) => play(folder, mutation));
});
process.stdout.write(`${seen} of ${chosen.length} seen within ${most} interleavings over HTTP\n`);
process.exitCode = seen === chosen.length ? 0 : 1;

/** @returns after how many interleavings it is seen */
function play(folder: string, mutation: Mutation): string | undefined {
  const app = join(folder, 'src');
  rmSync(app, { recursive: true, force: true });
  cpSync(join('build', 'src'), app, { recursive: true });
  breakCopy(app, mutation);
  const program = join('build', 'scripts', 'model', 'http', 'main.js');
  const options = ['--count', most, '--seed', first, '--at-once', '10', '--until-wrong'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=64', program, '--app', join(app, 'cli', 'main.js'), ...options],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const [, after] = /^wrong after (\d+)/m.exec(stdout) ?? [];
  if (after === undefined && !stdout.includes(' 0 wrong')) throw new Error(`${mutation.name}: ${stderr}${stdout}`);
  return after === undefined ? undefined : `after ${after}`;
}
