import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { events, permissions, type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
let sha: string;
beforeAll(async () => {
  scene = await setScene();
  sha = scene.repository.sha('main');
});
afterAll(() => scene.github.close());

const runs = '/repos/octo/fleet/check-runs';
const create = (more: object) => scene.ask(`POST ${runs}`, { name: 'n', head_sha: sha, ...more });
const refusal = async (more: object) => {
  const reply = await create(more);
  return [reply.status, reply.at('message')];
};
const annotation = { path: 'README.md', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' };
const output = (more: object) => ({ output: { title: 't', summary: 's', ...more } });

test('a check run on a commit that is not there is refused', async () => {
  const nowhere = 'f'.repeat(40);
  expect(await refusal({ head_sha: nowhere })).toEqual([422, `No commit found for SHA: ${nowhere}`]);
  expect(await refusal({ head_sha: 'main' })).toEqual([422, 'No commit found for SHA: main']);
});

test('what is missing is named', async () => {
  const reply = await scene.ask(`POST ${runs}`, { head_sha: sha });
  expect([reply.status, reply.at('message')]).toEqual([422, 'Invalid request.\n\n"name" wasn\'t supplied.']);
  expect(await refusal({ output: { title: 't' } })).toEqual([422, 'Invalid request.\n\n"summary" wasn\'t supplied.']);
  expect(await refusal({ status: 'completed' })).toEqual([422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.']);
});

test('a conclusion completes a run, and completion has a time', async () => {
  const reply = await create({ conclusion: 'neutral' });
  expect([reply.at('status'), reply.at('conclusion'), typeof reply.at('completed_at')]).toEqual([
    'completed',
    'neutral',
    'string',
  ]);
});

test('a conclusion GitHub does not know, or keeps for itself, is refused', async () => {
  expect((await create({ conclusion: 'fine' })).status).toBe(422);
  expect((await create({ conclusion: 'stale' })).status).toBe(422);
});

test('fifty annotations a request, and one more is one too many', async () => {
  const many = (count: number) => output({ annotations: Array.from({ length: count }, () => annotation) });
  expect((await create(many(50))).status).toBe(201);
  expect(await refusal(many(51))).toEqual([
    422,
    'Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.',
  ]);
});

test('updates append annotations and never replace them', async () => {
  const made = await create(output({ annotations: [annotation] }));
  const one = `${runs}/${made.at('id')}`;
  const updated = await scene.ask(`PATCH ${one}`, output({ annotations: [{ ...annotation, message: 'second' }] }));
  expect(updated.at('output', 'annotations_count')).toBe(2);
  const listed = await scene.ask(`GET ${one}/annotations?per_page=1&page=2`);
  expect([listed.at(0, 'message'), listed.headers.get('link')?.includes('rel="prev"')]).toEqual(['second', true]);
});

test('annotations say where: lines in order, columns on one line only, a known level', async () => {
  const one = (more: object) => create(output({ annotations: [{ ...annotation, ...more }] }));
  expect((await one({ start_line: 3, end_line: 2 })).status).toBe(422);
  expect((await one({ end_line: 2, start_column: 1 })).status).toBe(422);
  expect((await one({ annotation_level: 'error' })).status).toBe(422);
  expect((await one({ start_column: 1, end_column: 4 })).status).toBe(201);
});

test('three buttons, each short enough to read', async () => {
  const button = { label: 'l', description: 'd', identifier: 'i' };
  expect((await create({ actions: [button, button, button] })).status).toBe(201);
  expect(await refusal({ actions: [button, button, button, button] })).toEqual([
    422,
    'Invalid request.\n\nNo more than 3 items are allowed; 4 were supplied.',
  ]);
  expect(await refusal({ actions: [{ ...button, label: 'l'.repeat(21) }] })).toEqual([
    422,
    'Invalid request.\n\nOnly 20 characters are allowed; 21 were supplied.',
  ]);
  expect((await create({ actions: [{ ...button, description: 'd'.repeat(41) }] })).status).toBe(422);
  expect((await create({ actions: [{ ...button, identifier: 'i'.repeat(21) }] })).status).toBe(422);
});

test('summary and text hold 65,535 characters each', async () => {
  expect((await create(output({ summary: 's'.repeat(65_535), text: 't'.repeat(65_535) }))).status).toBe(201);
  expect(await refusal(output({ summary: 's'.repeat(65_536) }))).toEqual([
    422,
    'Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
  ]);
  expect((await create(output({ text: 't'.repeat(65_536) }))).status).toBe(422);
});

test('a run belongs to the App that made it; people make none', async () => {
  const { github, repository, ask } = scene;
  const other = await github.registerApp({ name: 'Other', permissions, events });
  other.install('octo');
  const token = await tokenOf(github, repository, other);
  const made = await create({});
  const stolen = await ask(`PATCH ${runs}/${made.at('id')}`, { conclusion: 'success' }, { token });
  const words = `Invalid app_id \`${other.id}\` - check run can only be modified by the GitHub App that created it.`;
  expect([stolen.status, stolen.at('message')]).toEqual([403, words]);
  const owner = github.addUser('octo');
  const person = await ask(`POST ${runs}`, { name: 'n', head_sha: sha }, { token: owner.token });
  expect([person.status, person.at('message')]).toEqual([403, 'You must authenticate via a GitHub App.']);
});

test('lists show the latest run of a name, or all, by name and App, in pages', async () => {
  const head = await scene.repository.commit('list', { write: { l: 'l' } });
  for (const name of ['one', 'one', 'two']) await scene.ask(`POST ${runs}`, { name, head_sha: head });
  const count = async (query: string) =>
    (await scene.ask(`GET /repos/octo/fleet/commits/${head}/check-runs${query}`)).at('total_count');
  expect(await count('')).toBe(2);
  expect(await count('?filter=all')).toBe(3);
  expect(await count('?check_name=two')).toBe(1);
  expect(await count(`?app_id=${scene.github.appId}`)).toBe(2);
  expect(await count('?app_id=1')).toBe(0);
  const paged = await scene.ask('GET /repos/octo/fleet/commits/list/check-runs?per_page=1');
  expect(paged.headers.get('link')).toMatch(/rel="next".*rel="last"/);
});

test('a completed run can be begun again: its conclusion and its time are gone', async () => {
  const made = await create({ conclusion: 'success', ...output({ text: 'kept' }) });
  const one = `${runs}/${made.at('id')}`;
  const again = await scene.ask(`PATCH ${one}`, { status: 'in_progress' });
  const state = ['status', 'conclusion', 'completed_at'].map((field) => again.at(field));
  expect([state, again.at('output', 'text')]).toEqual([['in_progress', null, null], 'kept']);
  const done = await scene.ask(`PATCH ${one}`, { conclusion: 'failure' });
  expect([done.at('status'), done.at('conclusion')]).toEqual(['completed', 'failure']);
});

test('lists tell the text of a run; a suite keeps the newest thousand of a name', async () => {
  const { repository, ask } = scene;
  const head = await repository.commit('many', { write: { m: 'm' } });
  const words = { title: 't', summary: 's', text: 'the text' };
  const first = await ask(`POST ${runs}`, { name: 'n', head_sha: head, output: words });
  await ask(`POST ${runs}`, { name: 'other', head_sha: head });
  const list = `/repos/octo/fleet/commits/${head}/check-runs?check_name=n`;
  expect((await ask(`GET ${list}`)).at('check_runs', 0, 'output', 'text')).toBe('the text');
  // A thousand requests would take seconds: the server is told of most of them behind its back.
  const { checkRuns } = repository.state;
  const made = checkRuns.get(Number(first.at('id')));
  if (made) for (let id = 1; id <= 999; id += 1) checkRuns.set(-id, { ...made, id: -id });
  expect((await ask(`GET ${list}&filter=all`)).at('total_count')).toBe(1000);
  await ask(`POST ${runs}`, { name: 'n', head_sha: head });
  expect((await ask(`GET ${list}&filter=all`)).at('total_count')).toBe(1000);
  expect((await ask(`GET ${runs}/${first.at('id')}`)).status).toBe(404);
});

test('a push gives each App one suite for the new head, and runs join it', async () => {
  const head = await scene.repository.commit('suite', { write: { s: 's' } });
  const suites = await scene.ask(`GET /repos/octo/fleet/commits/${head}/check-suites?app_id=${scene.github.appId}`);
  expect([
    suites.at('total_count'),
    suites.at('check_suites', 0, 'head_branch'),
    suites.at('check_suites', 0, 'status'),
  ]).toEqual([1, 'suite', 'queued']);
  const run = await scene.ask(`POST ${runs}`, { name: 'n', head_sha: head, conclusion: 'failure' });
  expect(run.at('check_suite', 'id')).toBe(suites.at('check_suites', 0, 'id'));
  const after = await scene.ask(`GET /repos/octo/fleet/check-suites/${run.at('check_suite', 'id')}`);
  expect([after.at('status'), after.at('conclusion')]).toEqual(['completed', 'failure']);
});
