import type * as v from 'valibot';
import { median } from '../measure.ts';
import { Engine } from './engine.ts';
import { branchOf, PULLS_A_KIND } from './fleet.ts';
import type { FleetTimesSchema } from './fleet-times.ts';
import { tipOf } from './tip-of.ts';
import { warmUp } from './warm-up.ts';

type Times = v.InferOutput<typeof FleetTimesSchema>;

// A process of its own for one fleet: `time-fleet REPOSITORY KIND…` prints what reviews of its pull requests take.
const [repository = '', ...kinds] = process.argv.slice(2);

await warmUp();
globalThis.gc?.();
const engine = new Engine(repository);
const main = tipOf(repository, 'main');
const cold = await costOf(async () => [await timed(kinds[0] ?? '', 0)]);
const coldMegabytes = peak();
const pulls: Times['pulls'] = [];
for (const kind of kinds) pulls.push({ kind, ...(await costOf(() => timedPulls(kind))) });
const answer: Times = { cold, pulls, coldMegabytes, megabytes: peak() };
process.stdout.write(JSON.stringify(answer));
await engine.close();

/** Every pull request of a kind that the engine has not seen. */
async function timedPulls(kind: string): Promise<readonly Timed[]> {
  const all: Timed[] = [];
  for (let index = 1; index < PULLS_A_KIND; index++) all.push(await timed(kind, index));
  return all;
}

interface Timed {
  readonly seconds: number;
  readonly objects: number;
}

async function timed(kind: string, index: number): Promise<Timed> {
  const head = tipOf(repository, branchOf(kind, index));
  globalThis.gc?.();
  const began = process.hrtime.bigint();
  const { review } = await engine.review(main, head);
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const clusters = Object.values(review.clusters);
  if (clusters.every(({ gained, lost, changed }) => gained.length + lost.length + changed.length === 0))
    throw new Error(`${kind} ${index} changes nothing, and so measures nothing`);
  return { seconds, objects: clusters.reduce((sum, { objects: { before, after } }) => sum + before + after, 0) };
}

/** The median time of some reviews, and the mean of what they counted. */
async function costOf(run: () => Promise<readonly Timed[]>): Promise<Times['cold']> {
  const before = engine.counters;
  const reviews = await run();
  const after = engine.counters;
  return {
    seconds: median(reviews.map(({ seconds }) => seconds)),
    objects: reviews[0]?.objects ?? 0,
    bytesRead: (after.bytesRead - before.bytesRead) / reviews.length,
    blobsParsed: (after.blobsParsed - before.blobsParsed) / reviews.length,
    objectsRendered: (after.objectsRendered - before.objectsRendered) / reviews.length,
  };
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}
