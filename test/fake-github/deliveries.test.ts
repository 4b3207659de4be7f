import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isRecord } from './http/is-record.ts';
import { events, permissions, type Scene, setScene } from './scene.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let scene: Scene;
let server: Server;
let heard: Heard[];
let status: number;

beforeEach(async () => {
  heard = [];
  status = 200;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end('heard');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scene = await setScene();
  await scene.github.settled();
  const address = server.address();
  scene.github.setWebhookUrl(`http://127.0.0.1:${isRecord(address) ? address.port : 0}/hook`);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await scene.github.close();
});

const actions = (event: string) => scene.github.deliveries(event).map(({ action }) => action);

test('a delivery is signed, numbered and addressed', async () => {
  const { github, repository } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'topic' });
  await github.settled();
  const delivery = heard.find(({ headers }) => headers['x-github-event'] === 'pull_request');
  const signature = createHmac('sha256', github.webhookSecret)
    .update(delivery?.body ?? '')
    .digest('hex');
  expect(delivery?.headers).toMatchObject({
    'x-hub-signature-256': `sha256=${signature}`,
    'x-github-delivery': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'x-github-hook-installation-target-id': String(github.appId),
    'x-github-hook-installation-target-type': 'integration',
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'content-type': 'application/json',
  });
  expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
    action: 'opened',
    number: 1,
    pull_request: { head: { ref: 'topic' }, mergeable: null },
    repository: { full_name: 'octo/fleet' },
    installation: { id: github.app.installationOn(repository)?.id },
    sender: { login: 'octo', type: 'User' },
  });
});

test('every turn in the life of a pull request is told', async () => {
  const { repository } = scene;
  const first = await repository.commit('topic', { write: { a: 'a' } });
  await repository.commit('release', { write: { r: 'r' } });
  const pull = await repository.openPull({ head: 'topic', draft: true });
  const second = await repository.commit('topic', { write: { a: 'b' } });
  await pull.setDraft(false);
  await pull.setDraft(true);
  await pull.setDraft(false);
  const main = repository.sha('main');
  await pull.setBase('release');
  await pull.close();
  await pull.reopen();
  await pull.merge();
  const told = scene.github.deliveries('pull_request');
  expect(told.map(({ action }) => action)).toEqual([
    'opened',
    'synchronize',
    'ready_for_review',
    'converted_to_draft',
    'ready_for_review',
    'edited',
    'closed',
    'reopened',
    'closed',
  ]);
  expect(told[1]?.payload).toMatchObject({ before: first, after: second, pull_request: { head: { sha: second } } });
  expect(told[5]?.payload).toMatchObject({ changes: { base: { ref: { from: 'main' }, sha: { from: main } } } });
  expect(told[8]?.payload).toMatchObject({ pull_request: { merged: true, state: 'closed' } });
});

test('a push tells of its commits, a deletion of none', async () => {
  const { repository, github } = scene;
  const sha = await repository.commit('topic', { write: { a: 'a', 'README.md': 'bye' }, message: 'Two files' });
  await repository.push('topic', null);
  const [, made, gone] = github.deliveries('push');
  expect(made?.payload).toMatchObject({
    ref: 'refs/heads/topic',
    after: sha,
    created: true,
    commits: [{ id: sha, message: 'Two files', added: ['a'], modified: ['README.md'] }],
    pusher: { name: 'octo' },
  });
  expect(gone?.payload).toMatchObject({
    ref: 'refs/heads/topic',
    before: sha,
    deleted: true,
    commits: [],
    head_commit: null,
  });
});

test('comments on pull requests say so', async () => {
  const { repository } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  const pull = await repository.openPull({ head: 'topic' });
  const comment = pull.comment('/help');
  repository.editComment(comment, '/where');
  repository.deleteComment(comment);
  const told = scene.github.deliveries('issue_comment');
  expect(told.map(({ action }) => action)).toEqual(['created', 'edited', 'deleted']);
  expect(told[1]?.payload).toMatchObject({
    issue: { number: 1, pull_request: { html_url: pull.url } },
    changes: { body: { from: '/help' } },
  });
});

test('a check run from a fork names no pull request', async () => {
  const { repository, ask } = scene;
  const fork = await repository.fork('friend');
  const sha = await fork.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'friend:topic' });
  const own = await repository.commit('own', { write: { b: 'b' } });
  await repository.openPull({ head: 'own' });
  const forked = await ask('POST /repos/octo/fleet/check-runs', { name: 'n', head_sha: sha });
  const direct = await ask('POST /repos/octo/fleet/check-runs', { name: 'n', head_sha: own });
  expect([forked.at('pull_requests'), direct.at('pull_requests', 0, 'number')]).toEqual([[], 2]);
});

