import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { freePort } from '../free-port.ts';
import { readAppRegistration } from '../github/read-app-registration.ts';
import { settings, smallFleet } from '../github/small-fleet.ts';
import { until } from '../github/until.ts';
import { type StartedRedis, startRedis } from '../queue/start-redis.ts';
import { inProject } from './deployed-fleet.ts';
import { readCompose } from './read-compose.ts';

/** What the image holds: built here, so that it is never an old one. */
const app = inProject('build', 'compose-test');
const data = mkdtempSync(join(tmpdir(), 'blast-radius-compose-'));
const children: ChildProcess[] = [];
let github: GitHub;
let redis: StartedRedis;

beforeAll(async () => {
  for (const file of ['package.json', 'app.yml']) cpSync(inProject(file), join(app, file));
  execFileSync(process.execPath, [inProject('scripts', 'build.mjs'), join(app, 'dist')]);
  redis = await startRedis();
  github = await startGitHub({ app: readAppRegistration(inProject('app.yml')) });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await github.close();
  await redis.stop();
  for (const folder of [app, data]) rmSync(folder, { recursive: true, force: true });
});

/** What `blast-radius.env` has. */
const given = () => ({
  NODE_ENV: 'production',
  APP_ID: String(github.appId),
  PRIVATE_KEY: Buffer.from(github.privateKey).toString('base64'),
  WEBHOOK_SECRET: github.webhookSecret,
  STATE_KEY: 'x'.repeat(32),
  GHE_HOST: github.host,
  GHE_PROTOCOL: 'http',
});

test('the processes of the compose file, started as it says, review a pull request together', async () => {
  const ports = new Map<string, number>();
  const said = new Map<string, string>();
  for (const [name, { command, environment }] of Object.entries(readCompose().processes)) {
    const port = await freePort();
    const own = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: join(data, name), LOG_FORMAT: 'json' };
    const leads = Object.entries(environment).map(([key, value]) => [
      key,
      value.replace('redis://redis:6379', redis.url),
    ]);
    const env = { PATH: process.env.PATH, ...given(), ...own, ...Object.fromEntries(leads) };
    const [node = '', ...args] = command;
    const child = spawn(node, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (text) => said.set(name, `${said.get(name) ?? ''}${text}`));
    children.push(child);
    ports.set(name, port);
  }
  await until(() => [...ports.keys()].every((name) => said.get(name)?.includes('listening on') === true));
  github.setWebhookUrl(`http://127.0.0.1:${ports.get('web')}/api/github/webhooks`);
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await until(() => pull.checks.some(({ status }) => status === 'completed') && pull.comments.length > 0);
  expect(pull.checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([['blast-radius: main', 'success']]);
  expect(pull.comments).toHaveLength(1);
  for (const child of children) child.kill('SIGTERM');
  expect(await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))))).toEqual(
    children.map(() => 0),
  );
});
