import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { kustomization, settings } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let remote: TempRepository;
let server: GitServer;
let files: HttpHost;
let other: HttpHost;
let count = 0;

beforeAll(async () => {
  const remotes = tempFolder();
  remote = tempRepository(['--bare']);
  symlinkSync(remote.path, join(remotes, 'fleet.git'));
  for (const [tag, value] of [
    ['v1.0', 'one'],
    ['v2.0', 'two'],
  ] as const)
    remote.git('tag', tag, remote.commit({ ...web(value), 'README.md': `This is ${tag}.\n` }));
  server = await startGitServer(remotes);
  files = await startHttpHost({ '/v1.0/install.yaml': settings('here', 'installed') });
  other = await startHttpHost({ '/v1.0/install.yaml': settings('there', 'evil') });
  app = await startApp({
    FETCH: 'on',
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: [
      `https://git.example/=${new URL('/', server.url).href}`,
      `https://files.example/=${files.url}`,
      `https://other.example/=${other.url}`,
    ].join(','),
  });
});

afterAll(async () => {
  await app.close();
  await Promise.all([server.close(), files.close(), other.close()]);
  removeTempFolders();
});

/** What `deploy` of the remote repository holds. */
function web(value: string): Record<string, string> {
  return { 'deploy/kustomization.yaml': kustomization('web.yaml'), 'deploy/web.yaml': settings(value, 'web') };
}

const base = (ref: string) => `https://git.example/fleet.git//deploy?ref=${ref}`;
const install = (host: string) => `https://${host}/v1.0/install.yaml`;

async function fleet(resources: readonly string[], more: Record<string, string> = {}): Promise<RepositoryHandle> {
  count += 1;
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: `fleet-${count}`,
    organization: true,
    files: {
      'clusters/dev/kustomization.yaml': kustomization('../../apps/shop'),
      'clusters/prod/kustomization.yaml': kustomization('../../apps/web'),
      'apps/shop/kustomization.yaml': kustomization('settings.yaml'),
      'apps/shop/settings.yaml': settings('1'),
      'apps/web/kustomization.yaml': kustomization(...resources),
      ...more,
    },
  });
  repository.addUser('dana', { role: 'write' });
  repository.addUser('root', { role: 'admin' });
  return repository;
}

async function change(
  repository: RepositoryHandle,
  write: Record<string, string>,
  { head = 'change', author = 'dana' } = {},
): Promise<PullHandle> {
  await repository.commit(head, { write, as: author });
  const pull = await repository.openPull({ head, author });
  await app.quiet();
  return pull;
}

function said({ checks }: Pick<PullHandle, 'checks'>) {
  return checks.map(({ conclusion, title }) => [conclusion, title]);
}

test('a change of a ref shows what changes there, and what each side stood for', async () => {
  const repository = await fleet([base('v1.0')]);
  const pull = await change(repository, { 'apps/web/kustomization.yaml': kustomization(base('v2.0')) });
  expect(said(pull)).toEqual([['success', 'prod changes 1 object · dev unchanged']]);
  const [comment] = pull.comments;
  expect(comment?.body).toContain('- one\n+ two');
  const tip = remote.git('rev-parse', 'v2.0').slice(0, 12);
  expect(comment?.body).toContain(`https://git.example/fleet.git?ref=v2.0\` at \`${tip}`);
});

/** What all hosts were asked, together. */
const asked = () => server.requests.length + files.requests.length + other.requests.length;

test('the second review of a repository asks nobody, and one of an unrelated change neither', async () => {
  const repository = await fleet([base('v1.0'), install('files.example')]);
  await change(repository, { 'apps/web/kustomization.yaml': kustomization(base('v2.0'), install('files.example')) });
  const before = asked();
  const second = await change(repository, { 'apps/shop/settings.yaml': settings('2') }, { head: 'unrelated' });
  expect(said(second)).toEqual([['success', 'dev changes 1 object · prod unchanged']]);
  expect(second.comments[0]?.body).toContain('0 unresolved');
  await repository.commit('main', { write: { 'README.md': 'Moved.\n' } });
  await app.quiet();
  expect(asked()).toBe(before);
});

/** A pull request of a fork, whose owner may read the repository. */
async function fromFork(repository: RepositoryHandle, write: Record<string, string>): Promise<PullHandle> {
  const fork = await repository.fork('walt');
  await fork.commit('change', { write, as: 'walt' });
  const pull = await repository.openPull({ head: 'walt:change', author: 'walt' });
  await app.quiet();
  return pull;
}

const NOT_LOOKED_AT = [['neutral', expect.stringContaining('partly known')]];

test('a host that is new in the pull request of a fork is not contacted, and the check neither fails for it nor passes', async () => {
  const repository = await fleet([base('v1.0')]);
  const connections = other.connections();
  const write = { 'apps/web/kustomization.yaml': kustomization(base('v1.0'), install('other.example')) };
  const pull = await fromFork(repository, write);
  expect(other.connections()).toBe(connections);
  expect(said(pull)).toEqual(NOT_LOOKED_AT);
  const [comment] = pull.comments;
  expect(comment?.body).toContain('not looked at: `other.example` is a new host in a pull request from a fork');
  expect(comment?.body).toContain('Refer to that host in the base branch first, or have it listed in `FETCH_HOSTS`.');
  expect(comment?.body).not.toContain('prod unchanged');
  expect(comment?.body).not.toContain('evil');
});
