import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { FleetData } from '../../src/report/where/fleet-data.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { freePort } from '../free-port.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { chartFleet, chartYaml, releaseOf } from '../review/charts/chart-fleet.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let origin: string;
let repository: RepositoryHandle;
let pull: PullHandle;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  app = await startApp({ PORT: String(port), PUBLIC_URL: origin });
  app.github.app.setCallbackUrl(`${origin}/oauth/callback`);
  const names = { owner: 'acme', name: 'fleet', organization: true, private: true };
  repository = await app.github.createRepository({ ...names, files: smallFleet });
  repository.addUser('rita', { role: 'read' });
  repository.addUser('sam', { role: 'read' });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  pull = await repository.openPull({ head: 'change' });
  await app.quiet();
});

afterAll(async () => {
  await app.close();
  removeTempFolders();
});

beforeEach(() => app.github.signIn(undefined));

/** A browser as far as a report page needs one: it keeps cookies by origin, and follows redirects. */
function browser() {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const open = async (url: string, follow = true): Promise<Response> => {
    const isOurs = url.startsWith(origin);
    const response = await fetch(url, { redirect: 'manual', headers: isOurs ? { cookie: cookies() } : {} });
    for (const line of isOurs ? response.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    return location !== null && follow ? open(new URL(location, url).href) : response;
  };
  return { open, jar };
}

function reportUrl(): string {
  const [check] = pull.checks;
  return check?.detailsUrl ?? '';
}

test('check and comment link the report; whoever may read the repository signs in once, and reads it', async () => {
  expect(reportUrl()).toBe(`${origin}/reports/acme/fleet/pull/1/${pull.headSha}`);
  expect(pull.comments[0]?.body).toContain(
    `[the whole report](${reportUrl()}) · [what runs where](${origin}/fleets/acme/fleet)`,
  );
  app.github.signIn('rita');
  const { open } = browser();
  const page = await open(reportUrl());
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>Blast Radius: shop: prod changes 1 object · dev changes 1</title>');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  app.github.signIn(undefined);
  expect((await open(reportUrl())).status).toBe(200);
});

test('whoever may read the repository sees what runs where in it; who may not learns nothing', async () => {
  app.github.signIn('rita');
  const page = await browser().open(`${origin}/fleets/acme/fleet`);
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain('<title>What runs where: 1 unit in 2 clusters</title>');
  expect(text).toContain(`acme/fleet, <code>main</code> at <code>${repository.sha('main').slice(0, 7)}</code>`);
  app.github.signIn('eve');
  const { open } = browser();
  const [there, missing] = [await open(`${origin}/fleets/acme/fleet`), await open(`${origin}/fleets/acme/nothing`)];
  expect([there.status, missing.status]).toEqual([404, 404]);
  expect(await there.text()).toBe(await missing.text());
  app.github.signIn(undefined);
  expect((await browser().open(`${origin}/fleets/acme/fleet`, false)).status).toBe(302);
});

test('a cell of the page tells what is set there and how it gets there, to whoever may read the repository', async () => {
  app.github.signIn('rita');
  const { open } = browser();
  const { ask } = await fleetIn(await open(`${origin}/fleets/acme/fleet`));
  expect(ask).toBe(`/fleets/acme/fleet/cell?at=${repository.sha('main')}`);
  const cell = await open(`${origin}${ask}&unit=shop&cluster=prod`);
  expect([cell.status, cell.headers.get('content-type'), cell.headers.get('cache-control')]).toEqual([
    ...[200, 'application/json', 'private, no-store'],
  ]);
  const steps = ['clusters/prod', 'clusters/prod/kustomization.yaml:4', 'apps/shop/kustomization.yaml:4'];
  expect(await cell.json()).toEqual({
    ways: [
      {
        objects: 'ConfigMap default/shop',
        steps: steps.map((place, index) => ({ what: index === 0 ? 'clusters/prod' : '', place })),
      },
    ],
    ...{ than: 'dev', settings: [], more: 0 },
  });
  const asked = ['&unit=shop&cluster=none', '&unit=none&cluster=prod', ''].map((query) => origin + ask + query);
  const others = [...asked, `${origin}/fleets/acme/fleet/cell?at=${pull.headSha}&unit=shop&cluster=prod`];
  expect(await Promise.all(others.map(async (url) => (await open(url)).status))).toEqual([404, 404, 404, 404]);
  app.github.signIn('eve');
  const eve = browser();
  await eve.open(`${origin}/fleets/acme/fleet`);
  const url = `${origin}${ask}&unit=shop&cluster=prod`;
  expect([(await eve.open(url)).status, (await fetch(url)).status]).toEqual([404, 401]);
});

test('what open pull requests would do stands with what runs where, as their reviews say it, and not with what ran before', async () => {
  app.github.signIn('sam');
  const { open } = browser();
  const draft = await repository.commit('draft', { write: { 'README.md': 'Nothing of the fleet.' } });
  const other = await repository.openPull({ head: 'draft', title: '</script><b>Say "it"', author: 'dana' });
  await app.quiet();
  const now = await fleetIn(await open(`${origin}/fleets/acme/fleet`));
  expect(now.pulls).toEqual([
    {
      ...{ number: 2, title: '</script><b>Say "it"', author: 'dana', headline: 'nothing changes in 2 clusters' },
      ...{ isUnknown: false, cells: [] },
      links: { pull: `${app.github.url}/acme/fleet/pull/2`, report: `/reports/acme/fleet/pull/2/${draft}` },
    },
    {
      ...{ number: 1, title: 'change', author: 'acme', headline: 'shop: prod changes 1 object · dev changes 1' },
      isUnknown: false,
      cells: [{ unit: 0, clusters: [0, 1], sign: '~', text: 'ConfigMap default/shop is updated' }],
      links: { pull: `${app.github.url}/acme/fleet/pull/1`, report: new URL(reportUrl()).pathname },
    },
  ]);
  const then = await (await open(`${origin}/fleets/acme/fleet?at=${repository.sha('main').slice(0, 7)}`)).text();
  expect(then).not.toContain('id="pulls"');
  await other.close();
  await app.quiet();
  expect((await fleetIn(await open(`${origin}/fleets/acme/fleet`))).pulls.map(({ number }) => number)).toEqual([1]);
});

test('a page that is open hears when the branch moves, a review ends or a pull request closes, and of nothing that it knows', async () => {
  app.github.signIn('sam');
  const { open, jar } = browser();
  const [, path = ''] = /data-news="([^"]*)"/.exec(await (await open(`${origin}/fleets/acme/fleet`)).text()) ?? [];
  const stream = await open(origin + path);
  expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const heard = eventsOf(stream);
  await repository.commit('main', { write: { 'README.md': 'Moved.' } });
  expect(await heard.next()).toMatch(/^id: [\w-]{36}\nevent: news\ndata:$/);
  await repository.commit('news', { write: { 'apps/shop/settings.yaml': settings('6') } });
  const other = await repository.openPull({ head: 'news' });
  expect(await heard.next()).toContain('event: news');
  await app.quiet();
  await other.close();
  expect(await heard.next()).toContain('event: news');
  await app.quiet();
  await heard.end();
  // Whoever comes again with what was heard last hears only what is new.
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const [, now = ''] = /seen=([^"]*)/.exec(await (await open(`${origin}/fleets/acme/fleet`)).text()) ?? [];
  const again = await fetch(origin + path, { headers: { cookie, 'last-event-id': now } });
  const heardAgain = eventsOf(again);
  await repository.commit('main', { write: { 'README.md': 'Moved again.' } });
  expect(await heardAgain.next()).not.toContain(`id: ${now}`);
  await heardAgain.end();
  app.github.signIn('eve');
  const eve = browser();
  await eve.open(`${origin}/fleets/acme/fleet`);
  expect([(await eve.open(origin + path)).status, (await fetch(origin + path)).status]).toEqual([404, 401]);
});

test('a badge tells everybody of a public repository, and of a private one as much as of none', async () => {
  const files = { ...smallFleet, 'clusters/prod/kustomization.yaml': kustomization('../../apps/shop', 'own.yaml') };
  await app.github.createRepository({
    ...{ owner: 'acme', name: 'open', organization: true },
    files: { ...files, 'clusters/prod/own.yaml': settings('1', 'own') },
  });
  const badge = await fetch(`${origin}/badge/acme/open.svg`);
  expect([badge.status, Object.fromEntries(badge.headers)]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
    }),
  ]);
  expect(await badge.text()).toContain('<title>clusters: 2 · no drift</title>');
  const [closed, missing] = [
    await fetch(`${origin}/badge/acme/fleet.svg`),
    await fetch(`${origin}/badge/acme/none.svg`),
  ];
  expect([closed.status, missing.status]).toEqual([404, 404]);
  const seen = ({ headers }: Response) => [...headers].filter(([name]) => name !== 'date');
  expect([seen(closed), await closed.text()]).toEqual([seen(missing), await missing.text()]);
  expect((await fetch(`${origin}/badge/acme/open.svg`, { method: 'POST' })).status).toBe(405);
});

