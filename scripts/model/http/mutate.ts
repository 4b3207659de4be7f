/**
 * Breaks the App as it is shipped, in places where it would let somebody past the check, and counts after how many
 * interleavings over HTTP that is seen: `npm run model:http:mutate -- [most] [first seed] [part of a name]...`. Ends with 1
 * where one is not seen.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { breakApp } from '../break-app.ts';
import { type Mutation, mutations } from '../mutations.ts';

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
/** Inside the project, so that the copy finds its packages. */
mkdirSync('build', { recursive: true });
const root = mkdtempSync(join('build', 'http-mutants-'));

try {
  process.exitCode = run();
} finally {
  rmSync(root, { recursive: true, force: true });
}

function run(): number {
  const names = only.length === 0 ? shown : only;
  const chosen = mutations.filter(({ name }) => names.some((part) => name.includes(part)));
  cpSync('package.json', join(root, 'package.json'));
  let unseen = 0;
  for (const mutation of chosen) {
    const seen = play(mutation);
    if (seen === undefined) unseen += 1;
    process.stdout.write(`${(seen === undefined ? 'UNSEEN' : `after ${seen}`).padStart(12)}  ${mutation.name}\n`);
  }
  process.stdout.write(`${chosen.length - unseen} of ${chosen.length} seen within ${most} interleavings over HTTP\n`);
  return unseen === 0 ? 0 : 1;
}

/** @returns after how many interleavings it is seen */
function play(mutation: Mutation): string | undefined {
  const app = join(root, 'dist');
  breakApp(mutation, 'dist', app);
  const program = join('build', 'scripts', 'model', 'http', 'main.js');
  const options = ['--count', most, '--seed', first, '--at-once', '10', '--until-wrong'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=64', program, '--app', join(app, 'cli', 'main.js'), ...options],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const [, seen] = /^wrong after (\d+)/m.exec(stdout) ?? [];
  if (seen === undefined && !stdout.includes(' 0 wrong')) throw new Error(`${mutation.name}: ${stderr}${stdout}`);
  return seen;
}
