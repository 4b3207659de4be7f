import { realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import type { OnlyHosts } from '../../src/sources/contract/only-hosts.ts';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import type { SourceRef } from '../../src/tree/sources/source-ref.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { readFiles } from '../git/read-files.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { broughtBy, clone, resolveOne, sourcesAt, whyNot } from './sources-at.ts';

const PASSWORD = 'canary-of-the-operator';

let repositories: string;
let server: GitServer;
let app: TempRepository;
let inner: string;
let lib: string;

/** A `.gitmodules`, by the paths of submodules. */
const modules = (urls: Readonly<Record<string, string>>): string =>
  Object.entries(urls)
    .map(([path, url]) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`)
    .join('');

beforeAll(async () => {
  repositories = tempFolder();
  const repository = (name: string): TempRepository => {
    const made = tempRepository(['--bare']);
    symlinkSync(made.path, join(repositories, `${name}.git`));
    return made;
  };
  inner = repository('inner').commit({ 'c.yaml': 'inner\n' });
  lib = repository('lib').commit({
    'b.yaml': 'lib\n',
    deep: { submodule: inner },
    '.gitmodules': modules({ deep: 'https://here.example/inner.git' }),
  });
  app = repository('app');
  server = await startGitServer(repositories);
});

afterAll(async () => {
  await server.close();
  removeTempFolders();
});

async function filesOf(
  source: SourceRef,
  { directory = tempFolder(), only }: { readonly directory?: string; readonly only?: OnlyHosts } = {},
): Promise<unknown> {
  const sources = sourcesAt({ url: server.url, directory });
  const resolved = (await sources.resolve(new Map([['it', source]]), { format: 'sha1', only })).get('it');
  sources.close();
  return filesIn(broughtBy(resolved));
}

async function filesIn(resolved: Resolved): Promise<unknown> {
  if (resolved.kind === 'unavailable') return whyNot(resolved);
  const repository = new GitRepository(resolved.gitDirectory, 'sha1');
  const { '.gitmodules': _, ...files } = await readFiles(repository, resolved.id);
  await repository.close();
  return files;
}

const APP = 'https://here.example/app.git';
const WHOLE = { 'a.yaml': 'app\n', 'x/lib/b.yaml': 'lib\n', 'x/lib/deep/c.yaml': 'inner\n' };

/** @returns a commit of an app with a library, and maybe more */
function commit(url: string, more: Readonly<Record<string, string>> = {}): string {
  const links = Object.fromEntries(Object.keys(more).map((path) => [path, { submodule: lib }]));
  return app.commit({
    'a.yaml': 'app\n',
    'x/lib': { submodule: lib },
    ...links,
    '.gitmodules': modules({ 'x/lib': url, ...more }),
  });
}

test.each(['../lib.git', 'https://here.example/lib.git'])(
  'a submodule at %s is in its place, with its own',
  async (url) => {
    const id = commit(url);
    const { '.gitmodules': _, 'x/lib/.gitmodules': __, ...files } = Object(await filesOf(clone(APP, id)));
    expect(files).toEqual(WHOLE);
    const git: SourceRef = { kind: 'git', url: APP, follows: { kind: 'commit', value: id }, submodules: true };
    expect(await filesOf(git)).toMatchObject(WHOLE);
  },
);

test('what is here is not asked for again, with and without submodules', async () => {
  const directory = tempFolder();
  const whole = clone(APP, commit('../lib.git'));
  const sources = [whole, clone('https://here.example/inner.git', inner)];
  for (const each of sources) await filesOf(each, { directory });
  const asked = server.requests.length;
  expect(await filesOf(whole, { directory })).toMatchObject(WHOLE);
  for (const each of sources) await filesOf(each, { directory });
  expect(server.requests.length).toBe(asked);
});

test('where nobody asks for submodules there are none', async () => {
  const id = commit('../lib.git');
  const without = { 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` };
  const asked = server.requests.length;
  expect(await filesOf({ kind: 'clone', repository: APP, ref: id, submodules: false })).toEqual(without);
  expect(await filesOf({ kind: 'git', url: APP, follows: { kind: 'commit', value: id } })).toEqual(without);
  expect(server.requests.slice(asked).filter((request) => request.includes('lib'))).toEqual([]);
});

