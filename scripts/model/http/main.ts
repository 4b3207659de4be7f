/**
 * `npm run model:http -- --count 500 --seed 1`: plays interleavings through the App as it is shipped, over HTTP, and holds
 * each green check to what really happened. Ends with 1 where one should not have been, and where none was.
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openLog } from '../../storm/programs.ts';
import { type Played, playStories } from './play/play-stories.ts';
import { openStage } from './stage/open-stage.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    /** How many are played beside each other, and share a GitHub and an App. */
    'at-once': { type: 'string', default: '25' },
    /** Another build of the App. */
    app: { type: 'string', default: 'dist/cli/main.js' },
    /** Ends at the first that is wrong. */
    'until-wrong': { type: 'boolean', default: false },
  },
});
/** Where fewer have a green check that rests on approvals, people did not get far enough for anything to go wrong. */
const leastApproved = 1 / 3;

process.exitCode = await main(Number(values.count), Number(values.seed));

async function main(count: number, first: number): Promise<number> {
  const began = performance.now();
  await mkdir('build', { recursive: true });
  const log = openLog(resolve('build/model-http.log'));
  const all: Played[] = [];
  const troubles: string[] = [];
  const isOver = () => values['until-wrong'] && all.some(({ wrong }) => wrong.length > 0);
  const atOnce = Number(values['at-once']);
  for (let number = first; number < first + count && !isOver(); number += atOnce) {
    const stage = await openStage(resolve(values.app), log);
    try {
      const next = { first: number, count: Math.min(atOnce, first + count - number), kills: [1 + (number % 5)] };
      const played = await playStories(stage, next);
      all.push(...played);
      for (const story of played) if (story.wrong.length > 0) tell(story, first);
    } catch (error) {
      troubles.push(`from story ${number} on: ${error instanceof Error ? error.stack : error}`);
    } finally {
      troubles.push(...(await stage.close()));
    }
    process.stderr.write(`${all.length} in ${seconds(began)} s\n`);
  }
  log.end();
  return report(all, troubles, first, began);
}

function tell({ number, wrong, trace }: Played, first: number): void {
  say(`wrong after ${number - first + 1}: ${wrong[0]}`);
  say(`story ${number}:\n${trace.join('\n')}`);
}

function report(all: readonly Played[], troubles: readonly string[], first: number, began: number): number {
  const steps = new Map<string, number>();
  for (const story of all) for (const [name, times] of story.steps) steps.set(name, (steps.get(name) ?? 0) + times);
  for (const [name, times] of [...steps].sort((a, b) => b[1] - a[1])) say(`${String(times).padStart(10)}  ${name}`);
  for (const trouble of troubles) say(trouble);
  const greens = all.reduce((sum, story) => sum + story.greens, 0);
  const rested = all.reduce((sum, { approved }) => sum + approved, 0);
  say(`${greens} green checks were judged, of which ${rested} rested on approvals`);
  const [green, approved] = [all.filter((story) => story.greens > 0), all.filter((story) => story.approved > 0)];
  say(`${green.length} of ${all.length} had a green check, ${approved.length} one that rested on approvals`);
  const wrong = all.filter((story) => story.wrong.length > 0).length;
  say(`${all.length} interleavings over HTTP from seed ${first}, ${wrong} wrong; ${seconds(began)} s`);
  const isTooTame = approved.length < all.length * leastApproved;
  if (isTooTame) say('too few of them had a green check that rested on approvals');
  return wrong === 0 && troubles.length === 0 && !isTooTame ? 0 : 1;
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
