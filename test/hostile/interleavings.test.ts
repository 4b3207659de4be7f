import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRandom } from '../../scripts/storm/random.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { openPull, steps } from './steps-over-http.ts';
import { StoryOverHttp } from './story-over-http.ts';

/** `INTERLEAVINGS=500 npm run model:http` plays more; `SEED` begins elsewhere. */
const stories = Number(process.env.INTERLEAVINGS ?? 3);
const seed = Number(process.env.SEED ?? 1);
let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

test(
  'over HTTP, no check is green that should not be, whatever people do while the App works',
  async () => {
    let green = 0;
    for (let number = seed; number < seed + stories; number += 1) {
      const { wrong, trace, isGreen } = await play(number);
      expect({ number, wrong, trace: wrong.length === 0 ? [] : trace }).toEqual({ number, wrong: [], trace: [] });
      if (isGreen) green += 1;
    }
    process.stderr.write(`${stories} interleavings over HTTP, ${green} of them with a green check\n`);
  },
  stories * 60_000,
);

async function play(number: number) {
  const random = createRandom(number);
  for (let warm = 0; warm < 5; warm += 1) random.number();
  const story = await StoryOverHttp.open(app);
  const { trace, truth } = story;
  // A page stands for longer than this before the App writes it again.
  const watch = setInterval(() => story.look(), 2);
  try {
    for (const branch of ['one', 'two'].slice(0, random.chance(0.4) ? 2 : 1)) await openPull(story, branch, random);
    const wrong = [...(await story.rest())];
    for (let turns = 6 + random.below(10); turns > 0 && wrong.length === 0; turns -= 1) {
      const [pull, step] = [random.pick(story.pulls), random.pick(steps)];
      if (pull === undefined || step === undefined) continue;
      truth.turn += 1;
      story.look();
      trace.push(await step(story, pull, random));
      if (random.chance(0.5)) wrong.push(...(await story.rest()));
    }
    wrong.push(...(await story.rest()));
    const isGreen = story.pulls.some(({ checks }) => checks.some(({ conclusion }) => conclusion === 'success'));
    return { wrong, trace, isGreen };
  } finally {
    clearInterval(watch);
  }
}
