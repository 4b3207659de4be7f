/**
 * Runs random templates with this engine and with Helm's own, and prints where they differ:
 * `npm run fuzz:template -- 20000 1` for 20,000 from seed 1; `--seconds=60` ends it sooner, `--table` counts what was
 * called. Needs Go. Ends with 0 where none differs.
 */
import { parseArgs } from 'node:util';
import { GO_FUNCTIONS } from '../../../src/gotemplate/functions/table.ts';
import { ALL_FUNCTIONS, answerTo, isSame } from './answer.ts';
import { Coverage } from './coverage.ts';
import { openHelmEngine } from './helm-engine.ts';
import { questionOf } from './question.ts';

const { values: options, positionals } = parseArgs({
  options: { seconds: { type: 'string' }, table: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [count = 2000, first = 1] = positionals.map(Number);
const until = performance.now() + Number(options.seconds ?? Number.POSITIVE_INFINITY) * 1000;

const helm = openHelmEngine();
const coverage = new Coverage();
let asked = 0;
let different = 0;
for (let seed = first; seed < first + count && performance.now() < until; seed++) {
  const question = questionOf(seed, ALL_FUNCTIONS, GO_FUNCTIONS);
  const theirs = await helm.ask(question);
  asked += 1;
  coverage.add([question.text, question.partial], theirs.err);
  const ours = answerTo(question);
  if (isSame(ours, theirs)) continue;
  different += 1;
  process.stdout.write(
    `DIFFERS ${seed} ${JSON.stringify(question)}\n  Helm: ${JSON.stringify(theirs)}\n  ours: ${JSON.stringify(ours)}\n`,
  );
}
helm.close();
process.stdout.write(coverage.report(options.table));
process.stdout.write(`${asked} templates; ${different} differ\n`);
process.exitCode = different === 0 ? 0 : 1;
