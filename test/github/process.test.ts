import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Delivery } from '../fake-github/events/delivery.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { removeTempFolders, tempRepository } from '../git/temp-repository.ts';
import { isThorough } from '../thorough.ts';
import { Clock } from './clock.ts';
import { readAppRegistration } from './read-app-registration.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { until } from './until.ts';

/** The program as it is built and shipped, in a process of its own; built here, so that it is never an old one. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'build', 'process-test');
const main = join(built, 'dist', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'blast-radius-process-'));
const children: ChildProcess[] = [];
const githubs: GitHub[] = [];

beforeAll(async () => {
  for (const file of ['package.json', 'app.yml']) cpSync(join(root, file), join(built, file));
  const build = [join(root, 'scripts', 'build.mjs'), join(built, 'dist'), 'server/render/create-renderer.ts'];
  await promisify(execFile)(process.execPath, build);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const github of githubs.splice(0)) await github.close();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
  removeTempFolders();
});

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Resolves with the first group, or the whole, of what it says. */
  readonly says: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

function start(variables: Record<string, string>): Started {
  const env: NodeJS.Dict<string> = {
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_FORMAT: 'json',
    ...variables,
  };
  const child = spawn(process.execPath, [main, 'serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  const hearers = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    for (const hearer of hearers) hearer();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text);
        if (found) resolve(found[1] ?? found[0]);
      };
      hearers.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended without saying ${pattern}:\n${text}`)));
    });
  return { child, said: () => text, says, ended };
}

/** @param name of the folder that it keeps its data in */
function inProduction(github: GitHub, name: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    STATE_KEY: 'x'.repeat(32),
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    DATA_DIR: join(folder, name),
  };
}

const listening = /"listening on (http:[^"]+)"/;

test.each([
  ['nothing at all', {}, 'APP_ID and PRIVATE_KEY or PRIVATE_KEY_PATH and WEBHOOK_SECRET and STATE_KEY'],
  ['all but the webhook secret', { APP_ID: '1', STATE_KEY: 'x'.repeat(32), PRIVATE_KEY: 'PEM' }, 'WEBHOOK_SECRET'],
])(
  'in production it refuses to start with %s, in one sentence',
  async (_, variables: Record<string, string>, missing) => {
    const given = { ...variables, ...(variables.PRIVATE_KEY && { PRIVATE_KEY: newKey() }) };
    const { ended, said } = start({ NODE_ENV: 'production', ...given });
    expect((await ended).code).not.toBe(0);
    expect(said()).toBe(
      `blast-radius: Blast Radius cannot start in production without ${missing}: see docs/operators/install.md for where to get each.\n`,
    );
  },
);

test('without credentials it serves the page that registers the App, from any folder, and stops on SIGTERM', async () => {
  const { child, says, ended } = start({ PORT: '0' });
  const page = await (await fetch(await says(/"no App is registered yet: open (http:\S+) in a browser"/))).text();
  expect(page).toContain('Register the App');
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'on %s it takes no more deliveries, and ends the review it is at',
  async (signal) => {
    const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')) });
    githubs.push(github);
    const { child, says, ended } = start(inProduction(github, signal));
    const url = await says(listening);
    github.setWebhookUrl(`${url}/api/github/webhooks`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
    github.fault({ path: '/acme/fleet.git/info/refs', delay: 500 });
    await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
    const pull = await repository.openPull({ head: 'change' });
    await says(/"pull":1,"msg":"a delivery asks for a review"/);
    child.kill(signal);
    await says(/: stopping"/);
    await expect(fetch(`${url}/readyz`)).rejects.toThrow();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(pull.checks.map(({ status, conclusion }) => [status, conclusion])).toEqual([['completed', 'success']]);
    expect(pull.comments).toHaveLength(1);
  },
);

test('killed while it reviews, it concludes at its next start what it had begun, on former heads too', async () => {
  const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')) });
  githubs.push(github);
  const variables = inProduction(github, 'killed');
  const killed = start(variables);
  github.setWebhookUrl(`${await killed.says(listening)}/api/github/webhooks`);
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const release = github.fault({ path: '/acme/fleet.git/info/refs', delay: 1500 });
  const pull = await repository.openPull({ head: 'change' });
  const former = pull.headSha;
  await until(() => repository.checks(former).some(({ status }) => status === 'in_progress'));
  killed.child.kill('SIGKILL');
  await killed.ended;
  release();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  const next = start(variables);
  github.setWebhookUrl(`${await next.says(listening)}/api/github/webhooks`);
  await until(() => pull.checks.some(({ status }) => status === 'completed'));
  await until(() => repository.checks(former).every(({ status }) => status === 'completed'));
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(repository.checks(former).map(({ conclusion }) => conclusion)).toEqual(['cancelled']);
});

test('killed while it reviews, it leaves a former head to the other pull request that has it', async () => {
  const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')) });
  githubs.push(github);
  const variables = inProduction(github, 'shared');
  const killed = start(variables);
  github.setWebhookUrl(`${await killed.says(listening)}/api/github/webhooks`);
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  await repository.push('copy', repository.sha('change'));
  const release = github.fault({ path: '/acme/fleet.git/info/refs', delay: 1500 });
  const pull = await repository.openPull({ head: 'change' });
  const other = await repository.openPull({ head: 'copy' });
  await until(() => other.checks.some(({ status }) => status === 'in_progress'));
  killed.child.kill('SIGKILL');
  await killed.ended;
  release();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  const next = start(variables);
  github.setWebhookUrl(`${await next.says(listening)}/api/github/webhooks`);
  await until(() => [pull, other].every(({ checks }) => checks.some(({ status }) => status === 'completed')));
  const conclusions = [pull, other].map(({ checks }) => checks.map(({ conclusion }) => conclusion));
  expect(conclusions).toEqual([['success'], ['success']]);
});

test('killed after a push, and started again without its data, it knows who pushed: they do not approve', async () => {
  const clock = new Clock();
  const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')), now: () => clock.now() });
  githubs.push(github);
  const killed = start(inProduction(github, 'pushed'));
  github.setWebhookUrl(`${await killed.says(listening)}/api/github/webhooks`);
  const config = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';
  const files = { ...smallFleet, '.github/blast-radius.yml': config };
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files });
  repository.addUser('mia', { role: 'maintain' });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await repository.waitForCheck(pull.headSha, 'blast-radius: main');
  const release = github.fault({ path: '/acme/fleet.git/info/refs', delay: 1500 });
  const author = { name: 'dana', email: 'dana@users.noreply.github.test' };
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'mia', author });
  await until(() => pull.checks.some(({ status }) => status === 'in_progress'));
  killed.child.kill('SIGKILL');
  await killed.ended;
  release();
  const next = start(inProduction(github, 'pushed-anew'));
  github.setWebhookUrl(`${await next.says(listening)}/api/github/webhooks`);
  expect(await repository.waitForCheck(pull.headSha, 'blast-radius: main')).toMatchObject({
    conclusion: 'action_required',
  });
  await until(() => pull.comments.some(({ body }) => body.includes(`blast-radius review ${pull.headSha}`)));
  clock.pass();
  pull.comment('/approve prod', 'mia');
  await until(() => pull.comments.some(({ body }) => body.includes('contributed to this pull request')));
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['action_required']);
});

test('killed between a command and its answer, it answers at its next start, once', async () => {
  const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')) });
  githubs.push(github);
  const variables = inProduction(github, 'asked');
  const killed = start(variables);
  github.setWebhookUrl(`${await killed.says(listening)}/api/github/webhooks`);
  const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files: smallFleet });
  repository.addUser('rita', { role: 'read' });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await repository.waitForCheck(pull.headSha, 'blast-radius: main');
  const release = github.fault({ path: '/acme/fleet.git/info/refs', delay: 60_000 });
  // The App hears of its own comment too.
  const { id } = pull.comment('/where', 'rita');
  const isTaken = ({ statusCode, body }: Delivery) => statusCode === 200 && body.includes(`"id":${id},`);
  await until(() => github.deliveries('issue_comment').some(isTaken));
  killed.child.kill('SIGKILL');
  await killed.ended;
  release();
  const answers = () => pull.comments.filter(({ body }) => body.startsWith('<!-- blast-radius answer '));
  expect(answers()).toEqual([]);
  const next = start(variables);
  await next.says(listening);
  await until(() => answers().length > 0);
  next.child.kill('SIGTERM');
  await next.ended;
  const last = start(variables);
  await last.says(listening);
  last.child.kill('SIGTERM');
  await last.ended;
  expect(answers()).toHaveLength(1);
});

test.each([
  ['memory', { RENDER_MEGABYTES: '64' }, 'Rendering needs too much memory'],
  ['time', { RENDER_SECONDS: '1' }, 'Rendering took too long'],
])(
  'a review that takes more %s than it may ends red with the reason, a command says so, and the process goes on',
  async (_, limit, title) => {
    const github = await startGitHub({ app: readAppRegistration(join(root, 'app.yml')) });
    githubs.push(github);
    const { says } = start({ ...inProduction(github, title), ...limit });
    const url = await says(listening);
    github.setWebhookUrl(`${url}/api/github/webhooks`);
    const many = Array.from({ length: 30_000 }, (__, index) => settings('1', `shop-${index}`)).join('---\n');
    const files = { ...smallFleet, 'apps/shop/settings.yaml': many };
    const repository = await github.createRepository({ owner: 'acme', name: 'fleet', files });
    await repository.commit('change', { write: { 'apps/shop/settings.yaml': many.replaceAll('"1"', '"2"') } });
    const pull = await repository.openPull({ head: 'change' });
    expect(await repository.waitForCheck(pull.headSha, 'blast-radius: main', 50_000)).toMatchObject({
      conclusion: 'failure',
      title,
    });
    repository.addUser('rita', { role: 'read' });
    pull.comment('/where', 'rita');
    const answers = () => pull.comments.filter(({ body }) => body.startsWith('<!-- blast-radius answer '));
    await until(() => answers().length > 0);
    expect(answers().map(({ body }) => body)).toEqual([expect.stringContaining(title)]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('blast_radius_delivery_seconds');
  },
);

function newKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
}

test('a thread that is stopped while it starts takes no process with it', async () => {
  const renderer = pathToFileURL(join(built, 'dist', 'cli', 'create-renderer.js')).href;
  const program = `
    const { createRenderer } = await import(${JSON.stringify(renderer)});
    for (let run = 0; run < 100; run += ${isThorough ? 1 : 5}) {
      const renderer = createRenderer({ threads: 1, megabytes: 512, seconds: 60 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20 + 1.5 * run);
      await renderer.render(undefined, { repository: '1' }, controller.signal).catch(() => undefined);
      await renderer.close();
    }
    console.log('still here');
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect(stdout).toBe('still here\n');
});

test('the time that a task may take does not begin while it waits for another', async () => {
  const repository = tempRepository(['--bare']);
  // No two have a file in common that would be remembered.
  const fleets = Array.from({ length: 8 }, (_, index) =>
    repository.commit(
      Object.fromEntries(Object.entries(smallFleet).map(([path, text]) => [path, `${text}# ${index}\n`])),
    ),
  );
  const tasks = fleets.map((commit) => ({
    ...{ gitDirectory: repository.path, repository: '1', question: { kind: 'where', asked: 'shop' }, commit },
    tree: repository.git('rev-parse', `${commit}^{tree}`),
  }));
  const renderer = pathToFileURL(join(built, 'dist', 'cli', 'create-renderer.js')).href;
  // All the others together take far longer than one with the start of its thread, or a wait that counts would not show.
  const program = `
    const { createRenderer } = await import(${JSON.stringify(renderer)});
    const { signal } = new AbortController();
    const key = new Uint8Array(32);
    const [first, ...others] = ${JSON.stringify(tasks)};
    const ask = (renderer, task) => renderer.answer(undefined, { ...task, key }, renderer.attempts(signal)).then(({ result }) => result.kind);
    const began = performance.now();
    const alone = createRenderer({ threads: 1, megabytes: 512, seconds: 300 });
    await ask(alone, first);
    await alone.close();
    const seconds = (3 * (performance.now() - began)) / 1000;
    const renderer = createRenderer({ threads: 1, megabytes: 512, seconds });
    const all = others.map((task) => ask(renderer, task));
    const impatient = new AbortController();
    const gaveUp = renderer.answer(undefined, first, renderer.attempts(impatient.signal)).catch((error) => error.name);
    impatient.abort();
    console.log(JSON.stringify([await Promise.race([gaveUp, ...all]), ...(await Promise.all(all))]));
    await renderer.close();
  `;
  const env = { ...process.env, PATH: `${slowGit()}:${process.env.PATH}` };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  expect(JSON.parse(stdout)).toEqual(['AbortError', ...fleets.slice(1).map(() => 'where')]);
});

/** @returns the folder of a git that waits before it takes each line of its input: what it does takes time, no work */
function slowGit(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const wait = 'while read -r line; do sleep 0.15; echo "$line"; done';
  const program = `#!/bin/sh\nPATH='${process.env.PATH}'\n${wait} | git "$@"\n`;
  writeFileSync(join(bin, 'git'), program, { mode: 0o755 });
  return bin;
}
