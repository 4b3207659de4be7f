/**
 * Builds random trees with this engine and with the real kustomize, and prints how they differ:
 * `npm run fuzz:kustomize -- [count] [first seed] [--keep DIRECTORY]`. `KUSTOMIZE_RELEASE` names another
 * release than 5.8.1, whose binary is here then; `--processes` takes that of 5.8.1 too.
 * Ends with 1 where a tree differs, or where 20,000 trees are not what they have to be.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { difference, ours } from './compare.ts';
import { Coverage } from './coverage.ts';
import { type Oracle, openOracle, RELEASE } from './oracle.ts';
import { shrink } from './shrink.ts';
import { randomTree, type Tree, textsOf } from './trees.ts';

const [count = '1000', first = '1'] = process.argv.slice(2).filter((each) => /^\d+$/.test(each));
const kept = process.argv.includes('--keep') ? process.argv[process.argv.indexOf('--keep') + 1] : undefined;
const oracle = openOracle();
process.exitCode = await run(oracle, Number(first), Number(count));
oracle.close();

async function run(real: Oracle, from: number, trees: number): Promise<number> {
  const coverage = new Coverage();
  const tally = { built: 0, failed: 0, different: 0 };
  for (let seed = from; seed < from + trees; seed++) {
    const tree = randomTree(seed);
    const answer = await real.build(tree);
    coverage.add(tree, answer.error === '');
    if (answer.error === '') tally.built += 1;
    else tally.failed += 1;
    const how = difference(answer, ours(tree));
    if (how === undefined) continue;
    tally.different += 1;
    await report(real, tree, how, tally.different);
    if (tally.different >= Number(process.env.FUZZ_STOP ?? 20)) break;
  }
  process.stdout.write(
    `kustomize ${RELEASE}, seeds ${from} to ${from + trees - 1}: ${tally.built} built, ${tally.failed} failed alike, ${tally.different} differ\n${coverage}\n`,
  );
  return tally.different === 0 && coverage.isEnough ? 0 : 1;
}

async function report(real: Oracle, tree: Tree, how: string, number: number): Promise<void> {
  const kind = kindOf(how);
  const isSame = async (smaller: Tree): Promise<boolean> => {
    const found = difference(await real.build(smaller), ours(smaller));
    return found !== undefined && kindOf(found) === kind;
  };
  const small = number <= 12 ? await shrink(tree, isSame) : tree;
  const answer = await real.build(small);
  process.stdout.write(`\n=== seed ${tree.seed}, ${small.target}: ${difference(answer, ours(small)) ?? how}\n`);
  for (const [path, text] of textsOf(small)) {
    if (number <= 12) process.stdout.write(`--- ${path}\n${text}`);
    if (kept === undefined) continue;
    const file = join(kept, String(tree.seed), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function kindOf(how: string): string {
  return how.startsWith('line') ? 'line' : how.startsWith('THROWN') ? 'thrown' : how.slice(0, 20);
}
