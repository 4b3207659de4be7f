import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { runDiff } from '../../src/cli/commands/review/diff.ts';
import type { FetchOptions } from '../../src/cli/elsewhere/fetch-options.ts';
import { KeptReviews } from '../../src/cli/kept/kept-reviews.ts';
import { type HttpHost, type Page, startHttpHost } from '../fake-sources/http-host.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { cluster, flux } from '../review/small-fleet.ts';

const manifest = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: web }\ndata: { key: ${value} }\n`;
const app = (file: string) => `resources:\n- https://files.example/${file}\n`;

let variables: NodeJS.ProcessEnv;
let fleet: TempRepository;
let host: HttpHost;
let pages: Record<string, Page>;
let folder: string;

beforeEach(async () => {
  variables = { ...process.env };
  pages = { '/a.yaml': manifest('a', 'one'), '/b.yaml': manifest('b', 'one') };
  host = await startHttpHost((path) => pages[path]);
  folder = tempFolder();
  Object.assign(process.env, {
    FETCH: 'on',
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: `https://files.example/=${host.url}`,
    XDG_CACHE_HOME: tempFolder(),
  });
  fleet = tempRepository();
  for (const file of ['a.yaml', 'b.yaml']) {
    fleet.commit({
      ...cluster('prod'),
      'clusters/prod/web.yaml': flux('web', 'apps/web'),
      'clusters/prod/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
      'apps/web/kustomization.yaml': app(file),
    });
  }
});

afterEach(async () => {
  process.env = variables;
  await host.close();
});

afterAll(removeTempFolders);

/** What `diff HEAD~1 HEAD` gives, and whether something was rendered for it. */
async function diff(options: FetchOptions = {}) {
  const before = host.requests.length;
  const [printed, progress, noted]: [string[], string[], string[]] = [[], [], []];
  const io = {
    out: (text: string) => printed.push(text),
    err: () => undefined,
    progress: (line: string) => progress.push(line),
    note: (text: string) => noted.push(text),
    colour: false,
    width: 100,
  };
  const kept = new KeptReviews(folder, 'this program');
  await runDiff('HEAD~1', 'HEAD', { repo: fleet.path, format: 'text', ...options }, io, kept);
  const text = printed.join('').replaceAll(/[0-9a-f]{32}/g, 'digest');
  const isRendered = progress.some((line) => line.startsWith('rendering'));
  return { text, isRendered, requests: host.requests.length - before, noted: noted.join('') };
}

test('a review over what is elsewhere is kept, and told again where that still stands for the same', async () => {
  const first = await diff();
  expect(first).toMatchObject({ isRendered: true, requests: 2 });
  expect(first.text).toContain('web/b');
  expect(await diff()).toEqual({ text: first.text, isRendered: false, requests: 0, noted: '' });
  expect(await diff({ refresh: true })).toMatchObject({ text: first.text, isRendered: false, requests: 2 });
  expect(await diff({ offline: true })).toMatchObject({ text: first.text, isRendered: false, requests: 0 });
});

test('it is made anew where something stands for something else, and that is fetched once', async () => {
  const first = await diff();
  pages['/b.yaml'] = manifest('c', 'two');
  const second = await diff({ refresh: true });
  expect(second).toMatchObject({ isRendered: true, requests: 2 });
  expect(first.text).not.toContain('web/c');
  expect(second.text).toContain('web/c');
  expect(await diff()).toMatchObject({ text: second.text, isRendered: false });
});

test('it is made anew where something is there that was not', async () => {
  const { '/b.yaml': page } = pages;
  delete pages['/b.yaml'];
  const first = await diff();
  expect(first.text).toMatch(/does not have it\s+\(404\)/);
  expect(await diff()).toMatchObject({ text: first.text, isRendered: false });
  if (page !== undefined) pages['/b.yaml'] = page;
  const second = await diff({ refresh: true });
  expect(second.isRendered).toBe(true);
  expect(second.text).toContain('web/b');
});

test('what is kept with fetching is not what is told without, and the other way round', async () => {
  const fetched = await diff();
  process.env.FETCH = 'off';
  const without = await diff();
  expect(without).toMatchObject({ isRendered: true, requests: 0 });
  expect(without.text).not.toBe(fetched.text);
  process.env.FETCH = 'on';
  expect(await diff()).toMatchObject({ text: fetched.text, isRendered: false });
});

test('a terminal is told what came from where', async () => {
  const { noted } = await diff();
  expect(noted).toBe('fetched from files.example (1 kB)\n');
});
