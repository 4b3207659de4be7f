import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANYBODY, type Asker, PERSON } from '../../../src/sources/settings/asker.ts';
import { startHttpHost } from '../../fake-sources/http-host.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../../git/temp-repository.ts';
import { clone, resolveOne, sourcesAt, whyNot } from '../sources-at.ts';
import { type SshServer, startSsh } from './start-ssh.ts';

let ssh: SshServer;
let app: TempRepository;
let commit: string;

beforeAll(async () => {
  ssh = await startSsh();
  app = tempRepository(['--bare']);
  commit = app.commit({ 'base/web.yaml': 'v1\n' });
  app.git('tag', 'v1.0.0', commit);
});

afterAll(() => {
  ssh.close();
  removeTempFolders();
});

/** @returns settings with the key, and a host that is known by this key of its own */
function settings(hostKey = ssh.hostKey, key = ssh.key) {
  const knownHosts = join(tempFolder(), 'known hosts');
  writeFileSync(knownHosts, `[this-machine.example]:${ssh.port} ${hostKey}\n`);
  return { FETCH_SSH_KEY: key, FETCH_SSH_KNOWN_HOSTS: knownHosts };
}

const address = () => `ssh://${ssh.user}@this-machine.example:${ssh.port}${app.path}`;

async function ask(given: Readonly<Record<string, string>>, asker: Asker = PERSON, ref = 'v1.0.0', from = address()) {
  const sources = sourcesAt({ url: 'http://nowhere:1/', settings: given });
  const answer = whyNot(await resolveOne(sources, clone(from, ref), 'sha1', asker));
  sources.close();
  return answer.replace(/:\d+/, ':PORT');
}

test('a repository is fetched by ssh with the key of the operator, from a host whose key is known', async () => {
  const given = settings();
  expect([await ask(given), await ask(given, PERSON, 'main'), await ask(given, PERSON, commit)]).toEqual(
    Array.from({ length: 3 }, () => `directory ${commit}`),
  );
});

test('a key in a folder whose name has spaces, quotes and percent signs is found', async () => {
  const key = join(tempFolder(), "it's 100% \\here");
  copyFileSync(ssh.key, key);
  chmodSync(key, 0o600);
  expect(await ask(settings(ssh.hostKey, key))).toBe(`directory ${commit}`);
});

test('a host with another key, and a key that the host does not know, are told', async () => {
  const others = await startSsh();
  others.close();
  expect([
    await ask(settings(others.hostKey)),
    await ask(settings(ssh.hostKey, others.key)),
    await ask(settings(ssh.hostKey, '/nowhere/key')),
    await ask(settings(), PERSON, 'v2'),
    await ask(settings(), PERSON, 'main', `${address()}-none`),
  ]).toEqual([
    'this-machine.example:PORT has no key that is in FETCH_SSH_KNOWN_HOSTS; Add it there, if it is the right one.',
    'this-machine.example:PORT does not give it to these credentials; Check the address, and these.',
    'what FETCH_SSH_KEY names cannot be read; Check FETCH_SSH_KEY.',
    'this-machine.example:PORT does not have a branch or tag "v2" of it; Check its spelling.',
    'this-machine.example:PORT has no repository there; Check the address.',
  ]);
});

test('who is granted nothing has no key, and reaches no host by ssh', async () => {
  const host = await startHttpHost(() => 'x');
  const from = `ssh://${ssh.user}@this-machine.example:${host.port}/app.git`;
  expect([await ask(settings(), ANYBODY, 'main', from), host.connections()]).toEqual([
    'this-machine.example:PORT gives nothing by ssh to whoever has no key; Refer to it by https, or grant it.',
    0,
  ]);
  await host.close();
});

test('neither the agent nor the configuration of the user is used', async () => {
  const others = await startSsh();
  others.close();
  const home = tempFolder();
  writeFileSync(join(home, 'config'), `Host *\n  IdentityFile ${ssh.key}\n`);
  const before = {
    HOME: process.env.HOME,
    SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK,
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND,
  };
  Object.assign(process.env, { HOME: home, GIT_SSH_COMMAND: `ssh -i ${ssh.key}` });
  const answer = await ask(settings(ssh.hostKey, others.key));
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  expect(answer).toContain('does not give it to these credentials');
});
