import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { ANYBODY, PERSON } from '../../src/sources/settings/asker.ts';
import { testAuthority } from '../fake-sources/certificates.ts';
import { chartArchive } from '../fake-sources/chart-archive.ts';
import { startHttpHost } from '../fake-sources/http-host.ts';
import { listen } from '../fake-sources/listen.ts';
import { CHART_LAYER, startRegistry } from '../fake-sources/registry.ts';
import { startGitServer } from '../git/git-server.ts';
import { removeTempFolders, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { chartAt, clone, resolveOne, settingsAt, sourcesAt, whyNot } from './sources-at.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(removeTempFolders);

const authority = testAuthority();

function inFile(text: string, name = 'file'): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, text);
  return path;
}

async function secureHost(more: Readonly<Record<string, unknown>> = {}) {
  const { certificate: cert, key } = authority.issue('this-machine.example');
  const host = await startHttpHost({ '/a.yaml': 'kind: A\n' }, '127.0.0.1', { cert, key, ...more });
  closing.push(host.close);
  return host;
}

const A = { kind: 'file', url: 'https://here.example/a.yaml' } as const;

test('a host is trusted by the certificates of the operator, and by no others', async () => {
  const { url } = await secureHost();
  const ask = async (settings: Readonly<Record<string, string>>) => {
    const sources = sourcesAt({ url, settings });
    closing.push(() => sources.close());
    return whyNot(await resolveOne(sources, A, 'sha1', PERSON)).replace(/sha256:\w+/, 'DIGEST');
  };
  expect([
    await ask({}),
    await ask({ FETCH_CA: inFile(authority.certificate) }),
    await ask({ FETCH_CA: inFile(testAuthority().certificate) }),
    await ask({ FETCH_CA: '/nowhere/ca.pem' }),
  ]).toEqual([
    expect.stringContaining('has no certificate that is trusted here'),
    'file DIGEST',
    expect.stringContaining('has no certificate that is trusted here'),
    'what FETCH_CA names cannot be read; Check FETCH_CA.',
  ]);
});

test('a host that wants a certificate gets that of the operator from whom it is granted, and from nobody else', async () => {
  const { url } = await secureHost({ ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
  const folder = tempFolder();
  const client = authority.issue('the operator');
  mkdirSync(join(folder, 'this-machine.example'));
  writeFileSync(join(folder, 'this-machine.example', 'tls.crt'), client.certificate);
  writeFileSync(join(folder, 'this-machine.example', 'tls.key'), client.key);
  const settings = { FETCH_CA: inFile(authority.certificate), FETCH_CLIENT_CERTS: folder };
  const sources = sourcesAt({ url, settings });
  closing.push(() => sources.close());
  expect(whyNot(await resolveOne(sources, A, 'sha1', PERSON))).toContain('file sha256:');
  expect(await resolveOne(sources, A, 'sha1', ANYBODY)).toMatchObject({ kind: 'unavailable' });
});

/** A proxy that leads wherever it is asked to, by port, as addresses that are public lead nowhere here. */
async function startProxy(port: number) {
  const asked: string[] = [];
  const open = new Set<{ destroy: () => unknown }>();
  const server = createServer();
  server.on('connect', (request, socket, first) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    const other = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      other.write(first);
      socket.pipe(other).pipe(socket);
    });
    for (const each of [socket, other]) open.add(each.on('error', () => each.destroy()));
  });
  const listening = await listen(server);
  closing.push(() => {
    for (const socket of open) socket.destroy();
  }, listening.close);
  const login = `Basic ${Buffer.from('name:pass word').toString('base64')}`;
  return { asked, login, url: `http://name:pass%20word@127.0.0.1:${listening.port}` };
}

