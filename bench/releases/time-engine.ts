import '../../src/cli/launch/optimize-later.ts';
import { Engine } from '../fleet/engine.ts';
import { tipOf } from '../fleet/tip-of.ts';
import { median } from '../measure.ts';
import type { EngineTimes } from './engine-times.ts';
import { peakOfProcess } from './peak-of.ts';

// A process of its own: `time-engine REPOSITORY COUNTED BRANCH…` prints what the last reviews of an engine that runs take.
const [repository = '', counted = '', ...branches] = process.argv.slice(2);
const engine = new Engine(repository);
const main = tipOf(repository, 'main');
const seconds: number[] = [];
for (const branch of branches) {
  const before = process.cpuUsage();
  await engine.review(main, tipOf(repository, branch));
  const { user, system } = process.cpuUsage(before);
  seconds.push((user + system) / 1e6);
}
await engine.close();
const megabytes = peakOfProcess('self');
const answer: EngineTimes = { seconds: median(seconds.slice(-Number(counted))), ...(megabytes && { megabytes }) };
process.stdout.write(JSON.stringify(answer));