test('whoever asks for badges by guessing names gets none soon, and those that are drawn stay', async () => {
  expect((await fetch(`${origin}/badge/acme/open.svg`)).status).toBe(200);
  const statuses = new Set<number>();
  for (let guess = 0; guess < 201; guess++)
    statuses.add((await fetch(`${origin}/badge/acme/guess-${guess}.svg`)).status);
  expect([...statuses]).toEqual([404, 503]);
  expect((await fetch(`${origin}/badge/acme/open.svg`)).status).toBe(200);
});

/** @returns what waits for the next event of a stream, and what ends it */
function eventsOf({ body }: Response) {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<string> => {
    const [first = '', ...others] = text.split('\n\n');
    if (others.length > 0) {
      text = others.join('\n\n');
      return first.includes('event:') ? first : next();
    }
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error('the stream has ended');
    text += value;
    return next();
  };
  return { next, end: async () => reader?.cancel() };
}

/** What a fleet page's script draws from. */
async function fleetIn(page: Response): Promise<FleetData> {
  const [, data = ''] = /<script type="application\/json" id="fleet">(.*?)<\/script>/s.exec(await page.text()) ?? [];
  return JSON.parse(data);
}

test('whoever sees what runs where may go back to what ran before', async () => {
  const before = repository.sha('main');
  const now = await repository.commit('main', { write: { 'README.md': 'Another one.' } });
  app.github.signIn('rita');
  const { open } = browser();
  const page = async (at: string) => (await open(`${origin}/fleets/acme/fleet${at}`)).text();
  expect(await page('')).toContain(
    `<code>${now.slice(0, 7)}</code> · <a href="/fleets/acme/fleet/history">what happened</a></p>`,
  );
  expect(await page(`?at=${before.slice(0, 7)}`)).toContain(
    `<code>${before.slice(0, 7)}</code>, as it was at ${before.slice(0, 7)} (<a href="?">now</a>)`,
  );
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  expect(await page(`?at=${tomorrow}`)).toContain(`<code>${now.slice(0, 7)}</code>, as it was at ${tomorrow}`);
  for (const at of ['1999-12-31', 'last+friday', pull.headSha, '%3Cb%3E']) {
    const response = await open(`${origin}/fleets/acme/fleet?at=${at}`);
    expect([at, response.status, await response.text()]).toEqual([
      at,
      404,
      expect.stringContaining('<h1>Nothing is known of that time</h1>'),
    ]);
  }
});