test('a proxy of the operator is asked for the address that was checked; private addresses are asked directly', async () => {
  const { url, port, connections } = await secureHost();
  const proxy = await startProxy(port);
  const settings = { FETCH_CA: inFile(authority.certificate), FETCH_PROXY: proxy.url };
  const far = sourcesAt({ url, settings, addresses: ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'] });
  const near = sourcesAt({ url, settings });
  closing.push(
    () => far.close(),
    () => near.close(),
  );
  expect(whyNot(await resolveOne(far, A))).toContain('file sha256:');
  expect(proxy.asked).toEqual([`93.184.215.14:${port} ${proxy.login}`]);
  expect(whyNot(await resolveOne(near, A))).toContain('file sha256:');
  expect([proxy.asked.length, connections()]).toEqual([1, 2]);
});

test('git goes through the proxy too, to the address that was checked, and knows no password of it', async () => {
  const folder = tempFolder();
  const app = tempRepository(['--bare']);
  symlinkSync(app.path, join(folder, 'fleet.git'));
  const commit = app.commit({ 'a.yaml': 'v1\n' });
  const git = await startGitServer(folder);
  closing.push(git.close);
  const { certificate: cert, key } = authority.issue('this-machine.example');
  // TLS in front of the server.
  const front = await startHttpHost(
    () => async (response, request) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const { 'content-type': type = '', 'git-protocol': protocol = '' } = request.headers;
      const answer = await fetch(new URL(request.url ?? '/', git.url), {
        method: request.method ?? 'GET',
        headers: { 'content-type': type, 'git-protocol': [protocol].flat().join('') },
        ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    },
    '127.0.0.1',
    { cert, key },
  );
  closing.push(front.close);
  const proxy = await startProxy(front.port);
  const settings = { FETCH_CA: inFile(authority.certificate), FETCH_PROXY: proxy.url };
  const sources = sourcesAt({ url: front.url, settings, addresses: ['93.184.215.14'] });
  closing.push(() => sources.close());
  expect(whyNot(await resolveOne(sources, clone('https://here.example/fleet.git', 'main')))).toBe(
    `directory ${commit}`,
  );
  expect(new Set(proxy.asked)).toEqual(new Set([`93.184.215.14:${front.port} ${proxy.login}`]));
  expect(proxy.asked.length).toBeGreaterThan(2);
});

test('a proxy that does not answer, or refuses, is told', async () => {
  const refusing = createServer((_request, response) => response.writeHead(403).end());
  refusing.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  const { port, close } = await listen(refusing);
  const ask = async (url: string) => {
    const sources = sourcesAt({ url: 'https://x:8443/', settings: { FETCH_PROXY: url }, addresses: ['93.184.215.14'] });
    closing.push(() => sources.close());
    return whyNot(await resolveOne(sources, A));
  };
  const answers = [await ask(`http://127.0.0.1:${port}`)];
  await close();
  answers.push(await ask(`http://127.0.0.1:${port}`));
  expect(answers).toEqual([
    'the proxy refuses (407); Check FETCH_PROXY.',
    'the proxy does not answer; Check FETCH_PROXY.',
  ]);
});

test.each([
  { FETCH_PROXY: 'https://secret@proxy' },
  { FETCH_PROXY: 'proxy:3128' },
  { FETCH_SSH_KEY: '/key' },
  { FETCH_SSH_KNOWN_HOSTS: '/hosts' },
])('%j is refused, and not repeated', (variables) => {
  expect(() => settingsAt('http://x:1/', variables)).toThrow(/^(?!.*(secret|\/key|\/hosts)).*must be/);
});

test('a registry is told a name and a password, or a token for tokens, by whoever gives its tokens', async () => {
  const registry = await startRegistry('acme/charts/app', { token: 'given' });
  closing.push(registry.close);
  registry.push('1.0.0', [{ type: CHART_LAYER, bytes: chartArchive('app', '1.0.0') }]);
  const host = `127.0.0.1:${registry.port}`;
  const ask = async (entry: unknown) => {
    const before = registry.authorizations.length;
    const config = inFile(JSON.stringify({ auths: { [host]: entry } }), 'config.json');
    const settings = {
      DOCKER_CONFIG: join(config, '..'),
      FETCH_ALLOW: 'this-machine.example 127.0.0.1',
      FETCH_MIRRORS: `https://here.example/=http://${host}/`,
    };
    const sources = sourcesAt({ url: registry.url, settings });
    closing.push(() => sources.close());
    const chart = await resolveOne(sources, chartAt('oci://here.example/acme/charts', '1.0.0'), 'sha1', PERSON);
    expect(chart).toMatchObject({ kind: 'file' });
    return registry.authorizations
      .slice(before)
      .map((line) => line.replace(/(\/[^/?]*)+\??/, (path) => path.split('/')[1] ?? ''));
  };
  const login = `Basic ${Buffer.from('robot:secret').toString('base64')}`;
  const byPassword = await ask({ auth: Buffer.from('robot:secret').toString('base64') });
  expect(byPassword.map((line) => line.split(' ').slice(0, 2).join(' ').slice(0, 30))).toHaveLength(4);
  expect(byPassword.filter((line) => line.startsWith(login))).toHaveLength(1);
  expect(registry.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  const byToken = await ask({ identitytoken: 'canary' });
  expect(byToken.filter((line) => line.startsWith('Basic'))).toEqual([]);
  expect(registry.requests.filter((request) => request.startsWith('POST'))).toEqual(['POST /token']);
});
