/**
 * Runs random templates with this engine and with Helm's own, and prints where they differ:
 * `npm run fuzz:template -- 20000 1` for 20,000 from seed 1. Needs Go. Ends with 0 where none differs.
 */

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describeError } from '../../src/gotemplate/engine/describe-error.ts';
import { Engine } from '../../src/gotemplate/engine/engine.ts';
import { helmFunctions, NO_CLUSTER } from '../../src/gotemplate/engine/helm-functions.ts';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { readJson } from '../../src/gotemplate/functions/encoding/read-json.ts';
import { outsideFunctions } from '../../src/gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../../src/gotemplate/functions/table.ts';
import { GoMap } from '../../src/gotemplate/value/value.ts';
import { dotOf } from './fuzz-values.ts';
import { RandomTemplate } from './random-template.ts';
import { VALUES } from './random-words.ts';

interface Answer {
  readonly out: string;
  readonly err: string;
}

const TEMPLATE = 'fuzz/templates/t.txt';
const [count = 2000, seed = 1] = process.argv.slice(2).map(Number);
const outside = { now: () => new Time(Math.floor(Date.now() / 1000)), random: (bytes: number) => randomBytes(bytes) };
const functions = new Map([...FUNCTIONS, ...outsideFunctions(outside), ...helmFunctions(NO_CLUSTER)]);

const program = resolve(join('build', 'helm-engine'));
mkdirSync('build', { recursive: true });
const built = spawnSync('go', ['build', '-o', program, '.'], {
  cwd: join('scripts', 'helm', 'engine'),
  env: { ...process.env, GOTOOLCHAIN: 'go1.27.3' },
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (built.status !== 0) throw new Error('scripts/helm/engine does not build');

const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
let different = 0;
let worked = 0;
for (let i = seed; i < seed + count; i++) {
  const text = new RandomTemplate(i, functions).write();
  child.stdin.write(`${JSON.stringify({ text, values: VALUES })}\n`);
  const { value } = await answers.next();
  const theirs: Answer = JSON.parse(String(value));
  if (theirs.err === '') worked += 1;
  // A pointer prints as its address.
  if (/0x[0-9a-f]{10}/.test(theirs.out)) continue;
  const ours = render(text);
  if (same(ours, theirs)) continue;
  different += 1;
  process.stdout.write(
    `DIFFERS ${i} ${JSON.stringify(text)}\n  Helm: ${JSON.stringify(theirs)}\n  ours: ${JSON.stringify(ours)}\n`,
  );
}
child.kill();
process.stdout.write(`${count} templates, ${worked} of which render; ${different} differ\n`);
process.exitCode = different === 0 ? 0 : 1;

function render(text: string): Answer {
  const engine = new Engine({ functions });
  const values = readJson(JSON.stringify(VALUES));
  try {
    engine.parse(TEMPLATE, text);
    return { out: engine.render(TEMPLATE, dotOf(values instanceof GoMap ? values : new GoMap(), TEMPLATE)), err: '' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { out: '', err: describeError(TEMPLATE, error) };
  }
}

/** Bytes that are not UTF-8 come out of JSON as the replacement character. */
function same(ours: Answer, theirs: Answer): boolean {
  const clean = (text: string): string =>
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return clean(ours.out) === theirs.out && clean(ours.err) === theirs.err;
}
