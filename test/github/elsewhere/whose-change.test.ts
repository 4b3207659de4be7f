import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../fake-github/handles/repository-handle.ts';
import { settings } from '../small-fleet.ts';
import { base, file, openScene, PROTECTED, runs, type Scene, said } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({
    '/v1.0/led.yaml': (response) => void response.writeHead(302, { location: file('other.example') }).end(),
    '/v1.1/led.yaml': (response) => void response.writeHead(302, { location: file('other.example') }).end(),
  });
});

afterAll(() => scene.close());

/** A pull request of a fork, whose owner may read the repository. */
async function fromFork(repository: RepositoryHandle, write: Record<string, string>): Promise<PullHandle> {
  const fork = await repository.fork('walt');
  await fork.commit('change', { write, as: 'walt' });
  const pull = await repository.openPull({ head: 'walt:change', author: 'walt' });
  await scene.app.quiet();
  return pull;
}

const NOT_LOOKED_AT = [['neutral', 'prod partly known · dev unchanged']];

test('a host that is new in the pull request of a fork is not contacted, and the check neither fails for it nor passes', async () => {
  const { fleet, other } = scene;
  const connections = other.connections();
  const pull = await fromFork(await fleet([base('v1.0')]), runs(base('v1.0'), file('other.example')));
  expect(other.connections()).toBe(connections);
  expect(said(pull)).toEqual(NOT_LOOKED_AT);
  const body = pull.comments[0]?.body;
  expect(body).toContain('not looked at: `other.example` is a new host in a pull request from a fork');
  expect(body).toContain('Refer to that host in the base branch first, or have it listed in `FETCH_HOSTS`.');
  expect(body).not.toContain('evil');
});

test('nor is it contacted for who asks about what that pull request makes', async () => {
  const { fleet, other, app } = scene;
  const connections = other.connections();
  const pull = await fromFork(await fleet([base('v1.0')]), runs(base('v1.0'), file('other.example', 'asked')));
  const comments = pull.comments.length;
  pull.comment('/explain ConfigMap/settings prod', 'walt');
  await app.quiet();
  expect(pull.comments).toHaveLength(comments + 2);
  expect(other.connections()).toBe(connections);
});

test('a protected cluster asks for an approval of what was not looked at, and a merge group does not look at it either', async () => {
  const { fleet, other, app } = scene;
  const connections = other.connections();
  const repository = await fleet([base('v1.0')], PROTECTED);
  const pull = await fromFork(repository, runs(base('v1.0'), file('other.example')));
  expect(said(pull)).toEqual([['action_required', 'prod partly known · dev unchanged']]);
  app.clock.pass(2);
  pull.comment('/approve prod', 'root');
  await app.quiet();
  expect(said(pull)).toEqual(NOT_LOOKED_AT);
  const group = await repository.queue([pull]);
  await app.quiet();
  expect(repository.checks(group.headSha).map(({ conclusion }) => conclusion)).toEqual(['neutral']);
  expect(other.connections()).toBe(connections);
});

test('a host that the base refers to leads a fork nowhere else', async () => {
  const { fleet, other } = scene;
  const connections = other.connections();
  const repository = await fleet([file('files.example')]);
  const pull = await fromFork(repository, runs(file('files.example'), file('files.example', 'led')));
  expect(other.connections()).toBe(connections);
  expect(said(pull)).toEqual(NOT_LOOKED_AT);
  expect(pull.comments[0]?.body).toContain('`other.example` is a new host in a pull request from a fork');
});

test('a host that the base refers to as files is new for git', async () => {
  const { fleet, files } = scene;
  const repository = await fleet([file('files.example')]);
  await scene.change(repository, { 'apps/shop/settings.yaml': settings('2') }, { head: 'before' });
  const connections = files.requests.length;
  const pull = await fromFork(
    repository,
    runs(file('files.example'), 'https://files.example/fleet.git//deploy?ref=v1'),
  );
  expect(files.requests.length).toBe(connections);
  expect(said(pull)).toEqual(NOT_LOOKED_AT);
});

test('a fork may change what it takes of hosts that the base refers to, and be led where the base is led to', async () => {
  const repository = await scene.fleet([base('v1.0'), file('files.example', 'led')]);
  const pull = await fromFork(repository, runs(base('v2.0'), 'https://files.example/v1.1/led.yaml'));
  expect(said(pull)).toEqual([['success', 'web: prod changes 1 object · dev unchanged']]);
  expect(pull.comments[0]?.body).toContain('- one\n+ two');
});

test('somebody without write access has nothing new looked at, and who has it may refer to any host', async () => {
  const { fleet, other, app, change } = scene;
  const repository = await fleet([base('v1.0')]);
  repository.addUser('rita', { role: 'triage' });
  const connections = other.connections();
  await repository.commit('change', { write: runs(base('v1.0'), file('other.example', 'more')), as: 'dana' });
  const asRita = await repository.openPull({ head: 'change', author: 'rita' });
  await app.quiet();
  expect(said(asRita)).toEqual(NOT_LOOKED_AT);
  expect(asRita.comments[0]?.body).toContain('a new host in a pull request by somebody without write access');
  expect(other.connections()).toBe(connections);
  const asDana = await change(repository, runs(base('v1.0'), file('other.example')), { head: 'again' });
  expect(said(asDana)).toEqual([['success', 'web: prod gains 1 object · dev unchanged']]);
});

test('hosts that are listed may be contacted for a fork', async () => {
  await scene.app.stop();
  await scene.app.start({ FETCH_HOSTS: 'git.example, files.example, other.example' });
  const pull = await fromFork(await scene.fleet([base('v1.0')]), runs(base('v1.0'), file('other.example')));
  expect(said(pull)).toEqual([['success', 'web: prod gains 1 object · dev unchanged']]);
});
