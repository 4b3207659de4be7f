import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '../../../src/server/env/read-variables.ts';
import type { PullHandle } from '../../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../fake-github/handles/repository-handle.ts';
import { type HttpHost, type Page, startHttpHost } from '../../fake-sources/http-host.ts';
import { startGitServer } from '../../git/git-server.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../../git/temp-repository.ts';
import { kustomization, settings } from '../small-fleet.ts';
import { type StartedApp, startApp } from '../start-app.ts';

/** The App, fetching from hosts of this machine: `git.example`, `files.example` and `other.example`. */
export interface Scene {
  readonly app: StartedApp;
  /** Where the App finds the hosts, as `FETCH_MIRRORS` says it. */
  readonly mirrors: string;
  /** What `git.example/fleet.git` is. */
  readonly remote: TempRepository;
  readonly files: HttpHost;
  readonly other: HttpHost;
  /** How much all hosts were asked so far, together. */
  readonly asked: () => number;
  /** @param resources of `apps/web`, which the cluster prod runs; dev runs `apps/shop` */
  readonly fleet: (resources: readonly string[], more?: Record<string, string>) => Promise<RepositoryHandle>;
  /** Opens a pull request and waits until all is said of it. */
  readonly change: (
    repository: RepositoryHandle,
    write: Record<string, string>,
    options?: { readonly head?: string; readonly author?: string },
  ) => Promise<PullHandle>;
  /** Commits to the branch `moving` of the remote, and lets the App find out: what it led to holds for a minute. */
  readonly move: (value: string) => string;
  readonly close: () => Promise<void>;
}

/** What is said of a change of one cluster of a fleet that asks for an approval of prod. */
export const PROTECTED = {
  '.github/blast-radius.yml': 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n',
};

export const base = (ref: string) => `https://git.example/fleet.git//deploy?ref=${ref}`;
export const file = (host: string, name = 'install') => `https://${host}/v1.0/${name}.yaml`;

/** @returns what a pull request's `apps/web` becomes */
export function runs(...resources: readonly string[]): Record<string, string> {
  return { 'apps/web/kustomization.yaml': kustomization(...resources) };
}

export function said({ checks }: Pick<PullHandle, 'checks'>) {
  return checks.map(({ conclusion, title }) => [conclusion, title]);
}

/** @param pages of `files.example`, beside a manifest at `/v1.0/install.yaml` */
export async function openScene(pages: Readonly<Record<string, Page>> = {}, more: Variables = {}): Promise<Scene> {
  const remotes = tempFolder();
  const remote = tempRepository(['--bare']);
  symlinkSync(remote.path, join(remotes, 'fleet.git'));
  const ofTags = { 'v1.0': 'one', 'v2.0': 'two' };
  for (const [tag, value] of Object.entries(ofTags)) remote.git('tag', tag, remote.commit(web(value)));
  const server = await startGitServer(remotes);
  const files = await startHttpHost({ '/v1.0/install.yaml': settings('here', 'installed'), ...pages });
  const other = await startHttpHost({ '/v1.0/install.yaml': settings('there', 'evil') });
  const data = tempFolder();
  const mirrors = [
    `https://git.example/=${new URL('/', server.url).href}`,
    `https://files.example/=${files.url}`,
    `https://other.example/=${other.url}`,
    `https://flaky.example/=${files.url}flaky/`,
  ].join(',');
  const app = await startApp({
    DATA_DIR: data,
    FETCH: 'on',
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: mirrors,
    ...more,
  });
  let [fleets, moves] = [0, 0];
  return {
    ...{ app, mirrors, remote, files, other },
    asked: () => server.requests.length + files.requests.length + other.requests.length,
    fleet: async (resources, more = {}) => {
      fleets += 1;
      const names = { owner: 'acme', name: `fleet-${fleets}`, organization: true };
      const repository = await app.github.createRepository({ ...names, files: { ...fleetOf(resources), ...more } });
      repository.addUser('dana', { role: 'write' });
      repository.addUser('root', { role: 'admin' });
      return repository;
    },
    change: async (repository, write, { head = 'change', author = 'dana' } = {}) => {
      await repository.commit(head, { write, as: author });
      const pull = await repository.openPull({ head, author });
      await app.quiet();
      return pull;
    },
    move: (value) => {
      moves += 1;
      const commit = remote.commit(web(value), { branch: 'moving', ...(moves === 1 ? {} : { parents: ['moving'] }) });
      rmSync(join(data, 'sources', 'revisions'), { recursive: true, force: true });
      return commit.slice(0, 12);
    },
    close: async () => {
      await app.close();
      await Promise.all([server.close(), files.close(), other.close()]);
      removeTempFolders();
    },
  };
}

function fleetOf(resources: readonly string[]): Record<string, string> {
  return {
    'clusters/dev/kustomization.yaml': kustomization('../../apps/shop'),
    'clusters/prod/kustomization.yaml': kustomization('../../apps/web'),
    'apps/shop/kustomization.yaml': kustomization('settings.yaml'),
    'apps/shop/settings.yaml': settings('1'),
    ...runs(...resources),
  };
}

/** What `deploy` of the remote repository holds. */
function web(value: string): Record<string, string> {
  return { 'deploy/kustomization.yaml': kustomization('web.yaml'), 'deploy/web.yaml': settings(value, 'web') };
}
