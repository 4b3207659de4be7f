import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/server/env/environment.ts';
import { createLog } from '../../src/server/log/create-log.ts';
import { createProbot } from '../../src/server/start/create-probot.ts';
import { githubPace } from '../../src/server/start/github-pace.ts';
import { watchIdentity } from '../../src/server/start/watch-identity.ts';
import { settings, smallFleet } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { until } from '../github/until.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => app.stop());

afterAll(() => app.close({ tolerateViolations: true }));

const { privateKey: otherKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

/** As GitHub documents how to compute it. */
function fingerprintOf(key: string): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}

async function probes(): Promise<readonly number[]> {
  return Promise.all(['/healthz', '/readyz'].map(async (path) => (await fetch(`${app.url}${path}`)).status));
}

/** Warnings and errors since a line. */
function complaintsFrom(line: number): Record<string, unknown>[] {
  return app
    .logged()
    .slice(line)
    .filter(({ level }) => Number(level) >= 40);
}

test('with the key of another App it is not ready, refuses deliveries and says which key; the right one reviews them', async () => {
  await app.stop();
  const said = app.lines.length;
  await app.start({ PRIVATE_KEY: otherKey });
  expect(await probes()).toEqual([200, 503]);
  const repository = await app.github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await app.github.settled();
  expect(app.github.deliveries('pull_request').map(({ statusCode }) => statusCode)).toEqual([503]);
  expect(complaintsFrom(said)[0]).toMatchObject({
    level: 50,
    appId: app.github.appId,
    keyFingerprint: fingerprintOf(otherKey),
    msg: expect.stringContaining(`GitHub refuses this App's credentials: A JSON web token could not be decoded`),
  });
  expect(complaintsFrom(said)[0]?.msg).toContain(
    `compare APP_ID (${app.github.appId}) and the private key (${fingerprintOf(otherKey)})`,
  );
  await app.stop();
  await app.start({ SWEEP_MINUTES: '10' });
  expect(await probes()).toEqual([200, 200]);
  await until(() => pull.checks.some(({ status }) => status === 'completed'));
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
});

test('with the id of no App it is not ready, and says which id', async () => {
  const said = app.lines.length;
  await app.start({ APP_ID: '987654' });
  expect(await probes()).toEqual([200, 503]);
  expect(complaintsFrom(said)[0]).toMatchObject({ level: 50, appId: 987654 });
});

test.each([
  ['refuses', { status: 401 }, 50, /^GitHub refuses this App's credentials/],
  ['fails', { status: 502 }, 40, /^GitHub does not say who this App is/],
  ['is not reached', { close: 'before' as const }, 40, /^GitHub does not say who this App is/],
])(
  'a start while GitHub %s is not ready and says so, is ready without a restart once it is over, and stays so',
  async (_, fault, level, message) => {
    const said = app.lines.length;
    const release = app.github.fault({ path: '/app', ...fault });
    await app.start();
    expect(await probes()).toEqual([200, 503]);
    expect(complaintsFrom(said)[0]).toMatchObject({ level, msg: expect.stringMatching(message) });
    release();
    while ((await probes())[1] !== 200) await sleep(50);
    const again = app.github.fault({ path: /./, status: 502 });
    expect(await probes()).toEqual([200, 200]);
    again();
  },
);

test('a key that is deleted later is noticed, an outage then changes nothing', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', to: { write: (line) => void lines.push(line) } });
  const { github } = app;
  const { app: environment } = readEnvironment({
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
  });
  if (!environment) throw new Error('the environment of the test holds no credentials');
  const probot = createProbot(
    environment,
    log,
    githubPace(environment, () => undefined),
  );
  const watched = watchIdentity(probot, environment, log, { first: 20, longest: 40, known: 20 });
  await watched.known;
  const asked = () => github.requests.length;
  const outage = github.fault({ path: '/app', status: 502 });
  const before = asked();
  await until(() => asked() > before + 2);
  expect([watched.isKnown(), lines]).toEqual([true, []]);
  outage();
  const deleted = github.fault({ path: '/app', status: 401 });
  await until(() => !watched.isKnown());
  expect(lines[0]).toContain("GitHub refuses this App's credentials");
  deleted();
  await until(() => watched.isKnown());
  watched.stop();
});