/** What operators see of a counter, over all its labels. */
async function counted(name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const values = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

test('what the last commits did is a page too, of all or of one unit', async () => {
  const commit = await repository.commit('main', { write: { 'apps/shop/settings.yaml': settings('<3>') } });
  app.github.signIn('rita');
  const { open } = browser();
  const fleet = await (await open(`${origin}/fleets/acme/fleet`)).text();
  expect(fleet).toContain('<a href="/fleets/acme/fleet/history">what happened</a>');
  const page = async (query: string) => (await open(`${origin}/fleets/acme/fleet/history${query}`)).text();
  await app.quiet();
  const reviews = await counted('blast_radius_reviews_total');
  const all = await page('');
  expect(await counted('blast_radius_reviews_total')).toBe(reviews);
  expect(await counted('blast_radius_history_commit_seconds_count')).toBeGreaterThan(0);
  expect(all).toContain(`<code>${commit.slice(0, 7)}</code></a> · acme: Change main</p>`);
  expect(all).not.toContain('open this page again');
  expect(all).toContain('<p><b>shop: prod changes 1 object · dev changes 1</b></p>');
  expect(all).toContain('<li>shop: dev ~1, prod ~1</li>');
  expect(await page('?unit=shop&cluster=prod')).toContain('<li>shop: prod ~1</li>');
  expect(await page('?unit=%3Cb%3E')).toContain('none changed anything called &#60;b&#62;.');
  expect(await page('?cluster=prd')).toContain('There is no cluster prd in what was looked at: dev and prod.');
  app.github.signIn('eve');
  expect((await browser().open(`${origin}/fleets/acme/fleet/history`)).status).toBe(404);
});

test('nobody sees anything without signing in: the browser is sent to GitHub', async () => {
  const { open } = browser();
  const response = await open(reportUrl(), false);
  expect(response.status).toBe(302);
  const location = new URL(response.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(`${app.github.url}/login/oauth/authorize`);
  expect(location.searchParams.get('client_id')).toBe(app.github.app.clientId);
  expect(await response.text()).toBe('');
});

test('who may not read the repository learns nothing: what is there and what is not look the same', async () => {
  app.github.signIn('eve');
  const { open } = browser();
  const there = await open(reportUrl());
  const missing = await open(`${origin}/reports/acme/nothing/pull/1/${'0'.repeat(40)}`);
  expect([there.status, missing.status]).toEqual([404, 404]);
  expect(await there.text()).toBe(await missing.text());
});

test('who loses the right loses the page at once, signed in or not', async () => {
  repository.addUser('tom', { role: 'read' });
  app.github.signIn('tom');
  const { open } = browser();
  expect((await open(reportUrl())).status).toBe(200);
  repository.removeUser('tom');
  expect((await open(reportUrl())).status).toBe(404);
});

test('a commit that is not the head any more leads to the one that is', async () => {
  app.github.signIn('rita');
  const { open } = browser();
  const page = await open(`${origin}/reports/acme/fleet/pull/1/${'0'.repeat(40)}`);
  expect([page.status, page.url]).toEqual([200, reportUrl()]);
});

test('a session cannot be made up, changed, or brought from another browser', async () => {
  app.github.signIn('rita');
  const rita = browser();
  await rita.open(reportUrl());
  const session = rita.jar.get('blast-radius-session') ?? '';
  const [until = '', , mac = ''] = session.split('.');
  const forged = [
    '',
    'rita',
    `${until}.${Buffer.from('admin').toString('base64url')}.${mac}`,
    session.replace(until, String(Number(until) + 1)),
    session.slice(0, -2),
    // What was sealed for the sign-in is no session.
    new URL((await browser().open(reportUrl(), false)).headers.get('location') ?? '').searchParams.get('state') ?? '',
  ];
  app.github.signIn(undefined);
  for (const value of forged) {
    const eve = browser();
    eve.jar.set('blast-radius-session', value);
    expect([value, (await eve.open(reportUrl(), false)).status]).toEqual([value, 302]);
  }
});

test('a sign-in that another browser began ends nowhere', async () => {
  app.github.signIn('eve');
  const eve = browser();
  const away = (await eve.open(reportUrl(), false)).headers.get('location') ?? '';
  const back = (await eve.open(away, false)).headers.get('location') ?? '';
  const rita = browser();
  const response = await rita.open(back, false);
  expect([response.status, rita.jar.size]).toEqual([400, 0]);
});

test.each([
  ['no state', '/oauth/callback?code=abc'],
  ['a state of nobody', '/oauth/callback?code=abc&state=1.e30.x'],
  ['nothing', '/oauth/callback'],
])('a callback with %s is refused', async (_, path) => {
  expect((await browser().open(origin + path, false)).status).toBe(400);
});

test('a code that GitHub does not know signs nobody in', async () => {
  app.github.signIn('rita');
  const { open, jar } = browser();
  const away = (await open(reportUrl(), false)).headers.get('location') ?? '';
  const state = new URL(away).searchParams.get('state') ?? '';
  const response = await open(`${origin}/oauth/callback?${new URLSearchParams({ state, code: 'made-up' })}`, false);
  expect([response.status, jar.has('blast-radius-session')]).toEqual([502, false]);
});

test.each([
  ['POST', '/reports/acme/fleet/pull/1/', 404],
  ['GET', '/reports/../../etc/passwd', 404],
  ['GET', '/reports/acme/fleet/pull/0/1', 404],
  ['GET', '/reports/', 404],
  ['GET', '//', 404],
  ['GET', '//[', 404],
])('%s %s is no report', async (method, path, status) => {
  expect((await fetch(origin + path, { method, redirect: 'manual' })).status).toBe(status);
});

test('the page asks why a field of a chart is so, and is told the line of the template and of each value', async () => {
  const { page, ask } = await chartPull();
  expect(page).toContain('connect-src &#39;self&#39;');
  const [, query = ''] = /data-why="([^"]*)"/.exec(page) ?? [];
  expect(page.match(/<span class="why" data-field="[^"]*"/g)).toEqual(
    ['data.gone', 'data.secret', 'data.size'].map((path) => `<span class="why" data-field="${path}"`),
  );
  const told = await ask(query.replaceAll('&#38;', '&'));
  expect([told.status, Object.fromEntries(told.headers)]).toEqual([
    200,
    expect.objectContaining({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    }),
  ]);
  const text = await told.text();
  expect(text).not.toMatch(/hunter2|<img|<b>/);
  const lines = text.replaceAll(/<p data-field="([^"]*)">|<a href="([^"]*)"[^>]*>|<[^>]*>/g, '$1$2 ').split('\n');
  const [before = '', after = ''] = [charts.baseSha, charts.headSha].map(
    (sha) => `${app.github.url}/acme/charts/blob/${sha}`,
  );
  const file = 'charts/shop/templates/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.yaml';
  const shown = 'charts/shop/templates/&#60;img src=x onerror=alert(1)&#62;.yaml';
  const said = [
    `data.gone in prod: ${before}/${file}#L7 ${shown}:7 .Values.gone ${before}/apps/shop.yaml#L10 apps/shop.yaml:10 (spec.values), edited here`,
    `data.secret in prod: ${after}/${file}#L9 ${shown}:9 .Values.word ${after}/apps/words.yaml#L6 apps/words.yaml:6 (Secret/words, key values.yaml), edited here`,
    `data.size in prod: ${after}/${file}#L5 ${shown}:5 .Values[&#34;&#60;b&#62;&#34;] ${after}/apps/shop.yaml#L10 apps/shop.yaml:10 (spec.values), edited here`,
  ];
  expect(lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())).toEqual([...said, '']);
});

