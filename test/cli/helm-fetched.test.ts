import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chartArchive } from '../fake-sources/chart-archive.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
import { CHART_LAYER, startRegistry } from '../fake-sources/registry.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { type Ran, runProgram } from './run-program.ts';

let host: HttpHost;
let cache: string;
const environment = { ...process.env };

beforeAll(async () => {
  host = await startHttpHost({
    '/index.yaml':
      'entries:\n  app:\n  - version: 1.0.0\n    urls: [app-1.0.0.tgz]\n  - version: 1.1.0\n    urls: [app-1.1.0.tgz]\n',
    '/app-1.0.0.tgz': (response) => response.end(chartArchive('app', '1.0.0')),
    '/app-1.1.0.tgz': (response) => response.end(chartArchive('app', '1.1.0')),
  });
});

beforeEach(() => {
  cache = tempFolder();
  Object.assign(process.env, {
    XDG_CACHE_HOME: cache,
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: `https://charts.example/=${host.url}`,
  });
});

afterEach(() => {
  for (const name of ['XDG_CACHE_HOME', 'FETCH', 'FETCH_ALLOW', 'FETCH_HOSTS', 'FETCH_MIRRORS'])
    delete process.env[name];
  Object.assign(process.env, environment);
});

afterAll(async () => {
  await host.close();
  removeTempFolders();
});

const template = (...args: readonly string[]): Promise<Ran> =>
  runProgram(['helm', 'template', 'app', '--repo', 'https://charts.example', ...args]);

const printed = (version: string): string =>
  `---\n# Source: app/templates/version.yaml\nkind: ConfigMap\nversion: ${version}\n`;

test('a chart of a repository is fetched, by its version or the newest, and kept', async () => {
  expect(await template()).toEqual({ code: 0, stdout: printed('1.1.0'), stderr: '' });
  expect((await template('--version', '~1.0')).stdout).toBe(printed('1.0.0'));
  const asked = host.requests.length;
  expect((await template('--version', '~1.0')).stdout).toBe(printed('1.0.0'));
  expect([host.requests.length, readdirSync(join(cache, 'blast-radius'))]).toEqual([asked, ['sources']]);
  expect((await template('--version', '~1.0', '--refresh')).stdout).toBe(printed('1.0.0'));
  expect(host.requests.length).toBeGreaterThan(asked);
});

test('a chart of a registry is fetched', async () => {
  const registry = await startRegistry('acme/app', { token: 'given' });
  for (const version of ['1.0.0', '1.1.0', '2.0.0-rc.1']) {
    registry.push(version, [{ type: CHART_LAYER, bytes: chartArchive('app', version) }]);
  }
  process.env.FETCH_MIRRORS = `https://registry.example/=${registry.url}`;
  const args = ['helm', 'template', 'rel', 'oci://registry.example/acme/app'];
  expect(await runProgram(args)).toEqual({ code: 0, stdout: printed('1.1.0'), stderr: '' });
  expect((await runProgram([...args, '--version', '1.0.0'])).stdout).toBe(printed('1.0.0'));
  await registry.close();
});

test.each<[Readonly<Record<string, string>>, readonly string[], number, string]>([
  [
    {},
    ['--version', '2'],
    2,
    'app is not fetched: charts.example has no version of "app" within "2"; choose one that it has',
  ],
  [{ FETCH: 'off' }, [], 2, 'app is not fetched: nothing is fetched here; set FETCH=on to fetch it'],
  [
    { FETCH_ALLOW: '', FETCH_MIRRORS: 'https://charts.example/=https://127.0.0.1:1/' },
    [],
    2,
    'app is not fetched: the mirror of charts.example has no public address; if it is a host of yours, add it to FETCH_ALLOW',
  ],
  [{ FETCH: '1' }, [], 64, 'FETCH is "1"; it must be on or off.'],
])('with %j, %j ends with why', async (variables, args, code, message) => {
  Object.assign(process.env, variables);
  expect(await template(...args)).toEqual({ code, stdout: '', stderr: `blast-radius: ${message}\n` });
});
