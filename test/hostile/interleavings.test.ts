import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { playStories } from '../../scripts/model/http/play/play-stories.ts';
import { quiet } from '../../scripts/model/http/stage/quiet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';

/** A few, in this process; `npm run model:http` plays as many as it is told, with an App that is killed. */
let app: StartedApp;

beforeAll(async () => {
  // Only a start sweeps, and a stop finishes nothing.
  app = await startApp({ SWEEP_MINUTES: '600', DRAIN_SECONDS: '0', CONCURRENCY: '8' });
});

afterAll(() => app.close());

test('over HTTP, no check is green that should not be, whatever people do while the App works, stops and starts', async () => {
  const { github, clock } = app;
  const restart = async () => {
    await app.stop();
    await app.start();
  };
  const played = await playStories(
    { github, clock, quiet: () => quiet(github, app.url), restart },
    { first: 1, count: 3, most: 6 },
  );
  const wrong = played.filter((story) => story.wrong.length > 0);
  expect(wrong.map(({ number, wrong: reasons, trace }) => ({ number, reasons, trace }))).toEqual([]);
  expect(played.filter(({ approved }) => approved > 0).length).toBeGreaterThanOrEqual(1);
}, 120_000);