test('why something is so learns who asks nothing that the page does not show them', async () => {
  const { ask, eve } = await chartPull();
  const of = (name: string) =>
    String(new URLSearchParams({ cluster: 'prod', apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name }));
  const path = `${origin}/reports/acme/charts/pull/1/${charts.headSha}/why`;
  const answers = [
    await ask(of('nothing')),
    await ask(of('x'.repeat(501))),
    await eve(`${path}?${of('made')}`),
    await fetch(`${path}?${of('made')}`),
    await ask(of('made'), '0'.repeat(40)),
  ];
  const said = await Promise.all(answers.map(async (each) => [each.status, (await each.text()).trim()]));
  expect(said).toEqual([
    [404, 'Nothing of that name changes: reload the page.'],
    [404, 'not found'],
    [404, 'There is nothing here, or nothing that you may read on GitHub.'],
    [401, 'Reload the page to sign in.'],
    [409, 'There is a newer commit: reload the page.'],
  ]);
  const both = await Promise.all([ask(of('made')), ask(of('made'))]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 503]);
  const missing = `${origin}/reports/acme/nothing/pull/1/${charts.headSha}/why?${of('made')}`;
  const statuses = new Set<number>();
  for (let times = 0; times < 60; times++) statuses.add((await eve(missing)).status);
  expect([...statuses]).toEqual([404, 429]);
});

