import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { settings } from '../small-fleet.ts';
import { base, file, openScene, runs, type Scene, said } from './scene.ts';

let scene: Scene;
let isDown = false;

beforeAll(async () => {
  scene = await openScene(
    {
      '/v1.0/closed.yaml': (response) => {
        response.writeHead(200, { 'content-length': 1000 }).write('apiVersion: v1\n');
        setTimeout(() => response.destroy(), 50);
      },
      '/v1.0/busy.yaml': (response) => void response.writeHead(429, { 'retry-after': '120' }).end(),
      '/flaky/v1.0/silent.yaml': (response) => {
        if (isDown) response.destroy();
        else response.end(settings('up', 'flaky'));
      },
      '/flaky/v1.0/failing.yaml': (response) => {
        if (isDown) response.writeHead(503).end();
        else response.end(settings('up', 'flaky'));
      },
      '/v1.0/hangs.yaml': () => undefined,
      '/v1.0/hangs-too.yaml': () => undefined,
    },
    { FETCH_SECONDS: '3' },
  );
});

afterAll(() => scene.close());

test.each([
  ['missing', 'does not have it'],
  ['closed', 'ended the connection'],
  ['busy', 'too often'],
  ['hangs', 'it was not there after the 3 seconds'],
])(
  'a file that is not to be had (%s) is one problem with a remedy, and other clusters are judged',
  async (name, why) => {
    const { fleet, change } = scene;
    const pull = await change(await fleet([base('v1.0')]), {
      ...runs(base('v1.0'), file('files.example', name)),
      'apps/shop/settings.yaml': settings('2'),
    });
    expect(said(pull)).toEqual([['neutral', 'prod partly known · shop: dev changes 1 object']]);
    const body = pull.comments[0]?.body ?? '';
    expect(body.split(`\`${file('files.example', name)}\` is a remote URL;`)).toHaveLength(2);
    expect(body).toContain(why);
    expect(body).toContain('**Fix:**');
  },
);

test('a review waits once for all that hangs, and its time for rendering is not used up by that', async () => {
  const { fleet, change } = scene;
  const began = performance.now();
  const hanging = ['hangs', 'hangs-too'].map((name) => file('files.example', name));
  const pull = await change(await fleet([base('v1.0')]), runs(base('v2.0'), ...hanging));
  expect(said(pull)).toEqual([['neutral', expect.stringContaining('partly known')]]);
  expect(performance.now() - began).toBeLessThan(60_000);
});

test('metrics tell of failures by their reasons', async () => {
  const text = await (await fetch(`${scene.app.url}/metrics`)).text();
  const failures = [...text.matchAll(/blast_radius_fetch_failures_total\{reason="([a-z-]+)"\} [1-9]/g)];
  expect(failures.map(([, reason]) => reason).sort()).toEqual(['not-found', 'rate-limited', 'too-slow', 'unreachable']);
});

test.each(['failing', 'silent'])(
  'what is there a moment later (%s) is judged then, without anybody asking',
  async (name) => {
    const { fleet, change, app } = scene;
    isDown = true;
    const pull = await change(await fleet([base('v1.0')]), runs(base('v1.0'), file('flaky.example', name)));
    expect(said(pull)).toEqual([['neutral', 'prod partly known · dev unchanged']]);
    isDown = false;
    await app.stop();
    await app.start({ SWEEP_MINUTES: '60' });
    await app.quiet();
    expect(said(pull)).toEqual([['success', 'web: prod gains 1 object · dev unchanged']]);
  },
);