const NONE = 'its submodule x/lib (here.example/none) is not fetched';
const ADDRESS = 'its submodule x/lib is not fetched: it is not the address of a repository';

test.each([
  ['is not there', '../none.git', `${NONE}: the mirror of here.example has no such repository for everybody`],
  ['is on the disk', '/etc', ADDRESS],
  ['is a program', 'ext::sh -c true', ADDRESS],
  [
    'is without TLS',
    'http://here.example/lib.git',
    'its submodule x/lib (here.example/lib) is not fetched: nothing is fetched by http',
  ],
  [
    'is the metadata of a cloud',
    'https://169.254.169.254/lib.git',
    'its submodule x/lib (169.254.169.254/lib) is not fetched: 169.254.169.254 has no public address',
  ],
  ['is an option', '--upload-pack=true', ADDRESS],
  [
    'is named with a password',
    'https://me:canary-of-a-fleet@here.example/none.git?token=canary-of-a-fleet',
    expect.stringContaining(`${NONE}: `),
  ],
])('where a submodule %s the rest is had all the same, and says why it is not whole', async (_, url, reason) => {
  const sources = sourcesAt({ url: server.url });
  const resolved = broughtBy(await resolveOne(sources, clone(APP, commit(url))));
  sources.close();
  expect(await filesIn(resolved)).toEqual({ 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` });
  expect(JSON.stringify(resolved)).not.toContain('canary');
  expect(resolved).toMatchObject({ lacking: { reason, remedy: expect.stringMatching(/\.$/) } });
});

test('a .gitmodules that git does not read is as if it were not there', async () => {
  const id = app.commit({ 'a.yaml': 'app\n', 'x/lib': { submodule: lib }, '.gitmodules': '[submodule "x/lib"\n' });
  expect(await filesOf(clone(APP, id))).toEqual({ 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` });
});

test('a host that a submodule alone names is not contacted for the change of others', async () => {
  const id = commit('https://there.example/lib.git');
  const only: OnlyHosts = { hosts: new Set(['git here.example']), whose: 'a pull request from a fork' };
  const asked = server.requests.length;
  expect(await filesOf(clone(APP, id), { only })).toMatchObject({ 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` });
  expect(server.requests.slice(asked).filter((request) => request.includes('lib'))).toEqual([]);
});

test('a repository with very many is had without them', async () => {
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`m${index}`, '../lib.git']));
  expect(await filesOf(clone(APP, commit('../lib.git', many)))).toMatchObject({ m7: `submodule ${lib}` });
});

test('what anybody may read brings along nothing that is granted, what is granted by the same words does', async () => {
  const folder = tempFolder();
  for (const name of ['app', 'lib', 'inner'])
    symlinkSync(realpathSync(join(repositories, `${name}.git`)), join(folder, `${name}.git`));
  const secret = await startGitServer(folder, PASSWORD);
  const netrc = join(tempFolder(), 'netrc');
  writeFileSync(netrc, `machine this-machine.example login x-access-token password ${PASSWORD}\n`);
  const at = ({ url }: GitServer) => `http://this-machine.example:${new URL(url).port}/`;
  const settings = {
    FETCH_NETRC: netrc,
    FETCH_MIRRORS: `https://here.example/=${at(server)} https://secret.example/=${at(secret)}`,
    FETCH_GRANTS: 'acme/fleet -> secret.example/*',
  };
  const sources = sourcesAt({ url: server.url, settings });
  const asker = sources.askerFor({ installation: 7, repository: 'acme/fleet' });
  const id = commit('https://secret.example/lib.git');
  const filesFrom = async (host: string): Promise<unknown> => {
    const resolved = await resolveOne(sources, clone(`https://${host}/app.git`, id), 'sha1', asker);
    return filesIn(resolved);
  };
  expect(await filesFrom('here.example')).toEqual({ 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` });
  expect(secret.requests).toEqual([]);
  expect(await filesFrom('secret.example')).toMatchObject({ 'x/lib/b.yaml': 'lib\n' });
  expect(await filesFrom('here.example')).toEqual({ 'a.yaml': 'app\n', 'x/lib': `submodule ${lib}` });
  sources.close();
  await secret.close();
});
