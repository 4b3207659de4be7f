/**
 * `npm run windows -- --times 5`: for how long GitHub shows what is so no more, through the App as it is shipped, over HTTP;
 * `--busy` beside a neighbor with large reviews. What GitHub takes until it delivers comes on top of it.
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openStage } from '../model/http/stage/open-stage.ts';
import { openLog } from '../storm/programs.ts';
import { busyNeighbor } from './neighbor.ts';
import { Scene } from './scene.ts';
import { windows } from './windows.ts';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '5' }, busy: { type: 'boolean', default: false } },
});

await mkdir('build', { recursive: true });
const log = openLog(resolve('build/windows.log'));
const stage = await openStage(resolve('dist/cli/main.js'), log, { RENDER_THREADS: '2' });
const scene = await Scene.open(stage);
const leave = values.busy ? await busyNeighbor(stage) : undefined;
process.stdout.write('   least  median    most  in milliseconds\n');
for (const { name, measure } of windows) {
  const taken: number[] = [];
  for (let time = 0; time < Number(values.times); time += 1) {
    taken.push(await measure(scene));
    await scene.clear();
  }
  const sorted = taken.sort((one, other) => one - other);
  const shown = [0, Math.floor(sorted.length / 2), sorted.length - 1].map((at) => Math.round(sorted[at] ?? 0));
  process.stdout.write(`${shown.map((each) => String(each).padStart(8)).join('')}  ${name}\n`);
}
await leave?.();
const wrong = await stage.close();
log.end();
for (const line of wrong) process.stdout.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
