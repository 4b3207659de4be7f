import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fetchTree, refsOf } from '../../src/git/elsewhere/pinned-remote.ts';
import { fillBareDirectory } from '../../src/git/objects/bare-directory.ts';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import { startHttpHost } from '../fake-sources/http-host.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { readFiles } from '../git/read-files.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { clone, resolveOne, sourcesAt, whyNot } from './sources-at.ts';

let folder: string;
let app: TempRepository;
let server: GitServer;
let first: string;
let second: string;

beforeAll(async () => {
  folder = tempFolder();
  app = tempRepository(['--bare']);
  symlinkSync(app.path, join(folder, 'fleet.git'));
  first = app.commit({ 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': 'v1\n' });
  app.git('tag', 'v1.0.0', first);
  app.git('tag', '-a', 'v1.0.1', '-m', 'annotated', first);
  second = app.commit({ 'base/web.yaml': 'v2\n' });
  app.git('branch', 'release/1.x', first);
  app.git('branch', 'v1', second);
  app.git('tag', 'v1', first);
  server = await startGitServer(folder);
});

afterEach(() => {
  server.answer = undefined;
});

afterAll(async () => {
  await server.close();
  removeTempFolders();
});

const APP = 'https://here.example/fleet.git';

async function contentOf(resolved: Resolved): Promise<unknown> {
  if (resolved.kind === 'unavailable') return whyNot(resolved);
  const repository = new GitRepository(resolved.gitDirectory, 'sha1');
  try {
    return [resolved.revision, await readFiles(repository, resolved.id)];
  } finally {
    await repository.close();
  }
}

test('a branch, a tag, a tag with a message, the default branch and a commit are what they lead to', async () => {
  const sources = sourcesAt({ url: server.url });
  const refs = ['main', 'v1.0.0', 'v1.0.1', '', 'HEAD', first, 'release/1.x', 'refs/heads/main', 'heads/main', 'v1'];
  const revisions = await Promise.all(
    refs.map(async (ref) => [ref, await resolveOne(sources, clone(APP, ref))] as const),
  );
  expect(Object.fromEntries(revisions.map(([ref, resolved]) => [ref, whyNot(resolved)]))).toEqual({
    main: `directory ${second}`,
    'v1.0.0': `directory ${first}`,
    'v1.0.1': `directory ${first}`,
    '': `directory ${second}`,
    HEAD: `directory ${second}`,
    [first]: `directory ${first}`,
    'release/1.x': `directory ${first}`,
    'refs/heads/main': `directory ${second}`,
    'heads/main': `directory ${second}`,
    // Git takes a tag for a branch of that name.
    v1: `directory ${first}`,
  });
  expect(await contentOf(await resolveOne(sources, clone(APP, 'v1.0.1')))).toEqual([
    first,
    { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': 'v1\n' },
  ]);
  sources.close();
});

test.each([
  ['v2', 'the mirror of here.example does not have a branch or tag "v2" of it; Check its spelling.'],
  ['*', 'the mirror of here.example does not have a branch or tag "*" of it; Check its spelling.'],
  [
    '--upload-pack=x',
    'the mirror of here.example does not have a branch or tag "--upload-pack=x" of it; Check its spelling.',
  ],
  ['0'.repeat(40), 'the mirror of here.example does not have that commit; Check its spelling.'],
])('what a repository does not have: %s', async (ref, expected) => {
  const sources = sourcesAt({ url: server.url });
  expect(whyNot(await resolveOne(sources, clone(APP, ref)))).toBe(expected);
});

test.each([
  [
    'https://here.example/none.git',
    'the mirror of here.example has no such repository for everybody; Check the address, or set up credentials.',
  ],
  [
    'git@github.com:acme/app.git',
    'nothing is fetched by ssh; Refer to it by https, add a mirror of it to FETCH_MIRRORS, or a key by FETCH_SSH_KEY.',
  ],
  [
    'ssh://git@github.com/acme/app',
    'nothing is fetched by ssh; Refer to it by https, add a mirror of it to FETCH_MIRRORS, or a key by FETCH_SSH_KEY.',
  ],
  ['git://github.com/acme/app', 'nothing is fetched by git; Refer to it by https.'],
  ['file:///etc', 'it is not an address; Write it as https://host/path.'],
  ['/etc', 'it is not the address of a repository; Write it as https://host/path.'],
  ['ext::sh -c true', 'it is not the address of a repository; Write it as https://host/path.'],
  ['http://here.example/fleet.git', 'nothing is fetched by http; Refer to it by https.'],
  ['https://user:secret@here.example/fleet.git', 'the address holds credentials; Remove everything before the @.'],
])('%s is not fetched', async (repository, expected) => {
  const sources = sourcesAt({ url: server.url });
  expect(whyNot(await resolveOne(sources, clone(repository)))).toBe(expected);
});

test('a mirror stands for a repository that is written in another form', async () => {
  const settings = { FETCH_MIRRORS: `ssh://git@github.com/=http://this-machine.example:${new URL(server.url).port}/` };
  const sources = sourcesAt({ url: server.url, settings });
  expect(whyNot(await resolveOne(sources, clone('git@github.com:fleet.git', 'main')))).toBe(`directory ${second}`);
});

test('what is here is not asked for again: a commit never, a branch after a while, by another process too', async () => {
  const directory = tempFolder();
  const requestsFor = async (ref: string, freshFor: number): Promise<number> => {
    const before = server.requests.length;
    const sources = sourcesAt({ url: server.url, directory, freshFor });
    expect(await resolveOne(sources, clone(APP, ref))).toMatchObject({ kind: 'directory' });
    return server.requests.length - before;
  };
  const fetched = await requestsFor('main', 60_000);
  expect(fetched).toBeGreaterThan(2);
  expect([await requestsFor('main', 60_000), await requestsFor(second, 0)]).toEqual([0, 0]);
  // Where it leads is asked again, and what it leads to is here.
  expect(await requestsFor('main', 0)).toBeLessThan(fetched);
});

test('what is damaged is fetched again', async () => {
  const directory = tempFolder();
  const resolved = await resolveOne(sourcesAt({ url: server.url, directory }), clone(APP, second));
  if (resolved.kind === 'unavailable') throw new Error(resolved.reason);
  writeFileSync(join(resolved.gitDirectory, 'artifact.json'), '{"id":');
  rmSync(join(resolved.gitDirectory, 'objects'), { recursive: true });
  const again = await resolveOne(sourcesAt({ url: server.url, directory }), clone(APP, second));
  expect(await contentOf(again)).toEqual([second, { 'base/web.yaml': 'v2\n' }]);
  expect(readdirSync(join(directory, 'artifacts'))).toHaveLength(1);
});

test('a repository that is too large is left where it is', async () => {
  const directory = tempFolder();
  fillBareDirectory(directory, 'sha1');
  const remote = { url: new URL(server.url), addresses: ['127.0.0.1'] };
  await expect(fetchTree(directory, remote, second, { bytes: 10, time: 60_000 })).rejects.toMatchObject({
    code: 'too-large',
  });
});

test('where a repository has moved to is found by us: where that may be asked, git fetches from there', async () => {
  const other = await startHttpHost({
    '/old/info/refs?service=git-upload-pack': (response) =>
      response.writeHead(301, { location: `${server.url}/info/refs?service=git-upload-pack` }).end(),
    '/moved/info/refs?service=git-upload-pack': (response) =>
      response.writeHead(301, { location: 'https://169.254.169.254/info/refs?service=git-upload-pack' }).end(),
    '/circle/info/refs?service=git-upload-pack': (response, { url }) =>
      response.writeHead(301, { location: url }).end(),
  });
  const settings = {
    FETCH_ALLOW: 'this-machine.example 127.0.0.1',
    FETCH_MIRRORS: `https://here.example/=${other.url} https://there.example/=${new URL(server.url).origin}/`,
  };
  const sources = sourcesAt({ url: other.url, settings });
  const ask = async (name: string) => whyNot(await resolveOne(sources, clone(`https://here.example/${name}`, 'main')));
  expect([await ask('old'), await ask('moved'), await ask('circle')]).toEqual([
    `directory ${second}`,
    'what the mirror of here.example redirects to has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
    'it is redirected more than 5 times; Refer to where it leads.',
  ]);
  await other.close();
});

test('git itself follows no redirect, and connects to no proxy of the environment', async () => {
  const other = await startHttpHost(() => 'anything');
  const directory = tempFolder();
  fillBareDirectory(directory, 'sha1');
  server.answer = (response) => response.writeHead(302, { location: `${other.url}fleet.git/info/refs` }).end();
  const remote = { url: new URL(server.url), addresses: ['127.0.0.1'] };
  await expect(refsOf(directory, remote, ['HEAD'], { bytes: 0, time: 60_000 })).rejects.toMatchObject({
    code: 'unreachable',
  });
  server.answer = undefined;
  const before = { ...process.env };
  Object.assign(process.env, { http_proxy: other.url, all_proxy: other.url });
  const proxied = await resolveOne(sourcesAt({ url: server.url }), clone(APP, 'main'));
  for (const name of ['http_proxy', 'all_proxy']) delete process.env[name];
  Object.assign(process.env, before);
  expect([whyNot(proxied), other.connections()]).toEqual([`directory ${second}`, 0]);
  await other.close();
});

test('a server that leads git alone elsewhere leads it nowhere', async () => {
  const victims = await Promise.all(['127.0.0.1', '::1'].map((address) => startHttpHost(() => 'x', address)));
  const targets = victims.flatMap(({ port }) =>
    ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', 'localhost', '[::ffff:127.0.0.1]', '0.0.0.0', 'u:p@127.0.0.1'].map(
      (target) => `http://${target}:${port}/fleet.git/info/refs?service=git-upload-pack`,
    ),
  );
  const led: string[] = [];
  const cheat = await startHttpHost(
    () => (response, request) => {
      const isGit = request.headers['user-agent']?.startsWith('git/') === true;
      const target = targets[led.length % targets.length];
      if (!isGit || target === undefined) return void response.end();
      led.push(target);
      response.writeHead(302, { location: target }).end();
    },
    '127.0.0.2',
  );
  const sources = sourcesAt({ url: cheat.url, addresses: ['127.0.0.2'] });
  for (const [index] of targets.entries()) {
    const resolved = await resolveOne(sources, clone(`https://here.example/${index}`, 'main'));
    expect(resolved).toMatchObject({ kind: 'unavailable' });
  }
  expect([led, victims.map((victim) => victim.connections())]).toEqual([targets, [0, 0]]);
  await Promise.all([cheat, ...victims].map((each) => each.close()));
});

test('git connects to the address that was checked', async () => {
  const [victim, other] = [await startHttpHost(() => 'x'), await startHttpHost(() => 'x', '127.0.0.9')];
  const url = `http://127.0.0.1:${other.port}/`;
  await resolveOne(sourcesAt({ url, addresses: ['127.0.0.9'] }), clone(APP, 'main'));
  expect([other.connections() > 0, victim.connections()]).toEqual([true, 0]);
  for (const addresses of [['169.254.169.254'], ['0.0.0.0', '::'], ['::ffff:127.0.0.1']]) {
    const resolved = await resolveOne(sourcesAt({ url, addresses }), clone(APP, 'main'));
    expect(whyNot(resolved)).toBe(
      'the mirror of here.example has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
    );
  }
  await Promise.all([victim.close(), other.close()]);
});

test('a server of plain files cannot lead git to another host', async () => {
  const victim = await startHttpHost(() => 'x');
  const plain = await startHttpHost((path) => {
    if (path.startsWith('/fleet.git/info/refs')) return `${second}\trefs/heads/main\n`;
    if (path === '/fleet.git/HEAD') return 'ref: refs/heads/main\n';
    if (path.includes('alternates')) return `${victim.url}other.git/objects\n`;
    return undefined;
  });
  expect(await resolveOne(sourcesAt({ url: plain.url }), clone(APP, 'main'))).toMatchObject({ kind: 'unavailable' });
  expect(victim.connections()).toBe(0);
  await Promise.all([victim.close(), plain.close()]);
});

test('nothing is fetched, and nothing that is here is given, unless it is switched on', async () => {
  const directory = tempFolder();
  await resolveOne(sourcesAt({ url: server.url, directory }), clone(APP, second));
  const settings = { FETCH: 'off' };
  expect(whyNot(await resolveOne(sourcesAt({ url: server.url, directory, settings }), clone(APP, second)))).toBe(
    'nothing is fetched here; Set FETCH=on to fetch it.',
  );
});

describe('a repository of which every file would start a program, for somebody whose git would start it', () => {
  const script = '#!/bin/sh\necho "$0 $@" >> "$(dirname "$0")/executed"\ncat\n';
  let home: string;
  let hostile: TempRepository;

  beforeAll(() => {
    home = tempFolder();
    hostile = tempRepository(['--bare']);
    mkdirSync(join(home, 'template/hooks'), { recursive: true });
    const programs = ['evil.sh', 'template/hooks/post-checkout', 'template/hooks/reference-transaction'];
    for (const program of programs) {
      writeFileSync(join(home, program), script);
      chmodSync(join(home, program), 0o755);
    }
    const program = join(home, 'evil.sh');
    writeFileSync(
      join(home, '.gitconfig'),
      `[filter "evil"]\n\tsmudge = ${program}\n\tprocess = ${program}\n[init]\n\ttemplateDir = ${join(home, 'template')}\n` +
        `[core]\n\tfsmonitor = ${program}\n\taskPass = ${program}\n[credential]\n\thelper = !${program}\n`,
    );
    hostile.commit({
      '.gitattributes': '* filter=evil diff=evil merge=evil\n',
      '.gitmodules': `[submodule "m"]\n\tpath = m\n\turl = ext::${program}\n\tupdate = !${program}\n`,
      '.lfsconfig': `[lfs]\n\turl = ext::${program}\n`,
      'hooks/post-checkout': { executable: script },
      m: { submodule: first },
      'web.yaml': 'v1\n',
    });
    symlinkSync(hostile.path, join(folder, 'hostile.git'));
  });

  const ran = () => existsSync(join(home, 'executed')) || existsSync(join(home, 'template/hooks/executed'));

  test('nothing of it is executed, and its files are what they are', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home, GIT_TEMPLATE_DIR: join(home, 'template') });
    const fetched = await resolveOne(sourcesAt({ url: server.url }), clone('https://here.example/hostile.git', 'main'));
    const content = await contentOf(fetched);
    for (const name of ['HOME', 'XDG_CONFIG_HOME', 'GIT_TEMPLATE_DIR']) delete process.env[name];
    Object.assign(process.env, before);
    expect(content).toEqual([hostile.git('rev-parse', 'main'), expect.objectContaining({ 'web.yaml': 'v1\n' })]);
    expect(ran()).toBe(false);
  });

  test('it is a trap: git by itself falls into it', () => {
    const env = { PATH: process.env.PATH, HOME: home };
    try {
      execFileSync('git', ['clone', '--quiet', hostile.path, join(home, 'clone')], { env, stdio: 'ignore' });
    } catch {
      // What becomes of the clone does not matter: that something ran does.
    }
    expect(ran()).toBe(true);
  });
});
