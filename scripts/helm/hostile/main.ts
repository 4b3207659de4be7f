/**
 * Renders hostile templates and charts, each in a process of its own, and prints what each took:
 * `npm run hostile:helm [-- text]`. Ends with 1 where one takes more than two seconds of CPU or 256 MB, Node's own among them, or ends as no named problem.
 */
import type { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { HOSTILE_CHARTS } from './hostile-charts.ts';
import { HOSTILE_TEMPLATES } from './hostile-templates.ts';
import { chart } from './make-charts.ts';

const MOST_SECONDS = 2;
const MOST_MEMORY = 256;
const taken = v.object({ result: v.string(), seconds: v.number(), memory: v.number() });

const [wanted = ''] = process.argv.slice(2);
const archives = new Map<string, () => Buffer>([
  ...Object.entries(HOSTILE_TEMPLATES).map(([name, text]): [string, () => Buffer] => [name, () => around(text)]),
  ...Object.entries(HOSTILE_CHARTS),
]);
const names = [...archives.keys()].filter((name) => name.includes(wanted));
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const broken = names.filter((name) => !holds(name, archives.get(name)));
rmSync(folder, { recursive: true });
process.stdout.write(
  `${names.length - broken.length} of ${names.length} take at most ${MOST_SECONDS} s of CPU and ${MOST_MEMORY} MB\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;

/** @returns the archive of a chart with a template, which may ask for a file and for a value that is a template */
function around(text: string): Buffer {
  return chart({
    'templates/a.yaml': text,
    'values.yaml': 't: "{{ tpl .Values.t . }}"\n',
    'file.txt': 'line\n'.repeat(20_000),
  });
}

function holds(name: string, archive: (() => Buffer) | undefined): boolean {
  const script = join('build', 'scripts', 'helm', 'hostile', 'render-one.js');
  const file = join(folder, 'chart.tgz');
  writeFileSync(file, archive?.() ?? '');
  // What passes thirty times what it may is ended.
  const limited = ['-c', `ulimit -t ${30 * MOST_SECONDS}; exec "$@"`, 'sh', process.execPath, script, file];
  const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
  if (stdout === '') {
    process.stdout.write(`BROKEN ${name}: ${stderr.slice(0, 200)}\n`);
    return false;
  }
  const { result, seconds, memory } = v.parse(taken, JSON.parse(stdout));
  const isHeld = seconds <= MOST_SECONDS && memory <= MOST_MEMORY && !result.startsWith('NO NAMED PROBLEM');
  const cells = [isHeld ? '  ' : 'NO', name.padEnd(34), `${seconds.toFixed(2)} s`, `${memory.toFixed(0)} MB`, result];
  process.stdout.write(`${cells.join('  ')}\n`);
  return isHeld;
}
