import '../../src/cli/launch/optimize-later.ts';
import type * as v from 'valibot';
import { median } from '../measure.ts';
import { Engine } from './engine.ts';
import type { FleetTimesSchema } from './fleet-times.ts';
import { tipOf, tipsOf } from './tip-of.ts';
import { warmUp } from './warm-up.ts';

type Times = v.InferOutput<typeof FleetTimesSchema>;

// A process of its own for one fleet: `time-fleet REPOSITORY KIND…` prints what reviews of its pull requests take.
const [repository = '', ...kinds] = process.argv.slice(2);

await warmUp();
globalThis.gc?.();
const engine = new Engine(repository);
const main = tipOf(repository, 'main');
const [first = ''] = tipsOf(repository, kinds[0] ?? '');
const cold = await costOf(async () => [await timed(first)]);
const coldMegabytes = peak();
const pulls: Times['pulls'] = [];
for (const kind of kinds) pulls.push({ kind, ...(await costOf(() => timedPulls(kind))) });
const answer: Times = { cold, pulls, coldMegabytes, megabytes: peak() };
process.stdout.write(JSON.stringify(answer));
await engine.close();

/** Every pull request of a kind that the engine has not seen. What the former kind has left behind is none of its cost. */
async function timedPulls(kind: string): Promise<readonly Timed[]> {
  const [, ...heads] = tipsOf(repository, kind);
  globalThis.gc?.();
  const all: Timed[] = [];
  for (const head of heads) all.push(await timed(head));
  return all;
}

interface Timed {
  readonly seconds: number;
  readonly objects: number;
}

async function timed(head: string): Promise<Timed> {
  const began = process.hrtime.bigint();
  const { review } = await engine.review(main, head);
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const clusters = Object.values(review.clusters);
  if (clusters.every(({ gained, lost, changed }) => gained.length + lost.length + changed.length === 0))
    throw new Error(`${head} changes nothing, and so measures nothing`);
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