let charts: PullHandle;

/** A pull request that changes what a hostile chart makes of a Secret's value and others, and who asks of its page. */
async function chartPull() {
  charts ??= await openChartPull();
  app.github.signIn('wim');
  const wim = browser();
  const url = `${origin}/reports/acme/charts/pull/1/${charts.headSha}`;
  const page = await (await wim.open(url)).text();
  app.github.signIn('eve');
  const other = browser();
  await other.open(url);
  const ask = (query: string, commit = charts.headSha) =>
    wim.open(`${origin}/reports/acme/charts/pull/1/${commit}/why?${query}`);
  return { page, ask, eve: other.open };
}

async function openChartPull(): Promise<PullHandle> {
  const values = ['valuesFrom:', '  - { kind: Secret, name: words }', 'values:', '  gone: x', '  "<b>": 1'];
  const files = chartFleet(
    {
      'Chart.yaml': chartYaml(),
      'values.yaml': 'word: none\n',
      'templates/<img src=x onerror=alert(1)>.yaml': hostileTemplate,
    },
    values,
    { 'apps/words.yaml': secretOf('hunter2') },
  );
  const fleet = await app.github.createRepository({
    owner: 'acme',
    name: 'charts',
    organization: true,
    private: true,
    files,
  });
  fleet.addUser('wim', { role: 'read' });
  const release = releaseOf('shop', 'charts/shop', [...values.slice(0, 3), '  "<b>": 2']);
  await fleet.commit('change', { write: { 'apps/shop.yaml': release, 'apps/words.yaml': secretOf('hunter22') } });
  const opened = await fleet.openPull({ head: 'change' });
  await app.quiet();
  return opened;
}