test('a check run names the base that its pull request has', async () => {
  const { repository, ask, github } = scene;
  await repository.commit('release', { from: 'main', write: { r: 'r' } });
  const head = await repository.commit('moving', { write: { m: 'm' } });
  const pull = await repository.openPull({ head: 'moving' });
  await ask('POST /repos/octo/fleet/check-runs', { name: 'n', head_sha: head });
  const [run] = pull.checks;
  if (run === undefined) throw new Error('there is no check');
  await pull.setBase('release');
  repository.requestAction(run, 'approve', 'octo');
  await github.settled();
  const [clicked] = github.deliveries('check_run').filter(({ action }) => action === 'requested_action');
  const named = { number: pull.number, head: { sha: head }, base: { ref: 'release' } };
  expect(clicked?.payload).toMatchObject({ check_run: { pull_requests: [named] } });
});

test('what is asked of a check goes to its App alone', async () => {
  const { github, repository, ask } = scene;
  const other = await github.registerApp({ name: 'Other', permissions, events });
  other.install('octo');
  await ask('POST /repos/octo/fleet/check-runs', {
    name: 'n',
    head_sha: repository.sha('main'),
    conclusion: 'success',
  });
  const [run] = repository.checks(repository.sha('main'));
  if (!run) throw new Error('no run');
  repository.rerequest(run);
  repository.requestAction(run, 'approve');
  await repository.rerequestSuite(run);
  const told = github
    .deliveries()
    .filter(
      ({ event, action }) =>
        event.startsWith('check_') && /^(re|requested_)/.test(action ?? '') && action !== 'requested',
    );
  expect(told.map(({ app, event, action }) => [app.slug, event, action])).toEqual([
    ['blast-radius', 'check_run', 'rerequested'],
    ['blast-radius', 'check_run', 'requested_action'],
    ['blast-radius', 'check_suite', 'rerequested'],
  ]);
});

test('only what an App subscribed to is delivered; installations, and checks to who writes them, always', async () => {
  const { github, repository } = scene;
  const quiet = await github.registerApp({ name: 'Quiet', permissions, events: ['push'] });
  quiet.install('octo');
  await repository.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'topic' });
  quiet.removeRepository(repository);
  const told = github.deliveries().filter(({ app }) => app.id === quiet.id);
  expect(told.map(({ event }) => event)).toEqual(['installation', 'push', 'check_suite', 'installation_repositories']);
});

test('a failed delivery is logged, never repeated by itself, and repeated when asked', async () => {
  const { github, repository, ask } = scene;
  const app = { token: github.app.jwt() };
  status = 500;
  await repository.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'topic' });
  await github.settled();
  const count = heard.length;
  const listed = await ask('GET /app/hook/deliveries?per_page=1', undefined, app);
  expect([listed.at(0, 'event'), listed.at(0, 'status_code'), listed.at(0, 'status')]).toEqual([
    'pull_request',
    500,
    'Invalid HTTP Response: 500',
  ]);
  expect(listed.headers.get('link')).toContain('rel="next"');
  const one = await ask(`GET /app/hook/deliveries/${listed.at(0, 'id')}`, undefined, app);
  expect([one.at('request', 'payload', 'number'), one.at('response', 'payload')]).toEqual([1, 'heard']);
  status = 200;
  expect((await ask(`POST /app/hook/deliveries/${listed.at(0, 'id')}/attempts`, {}, app)).status).toBe(202);
  await github.settled();
  const again = await ask('GET /app/hook/deliveries?per_page=1', undefined, app);
  expect([heard.length, again.at(0, 'redelivery'), again.at(0, 'guid'), again.at(0, 'status')]).toEqual([
    count + 1,
    true,
    listed.at(0, 'guid'),
    'OK',
  ]);
  expect((await ask('GET /app/hook/deliveries')).status).toBe(401);
});

test('a deleted head branch closes its pull request', async () => {
  const { repository } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  const pull = await repository.openPull({ head: 'topic' });
  await repository.push('topic', null);
  expect([pull.state, pull.merged, actions('pull_request')]).toEqual(['closed', false, ['opened', 'closed']]);
});
