/**
 * Makes random fleets, has the Flux controllers' own packages reconcile them and this engine render them, and prints how
 * they differ: `npm run oracle -- [count] [first seed]`. Ends with 1 where a fleet differs.
 */
import type { Answer } from './answer.ts';
import { difference, isUnsupported } from './compare.ts';
import { type Controllers, openControllers } from './controllers.ts';
import type { Fleet } from './fleets/fleet.ts';
import { randomFleet } from './fleets/random-fleet.ts';
import { ours } from './ours.ts';
import { shrink } from './shrink.ts';

const [count = '1000', first = '1'] = process.argv.slice(2).filter((each) => /^\d+$/.test(each));
/** Seconds after which no fleet is begun any more. */
const [, limit] = /^--seconds=(\d+)$/.exec(process.argv.find((each) => each.startsWith('--seconds=')) ?? '') ?? [];
const controllers = openControllers();
process.exitCode = await run(controllers, Number(first), Number(count), Number(limit ?? Number.POSITIVE_INFINITY));
controllers.close();

async function run(real: Controllers, from: number, fleets: number, seconds: number): Promise<number> {
  const tally = { fleets: 0, roots: 0, failed: 0, unsupported: 0, different: 0 };
  const end = Date.now() + seconds * 1000;
  let next = asked(real, from);
  for (let seed = from; seed < from + fleets && Date.now() < end; seed++) {
    const { fleet, reply } = next;
    const answer = await reply;
    next = asked(real, seed + 1);
    tally.fleets += 1;
    if (tally.fleets % 250 === 0) process.stderr.write(`${tally.fleets} fleets, ${tally.different} differ\n`);
    tally.roots += answer.size;
    tally.failed += [...answer.values()].filter(({ error }) => error !== '').length;
    const { how, unsupported } = compared(fleet, answer);
    tally.unsupported += unsupported;
    if (how === undefined) continue;
    tally.different += 1;
    await report(real, fleet, how);
    if (tally.different >= Number(process.env.ORACLE_STOP ?? 20)) break;
  }
  await next.reply;
  process.stdout.write(
    `seeds ${from} to ${from + tally.fleets - 1}: ${tally.fleets} fleets, ${tally.roots} roots, ${tally.failed} failed alike, ${tally.unsupported} unsupported by ours, ${tally.different} fleets differ\n`,
  );
  return tally.different === 0 &&
    tally.roots > tally.fleets &&
    tally.failed < tally.roots / 2 &&
    tally.unsupported < tally.roots / 100
    ? 0
    : 1;
}

/** Asks about the fleet of a seed while the one before it is still compared. */
function asked(real: Controllers, seed: number): { readonly fleet: Fleet; readonly reply: Promise<Answer> } {
  const fleet = randomFleet(seed);
  return { fleet, reply: real.reconcile(fleet) };
}

/** @returns how ours differs, if it does, and how many roots it says not to support */
function compared(fleet: Fleet, answer: Answer): { readonly how: string | undefined; readonly unsupported: number } {
  try {
    const our = ours(fleet);
    return { how: difference(answer, our), unsupported: [...our.values()].filter(isUnsupported).length };
  } catch (error) {
    return { how: `THROWN ${error instanceof Error ? error.stack : String(error)}`, unsupported: 0 };
  }
}

async function report(real: Controllers, fleet: Fleet, how: string): Promise<void> {
  const kind = kindOf(how);
  const small = await shrink(fleet, async (smaller) => {
    const { how: found } = compared(smaller, await real.reconcile(smaller));
    return found !== undefined && kindOf(found) === kind;
  });
  process.stdout.write(`\n=== seed ${fleet.seed}: ${compared(small, await real.reconcile(small)).how ?? how}\n`);
  for (const [path, text] of small.files) process.stdout.write(`--- ${path}\n${text}\n`);
}

function kindOf(how: string): string {
  return how.replace(/^[^ ]*: /, '').slice(0, 18);
}
