import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/server/env/environment.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const complete = {
  NODE_ENV: 'production',
  APP_ID: '12',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: 'a secret of a test',
  STATE_KEY: 'x'.repeat(32),
};

test('a complete environment gives the defaults for all that is not set', () => {
  const { app, ...rest } = readEnvironment(complete);
  expect(rest).toEqual({ host: 'localhost', port: 3000, logLevel: 'info', logFormat: undefined });
  expect(app).toEqual({
    appId: 12,
    privateKey: privateKey.trim(),
    webhookSecret: 'a secret of a test',
    formerWebhookSecret: undefined,
    warnings: [],
    stateKey: 'x'.repeat(32),
    formerStateKey: undefined,
    webhookPath: '/api/github/webhooks',
    trustedProxies: [],
    pages: undefined,
    gitHub: { host: undefined, protocol: 'https' },
    dataDirectory: join(tmpdir(), 'blast-radius'),
    redis: undefined,
    sweepMinutes: 10,
    mostWaiting: 10_000,
    mirrorBytes: 20 * 1024 ** 3,
    concurrency: 2,
    render: { threads: Math.min(2, availableParallelism()), megabytes: 2048, seconds: 300 },
    checkedPercent: 0,
    fetch: {
      settings: {
        isOn: false,
        hosts: undefined,
        allow: { has: expect.any(Function) },
        mirrors: [],
        proxy: undefined,
        authorities: undefined,
        credentials: { netrc: undefined, dockerConfig: undefined, clientCertificates: undefined, ssh: undefined },
        grants: { askerFor: expect.any(Function) },
      },
      bytes: 4 * 1024 ** 3,
      seconds: 120,
    },
    writesPerMinute: 80,
    drainMilliseconds: 25_000,
  });
});

test('without credentials outside production nothing is registered yet', () => {
  expect(readEnvironment({}).app).toBeUndefined();
});