const hostileTemplate = `apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ index .Values "<b>" }}"
  {{- with .Values.gone }}
  gone: {{ . | quote }}
  {{- end }}
  secret: {{ .Values.word | quote }}
`;

function secretOf(word: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: words, namespace: shop }\nstringData:\n  values.yaml: |\n    word: ${word}\n`;
}

test('who opens page after page is asked to wait', async () => {
  repository.addUser('una', { role: 'read' });
  app.github.signIn('una');
  const { open } = browser();
  const statuses: number[] = [];
  for (let page = 0; page < 21; page += 1) statuses.push((await open(reportUrl())).status);
  expect([statuses.slice(0, 20).every((status) => status === 200), statuses[20]]).toEqual([true, 429]);
});

test('no token of a person, no client secret and no session is in any line that the App logs', () => {
  const all = app.lines.join('');
  expect(all).not.toMatch(/ghu_/);
  expect(all).not.toContain(app.github.app.clientSecret);
});

test('a closed pull request that was not merged has no report any more, and says so', async () => {
  app.github.signIn('rita');
  await repository.commit('other', { write: { 'apps/shop/settings.yaml': settings('5') } });
  const other = await repository.openPull({ head: 'other' });
  await app.quiet();
  const url = other.checks[0]?.detailsUrl ?? '';
  await other.close();
  await app.quiet();
  const page = await browser().open(url);
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('The pull request is not open')]);
});

test('the report of a merged pull request stays at its address, also after a restart, and what happened leads to it', async () => {
  const data = tempFolder();
  await app.stop();
  await app.start({ DATA_DIR: data });
  app.github.signIn('sam');
  await repository.commit('kept', { write: { 'apps/shop/settings.yaml': settings('8') } });
  const merged = await repository.openPull({ head: 'kept', title: 'Set eight' });
  await app.quiet();
  const url = merged.checks[0]?.detailsUrl ?? '';
  await app.stop();
  await app.start({ DATA_DIR: data });
  const { open } = browser();
  // What an open pull request does is known again without another review.
  const { pulls } = await fleetIn(await open(`${origin}/fleets/acme/fleet`));
  expect(pulls.find(({ number }) => number === merged.number)).toMatchObject({
    headline: 'shop: prod changes 1 object · dev changes 1',
    cells: [{ unit: 0, clusters: [0, 1], sign: '~' }],
  });
  await merged.merge({ as: 'dana' });
  await app.quiet();
  const page = await open(url);
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain('<title>Blast Radius: shop: prod changes 1 object · dev changes 1</title>');
  expect(text).toMatch(/<p class="sides">As its check said it last, before it was merged on \d{4}-\d\d-\d\d\.<\/p>/);
  expect(text).toContain(`${app.github.url}/acme/fleet/blob/${merged.headSha}/apps/shop/settings.yaml#L7`);
  const history = await (await open(`${origin}/fleets/acme/fleet/history`)).text();
  const path = `/reports/acme/fleet/pull/${merged.number}`;
  expect(history).toContain(` · <a href="${path}">report on #${merged.number}</a></p>`);
  // Without a commit, and with one that it had before, it leads there too.
  for (const address of [origin + path, `${origin}${path}/${'0'.repeat(40)}`]) {
    const response = await open(address);
    expect([response.status, response.url]).toEqual([200, url]);
  }
  app.github.signIn('eve');
  expect((await browser().open(url)).status).toBe(404);
  const [file = ''] = readdirSync(join(data, 'reports')).filter((name) => name.endsWith(`-${merged.number}.json.gz`));
  truncateSync(join(data, 'reports', file), 50);
  const damaged = await open(url);
  expect([damaged.status, await damaged.text()]).toEqual([
    404,
    expect.stringContaining('<h1>The report is not kept any more</h1>'),
  ]);
});
