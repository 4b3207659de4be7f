import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { settings } from '../small-fleet.ts';
import { base, file, openScene, runs, type Scene, said } from './scene.ts';

/** A commit, as addresses of files hold one. */
const PINNED = 'c0ffee'.repeat(7).slice(0, 40);

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(
    {
      [`/${PINNED}/install.yaml`]: settings('here', 'installed'),
      '/v1.0/slow.yaml': (response) => void setTimeout(() => response.end(settings('slow', 'slow')), 6_000),
    },
    { CHECKED_PERCENT: '100' },
  );
});

afterAll(() => scene.close());

test('a change of a ref shows what changes there, and what each side stood for', async () => {
  const { fleet, change, remote } = scene;
  const pull = await change(await fleet([base('v1.0')]), runs(base('v2.0')));
  expect(said(pull)).toEqual([['success', 'web: prod changes 1 object · dev unchanged']]);
  const body = pull.comments[0]?.body;
  expect(body).toContain('- one\n+ two');
  const tip = remote.git('rev-parse', 'v2.0').slice(0, 12);
  expect(body).toContain(`https://git.example/fleet.git?ref=v2.0\` at \`${tip}`);
});

test('the second review of a repository asks nobody, and one of an unrelated change neither', async () => {
  const { fleet, change, app, asked, remote } = scene;
  // What cannot move: all else is asked for again after a minute.
  const [first, second] = ['v1.0', 'v2.0'].map((tag) => base(remote.git('rev-parse', tag)));
  const pinned = `https://files.example/${PINNED}/install.yaml`;
  const repository = await fleet([first ?? '', pinned]);
  await change(repository, runs(second ?? '', pinned));
  const before = asked();
  const other = await change(repository, { 'apps/shop/settings.yaml': settings('2') }, { head: 'unrelated' });
  expect(said(other)).toEqual([['success', 'shop: dev changes 1 object · prod unchanged']]);
  expect(other.comments[0]?.body).not.toContain('unresolved');
  await repository.commit('main', { write: { 'README.md': 'Moved.\n' } });
  await app.quiet();
  expect(asked()).toBe(before);
});

test('commands read what is elsewhere too', async () => {
  const { fleet, change, app } = scene;
  const pull = await change(await fleet([base('v1.0')]), { 'apps/shop/settings.yaml': settings('2') });
  pull.comment('/explain configmap/web prod', 'dana');
  await app.quiet();
  expect(pull.comments.at(-1)?.body).toContain('https://git.example/fleet.git//deploy/web.yaml?ref=v1.0');
  pull.comment('/where configmap/web', 'dana');
  await app.quiet();
  expect(pull.comments.at(-1)?.body).toContain('prod');
});

test('a check in progress says what is waited for, where that takes longer than five seconds', async () => {
  const { fleet, change, app } = scene;
  const repository = await fleet([file('files.example')]);
  const pull = await change(repository, runs(file('files.example'), file('files.example', 'slow')));
  expect(said(pull)).toEqual([['success', 'web: prod gains 1 object · dev unchanged']]);
  const told = app.github.requests.flatMap(
    ({ requestBody }) => /"summary":"(Fetching[^"]*)"/.exec(JSON.stringify(requestBody))?.[1] ?? [],
  );
  expect(told).toContainEqual(expect.stringMatching(/^Fetching from `files\.example`/));
});

test('metrics tell of fetches and bytes, and that a review without caches says the same', async () => {
  const text = await (await fetch(`${scene.app.url}/metrics`)).text();
  expect(text).toMatch(/blast_radius_fetches_total\{kind="clone",how="fetched"\} [1-9]/);
  expect(text).toMatch(/blast_radius_fetches_total\{kind="clone",how="kept"\} [1-9]/);
  expect(text).toMatch(/blast_radius_fetched_bytes_total [1-9]/);
  expect(text).toMatch(/blast_radius_reviews_checked_total\{result="same"\} [1-9]/);
  expect(text).toContain('blast_radius_reviews_checked_total{result="different"} 0\n');
});