test.each([
  [
    'production with nothing set',
    { NODE_ENV: 'production' },
    'Blast Radius cannot start in production without APP_ID and PRIVATE_KEY or PRIVATE_KEY_PATH and WEBHOOK_SECRET and STATE_KEY: see docs/operators/install.md for where to get each.',
  ],
  [
    'production without a webhook secret',
    { ...complete, WEBHOOK_SECRET: '' },
    'Blast Radius cannot start in production without WEBHOOK_SECRET: see docs/operators/install.md for where to get each.',
  ],
  [
    'production without a state key',
    { ...complete, STATE_KEY: undefined },
    'Blast Radius cannot start in production without STATE_KEY: see docs/operators/install.md for where to get each.',
  ],
  [
    'credentials without a webhook secret anywhere',
    { APP_ID: '12', PRIVATE_KEY: privateKey },
    'Blast Radius cannot start without WEBHOOK_SECRET: see docs/operators/install.md for where to get each.',
  ],
  ["Probot's default secret", { ...complete, WEBHOOK_SECRET: 'development' }, /Probot's public default/],
  [
    'a webhook secret that can be guessed',
    { ...complete, WEBHOOK_SECRET: 'fifteen letters' },
    "WEBHOOK_SECRET is shorter than 16 characters, so it can be guessed: make one with `openssl rand -hex 32`, and set it here and in the App's settings.",
  ],
  [
    'a former webhook secret that can be guessed',
    { ...complete, WEBHOOK_SECRET_FORMER: 'fifteen letters' },
    "WEBHOOK_SECRET_FORMER is shorter than 16 characters, so it can be guessed: remove it once the App's settings have the new secret; what is refused until then is requested again.",
  ],
  ['a short state key', { ...complete, STATE_KEY: 'short' }, /^STATE_KEY is shorter than 32 characters/],
  ['an App id that is none', { ...complete, APP_ID: 'twelve' }, /^APP_ID is "twelve"; it must be a whole number/],
  [
    'a port that is none',
    { ...complete, PORT: '70000' },
    'PORT is "70000"; it must be a whole number from 0 to 65535.',
  ],
  ['a key that is none', { ...complete, PRIVATE_KEY: 'abc' }, /^PRIVATE_KEY does not hold a PEM private key/],
  [
    'a key file that is not there',
    { ...complete, PRIVATE_KEY: '', PRIVATE_KEY_PATH: '/nowhere/key.pem' },
    'PRIVATE_KEY_PATH is "/nowhere/key.pem", which cannot be read.',
  ],
  [
    'a protocol that is none',
    { ...complete, GHE_PROTOCOL: 'ftp' },
    'GHE_PROTOCOL is "ftp"; it must be one of https, http.',
  ],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"; it must be one of trace, debug/],
  [
    'a public address with a path',
    { ...complete, PUBLIC_URL: 'https://x.example/app', GITHUB_CLIENT_ID: 'Iv1', GITHUB_CLIENT_SECRET: 's' },
    'PUBLIC_URL is "https://x.example/app"; it must be an address such as https://blast-radius.example.com.',
  ],
  ['a webhook path that is none', { ...complete, WEBHOOK_PATH: 'hooks' }, /^WEBHOOK_PATH is "hooks"/],
])('refuses to start: %s', (_, variables, sentence) => {
  expect(() => readEnvironment(variables)).toThrow(sentence);
});

test('outside production, secrets that can be guessed are warned about', () => {
  const variables = { ...complete, NODE_ENV: '', WEBHOOK_SECRET: 'short', WEBHOOK_SECRET_FORMER: 'x'.repeat(16) };
  expect(readEnvironment(variables).app?.warnings).toEqual([
    expect.stringMatching(/^WEBHOOK_SECRET is shorter than 16 characters/),
  ]);
});

test('reads the proxies that are trusted', () => {
  const variables = { ...complete, TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7 fd00::/8' };
  expect(readEnvironment(variables).app?.trustedProxies).toEqual([
    { address: '10.0.0.0', prefix: 8, family: 'ipv4' },
    { address: '192.0.2.7', prefix: 32, family: 'ipv4' },
    { address: 'fd00::', prefix: 8, family: 'ipv6' },
  ]);
});

test.each(['proxy.example', '10.0.0.0/33', '10.0.0/8', '0.0.0.0/0', '::/0', 'fd00::/129', '10.0.0.0/8/8'])(
  'refuses to trust %s as a proxy',
  (wrong) => {
    expect(() => readEnvironment({ ...complete, TRUSTED_PROXIES: `10.0.0.1, ${wrong}` })).toThrow(
      `TRUSTED_PROXIES holds "${wrong}"; it must be a list of addresses and networks such as 10.1.2.3, 10.0.0.0/8, fd00::/8.`,
    );
  },
);

test.each([
  ['with line ends as \\n', privateKey.replaceAll('\n', '\\n')],
  ['in quotes', `"${privateKey.replaceAll('\n', '\\n')}"`],
  ['as base64', Buffer.from(privateKey).toString('base64')],
])('reads a private key %s', (_, value) => {
  expect(readEnvironment({ ...complete, PRIVATE_KEY: value }).app?.privateKey.trim()).toBe(privateKey.trim());
});

test('reads a private key from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  const file = join(folder, 'key.pem');
  writeFileSync(file, privateKey);
  expect(readEnvironment({ ...complete, PRIVATE_KEY: '', PRIVATE_KEY_PATH: file }).app?.privateKey).toBe(privateKey);
  rmSync(folder, { recursive: true });
});

test('.env.example and the documented table name the same variables', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const example = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  const [, documentation = ''] = /\/\*\*(.*?)\*\//s.exec(read('src/server/env/environment.ts')) ?? [];
  const documented = [...documentation.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
  expect([...new Set(example)].sort()).toEqual([...new Set(documented)].sort());
});
