/**
 * Renders hostile templates, each in a process of its own, and prints what each took: `npm run hostile:helm [-- text]`.
 * Ends with 1 where one takes more than two seconds of CPU or 256 MB, Node's own among them, or ends as no named problem.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { HOSTILE_TEMPLATES } from './hostile-templates.ts';

const MOST_SECONDS = 2;
const MOST_MEMORY = 256;
const taken = v.object({ result: v.string(), seconds: v.number(), memory: v.number() });

const [wanted = ''] = process.argv.slice(2);
const names = Object.keys(HOSTILE_TEMPLATES).filter((name) => name.includes(wanted));
const broken = names.filter((name) => !holds(name));
process.stdout.write(
  `${names.length - broken.length} of ${names.length} take at most ${MOST_SECONDS} s of CPU and ${MOST_MEMORY} MB\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;

function holds(name: string): boolean {
  const script = join('build', 'scripts', 'helm', 'hostile', 'render-one.js');
  const { stdout, stderr } = spawnSync(process.execPath, [script, name], { encoding: 'utf8', timeout: 60_000 });
  if (stdout === '') {
    process.stdout.write(`BROKEN ${name}: ${stderr}\n`);
    return false;
  }
  const { result, seconds, memory } = v.parse(taken, JSON.parse(stdout));
  const isHeld = seconds <= MOST_SECONDS && memory <= MOST_MEMORY && !result.startsWith('NO NAMED PROBLEM');
  const cells = [isHeld ? '  ' : 'NO', name.padEnd(26), `${seconds.toFixed(2)} s`, `${memory.toFixed(0)} MB`, result];
  process.stdout.write(`${cells.join('  ')}\n`);
  return isHeld;
}
