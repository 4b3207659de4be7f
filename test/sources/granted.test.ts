import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ANYBODY, type Asker, PERSON } from '../../src/sources/settings/asker.ts';
import { startHttpHost } from '../fake-sources/http-host.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { clone, resolveOne, settingsAt, sourcesAt, whyNot } from './sources-at.ts';

/** A name and a password that stand nowhere but in files of the operator's and in what hosts are sent. */
const PASSWORD = 'canary-of-the-operator';
const SENT = `Basic ${Buffer.from(`x-access-token:${PASSWORD}`).toString('base64')}`;

let secret: TempRepository;
let server: GitServer;
let netrc: string;
let commit: string;

beforeAll(async () => {
  const folder = tempFolder();
  secret = tempRepository(['--bare']);
  mkdirSync(join(folder, 'acme'));
  for (const path of ['fleet.git', 'acme/fleet.git']) symlinkSync(secret.path, join(folder, path));
  commit = secret.commit({ 'base/web.yaml': 'what nobody may read\n' });
  server = await startGitServer(folder, PASSWORD);
  netrc = join(tempFolder(), 'netrc');
  writeFileSync(netrc, `machine this-machine.example login x-access-token password ${PASSWORD}\n`);
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

afterAll(async () => {
  await server.close();
  removeTempFolders();
});

let asked: number;
beforeEach(() => {
  asked = server.requests.length;
});

const SECRET = 'https://here.example/fleet.git';

function grantedTo(repository: string, installation = 7): Asker {
  const settings = settingsAt(server.url, {
    FETCH_GRANTS: 'acme/fleet -> here.example/*; other/fleet -> here.example/*',
  });
  return settings.grants.askerFor({ installation, repository });
}

async function ask(asker: Asker, directory = tempFolder(), ref = 'main', more = {}): Promise<string> {
  const sources = sourcesAt({ url: server.url, directory, settings: { FETCH_NETRC: netrc }, ...more });
  const resolved = await resolveOne(sources, clone(SECRET, ref), 'sha1', asker);
  sources.close();
  return whyNot(resolved);
}

test('a private repository is fetched for a repository that it is granted to, and for the person at the terminal', async () => {
  const ok = `directory ${commit}`;
  expect([await ask(grantedTo('acme/fleet')), await ask(PERSON)]).toEqual([ok, ok]);
  expect(await ask(grantedTo('acme/fleet'), tempFolder(), commit)).toBe(ok);
});

test('who is granted nothing sends no credentials, and is shown nothing, whatever others have fetched', async () => {
  const directory = tempFolder();
  expect(await ask(grantedTo('acme/fleet'), directory)).toBe(`directory ${commit}`);
  expect(await ask(PERSON, directory)).toBe(`directory ${commit}`);
  const before = server.requests.length;
  const answers = await Promise.all(
    [ANYBODY, grantedTo('acme/web'), grantedTo('acme/fleets')].flatMap((asker) =>
      ['main', commit].map((ref) => ask(asker, directory, ref)),
    ),
  );
  const denied =
    'the mirror of here.example has no such repository for everybody; Check the address, or set up credentials.';
  expect(answers).toEqual(answers.map(() => denied));
  expect(server.requests.slice(before).filter((request) => !request.endsWith(' -'))).toEqual([]);
});

test('two installations never see what the other has fetched: each asks for itself', async () => {
  const directory = tempFolder();
  const requestsOf = async (asker: Asker): Promise<number> => {
    const before = server.requests.length;
    expect(await ask(asker, directory, commit)).toBe(`directory ${commit}`);
    return server.requests.length - before;
  };
  const [first, other, moved] = [grantedTo('acme/fleet'), grantedTo('other/fleet'), grantedTo('acme/fleet', 8)];
  const fetched = await requestsOf(first);
  expect(fetched).toBeGreaterThan(0);
  expect([await requestsOf(first), await requestsOf(other), await requestsOf(moved), await requestsOf(other)]).toEqual([
    0,
    fetched,
    fetched,
    0,
  ]);
});

test('what is kept is for nobody else on this machine', async () => {
  const directory = join(tempFolder(), 'kept');
  await ask(PERSON, directory);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

test('without a name for the host in the file, and with another one, everybody is asked', async () => {
  for (const text of ['default login a password b\n', 'machine example login a password b\n']) {
    const other = join(tempFolder(), 'netrc');
    writeFileSync(other, text);
    expect(await ask(PERSON, tempFolder(), 'main', { settings: { FETCH_NETRC: other } })).toContain('for everybody');
  }
  expect(server.requests.slice(asked).filter((request) => !request.endsWith(' -'))).toEqual([]);
});

test('credentials that a host does not accept, and a file that cannot be read, are told', async () => {
  const wrong = join(tempFolder(), 'netrc');
  writeFileSync(wrong, 'machine this-machine.example login a password wrong-canary\n');
  const answers = [
    await ask(PERSON, tempFolder(), 'main', { settings: { FETCH_NETRC: wrong } }),
    await ask(PERSON, tempFolder(), 'main', { settings: { FETCH_NETRC: '/nowhere/netrc' } }),
    await ask(ANYBODY, tempFolder(), 'main', { settings: { FETCH_NETRC: '/nowhere/netrc' } }),
  ];
  expect(answers).toEqual([
    'the mirror of here.example does not give it to these credentials; Check the address, and these.',
    'what FETCH_NETRC names cannot be read; Check FETCH_NETRC.',
    expect.stringContaining('for everybody'),
  ]);
});

test('a password stands in no argument of git, and in nothing that is kept', async () => {
  const [bin, log, directory] = [tempFolder(), join(tempFolder(), 'log'), tempFolder()];
  const git = (process.env.PATH ?? '')
    .split(delimiter)
    .map((each) => join(each, 'git'))
    .find((each) => existsSync(each));
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${log}\nexec ${git} "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const before = process.env.PATH;
  process.env.PATH = `${bin}${delimiter}${before}`;
  closing.push(() => {
    process.env.PATH = before;
  });
  expect(await ask(PERSON, directory)).toBe(`directory ${commit}`);
  const logged = readFileSync(log, 'utf8');
  expect(logged).toContain('ls-remote');
  const kept = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const secrets = [PASSWORD, SENT.slice('Basic '.length)];
  expect([logged, ...kept].filter((text) => secrets.some((each) => text.includes(each)))).toEqual([]);
});

test('a file and a chart are fetched with what is granted, and what they redirect to gets nothing of it', async () => {
  const other = await startHttpHost({ '/secret.yaml': 'kind: Other\n' });
  const host = await startHttpHost({
    '/secret.yaml': 'kind: Secret\n',
    '/within.yaml': (response) => response.writeHead(302, { location: '/secret.yaml' }).end(),
    '/away.yaml': (response) => response.writeHead(302, { location: 'https://away.example/secret.yaml' }).end(),
  });
  closing.push(host.close, other.close);
  const port = new URL(other.url).port;
  const settings = {
    FETCH_NETRC: netrc,
    FETCH_MIRRORS: `https://here.example/=http://this-machine.example:${new URL(host.url).port}/ https://away.example/=http://this-machine.example:${port}/`,
  };
  const sources = sourcesAt({ url: host.url, settings });
  const fetch = (path: string) =>
    resolveOne(sources, { kind: 'file', url: `https://here.example/${path}` }, 'sha1', PERSON);
  for (const path of ['within.yaml', 'away.yaml']) expect(await fetch(path)).toMatchObject({ kind: 'file' });
  expect([host.authorizations, other.authorizations]).toEqual([[SENT, SENT, SENT], ['-']]);
});

test('a host of everybody leads nobody with credentials to what is granted to them', async () => {
  const host = await startHttpHost({ '/secret/a.yaml': 'kind: Secret\n' });
  const evil = await startHttpHost({
    '/a.yaml': (response) => response.writeHead(302, { location: 'https://here.example/secret/a.yaml' }).end(),
  });
  closing.push(host.close, evil.close);
  const settings = {
    FETCH_NETRC: netrc,
    FETCH_GRANTS: 'acme/fleet -> here.example/secret/*',
    FETCH_MIRRORS: `https://here.example/=http://this-machine.example:${new URL(host.url).port}/ https://evil.example/=http://this-machine.example:${new URL(evil.url).port}/`,
  };
  const asker = settingsAt(host.url, settings).grants.askerFor({ installation: 7, repository: 'acme/fleet' });
  const sources = sourcesAt({ url: host.url, settings });
  await resolveOne(sources, { kind: 'file', url: 'https://evil.example/a.yaml' }, 'sha1', asker);
  expect([evil.authorizations, host.authorizations]).toEqual([['-'], ['-']]);
  // What is granted is a path: beside it, the same host gets nothing.
  await resolveOne(sources, { kind: 'file', url: 'https://here.example/secret/a.yaml' }, 'sha1', asker);
  await resolveOne(sources, { kind: 'file', url: 'https://here.example/other.yaml' }, 'sha1', asker);
  expect(host.authorizations).toEqual(['-', SENT, '-']);
});

test('nothing is sent where others may read it: a mirror without TLS on another machine', async () => {
  const sources = sourcesAt({
    url: 'http://x:8080/',
    settings: { FETCH_NETRC: netrc },
    addresses: ['10.0.0.1'],
  });
  expect(whyNot(await resolveOne(sources, { kind: 'file', url: 'https://here.example/a' }, 'sha1', PERSON))).toBe(
    'the mirror of here.example has no TLS, and is told no credentials; Give it TLS.',
  );
});

test("the App's token is asked for by a grant alone, for that one repository, and not for what is kept", async () => {
  const tokens: string[] = [];
  const github = {
    origin: new URL(server.url).origin.replace('127.0.0.1', 'this-machine.example'),
    openPulls: async () => undefined,
    token: async (repository: string) => {
      tokens.push(repository);
      return repository === 'acme/fleet' ? PASSWORD : undefined;
    },
  };
  const settings = { FETCH_GRANTS: 'acme/fleet -> here.example/acme/fleet, here.example/acme/none', FETCH_NETRC: '' };
  const asker = settingsAt(server.url, settings).grants.askerFor({ installation: 7, repository: 'acme/fleet' });
  const directory = tempFolder();
  const at = async (name: string, who: Asker) => {
    const sources = sourcesAt({ url: server.url, directory, settings, github });
    return whyNot(await resolveOne(sources, clone(`https://here.example/acme/${name}`, 'main'), 'sha1', who));
  };
  expect(await at('fleet.git', ANYBODY)).toContain('for everybody');
  expect(tokens).toEqual([]);
  expect([await at('fleet.git', asker), await at('fleet.git', asker)]).toEqual(
    ['', ''].map(() => `directory ${commit}`),
  );
  expect(tokens).toEqual(['acme/fleet']);
  expect(await at('none', asker)).toContain('does not give it');
  expect(tokens).toEqual(['acme/fleet', 'acme/none']);
});
