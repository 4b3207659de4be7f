import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { freePort } from '../free-port.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';

let app: StartedApp;
let origin: string;
let fleet: RepositoryHandle;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  app = await startApp({ PORT: String(port), PUBLIC_URL: origin });
  app.github.app.setCallbackUrl(`${origin}/oauth/callback`);
  const owner = { owner: 'acme', organization: true, private: true, files: { a: '' } };
  fleet = await app.github.createRepository({ ...owner, name: 'fleet' });
  await app.github.createRepository({ ...owner, name: 'secret' });
  for (const login of ['rita', 'tom']) app.github.addMember('acme', login);
  fleet.addUser('rita', { role: 'read' });
  await app.quiet();
});

afterAll(() => app.close());

beforeEach(() => app.github.signIn('rita'));

const setupUrl = (installation: number | undefined = app.github.app.installationOn(fleet)?.id, more = '') =>
  `${origin}/setup?installation_id=${installation}&setup_action=install${more}`;

/** A browser as far as it is needed: it keeps this server's cookies, and follows redirects. */
async function open(
  url: string,
  jar = new Map<string, string>(),
): Promise<{ status: number; url: string; text: string }> {
  const isOurs = url.startsWith(origin);
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, { redirect: 'manual', headers: isOurs ? { cookie } : {} });
  for (const line of isOurs ? response.headers.getSetCookie() : []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    jar.set(name, value);
  }
  const location = response.headers.get('location');
  if (location !== null) return open(new URL(location, url).href, jar);
  return { status: response.status, url: response.url, text: await response.text() };
}

/** What a person reads: without markup, one line an element. */
function words(page: string): string {
  const main = /<main>(.*)<\/main>/s.exec(page)?.[1] ?? '';
  const lines = main
    .replaceAll(/<\/(p|li|h\d)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

test.each(['/', '/registered?code=a&state=b'])(
  'who still looks at the page that registered the App, %s, goes on',
  async (path) => {
    expect((await open(origin + path)).url).toBe(`${origin}/setup`);
  },
);

test('after installing, a person who signs in sees what to require where, and what is not yet so', async () => {
  const { status, url, text } = await open(setupUrl());
  expect([status, url]).toEqual([200, `${origin}/setup?installation_id=${app.github.app.installationOn(fleet)?.id}`]);
  expect(words(text)).toContain(`Repositories of acme
acme/fleet to be changed
On main, require from this App:
blast-radius: main
main has neither a merge queue nor &#34;Require branches to be up to date before merging&#34;: for seconds after a merge, other pull requests keep the result for the former base; turn on one of them.
Required now: no · merge queue: no · branches up to date: no
Open the rules of acme/fleet
`);
  expect(text).toContain(`href="${app.github.url}/acme/fleet/settings/rules"`);
  expect(text).not.toContain('acme/secret');
});

test('where the branch requires the check from this App, and up to date, nothing is left to change', async () => {
  const remove = fleet.addRuleset(['main'], { checks: { 'blast-radius: main': app.github.appId }, upToDate: true });
  expect(words((await open(setupUrl())).text)).toContain(`acme/fleet required
On main, require from this App:
blast-radius: main
Required now: yes, from this App · merge queue: no · branches up to date: yes
Open the rules of acme/fleet
`);
  remove();
});

test.each<[string, Record<string, number | null>, string, string]>([
  [
    'the former name',
    { 'blast-radius': 1 },
    'no',
    'main requires blast-radius, which never passes: require blast-radius: main instead.',
  ],
  [
    'any source',
    { 'blast-radius: main': null },
    'yes, not from this App alone',
    'blast-radius: main is accepted from any source, so that whoever can push can report it: choose this App as its source.',
  ],
  [
    'another App',
    { 'blast-radius: main': 1 },
    'yes, not from this App alone',
    'blast-radius: main is required from another App (1): choose this App as its source.',
  ],
])('%s is to be changed', async (_, checks, required, advice) => {
  const remove = fleet.addRuleset(['main'], { checks, mergeQueue: true });
  const text = words((await open(setupUrl())).text);
  expect(text).toContain('acme/fleet to be changed');
  expect(text).toContain(advice);
  expect(text).toContain(`Required now: ${required} · merge queue: yes · branches up to date: no`);
  remove();
});

test('what GitHub does not tell is said to be not known', async () => {
  const end = app.github.fault({ path: /fleet\/rules\/branches/, status: 403, body: { message: 'Upgrade' } });
  const text = words((await open(setupUrl())).text);
  end();
  expect(text).toContain('acme/fleet not known');
  expect(text).toContain('What is required now is not known: 403 Upgrade.');
});

test('strangers, guests and made-up installations see the same page, without any data', async () => {
  fleet.addUser('guest', { role: 'admin' });
  const pages: string[] = [];
  for (const [login, installation] of [
    ['eve', undefined],
    ['guest', undefined],
    ['rita', 999_999],
  ] as const) {
    app.github.signIn(login);
    const { status, text } = await open(setupUrl(installation));
    expect(status).toBe(200);
    pages.push(text);
  }
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).not.toMatch(/acme|fleet<|secret/);
  expect(words(pages[0] ?? '')).toContain('there is nothing that you may read on GitHub');
});

test('who loses the right loses the repository at once; membership alone shows none', async () => {
  app.github.signIn('tom');
  const jar = new Map<string, string>();
  fleet.addUser('tom', { role: 'read' });
  expect((await open(setupUrl(), jar)).text).toContain('acme/fleet');
  fleet.removeUser('tom');
  const { text } = await open(setupUrl(), jar);
  expect(text).not.toContain('acme/fleet');
  expect(words(text)).toContain('None of the repositories on this page may be read by you on GitHub.');
});

test('a personal account sees its own repositories; hostile names stay text', async () => {
  const branch = 'a"><img/src=x>&`b';
  const own = await app.github.createRepository({
    owner: 'rita',
    name: 'home',
    defaultBranch: branch,
    files: { a: '' },
  });
  const { text } = await open(setupUrl(app.github.app.installationOn(own)?.id));
  expect(text).toContain('rita/home');
  expect(text).not.toContain('<img');
  app.github.signIn('eve');
  expect((await open(setupUrl(app.github.app.installationOn(own)?.id))).text).not.toContain('rita/home');
});

test('many repositories are shown ten a page', async () => {
  const owner = { owner: 'many', organization: true, files: { a: '' } };
  for (let index = 1; index <= 11; index += 1) await app.github.createRepository({ ...owner, name: `r${index}` });
  app.github.addMember('many', 'rita');
  const installation = app.github.app.installationOn(app.github.repository('many/r1'))?.id;
  const first = await open(setupUrl(installation));
  expect(first.text.match(/<article/g)).toHaveLength(10);
  expect(first.text).toContain(`href="/setup?installation_id=${installation}&#38;page=2"`);
  const second = await open(setupUrl(installation, '&page=2'));
  expect([second.text.match(/<article/g)?.length, second.text.includes('More repositories')]).toEqual([1, false]);
});

test('without an installation the general instructions need no sign-in', async () => {
  await app.quiet();
  const before = app.github.requests.length;
  for (const query of ['', '?setup_action=request', '?installation_id=1e3', '?installation_id=../1']) {
    const response = await fetch(`${origin}/setup${query}`, { redirect: 'manual' });
    expect([query, response.status]).toEqual([query, 200]);
    expect(words(await response.text())).toMatch(/^Nothing holds a pull request back until its branch requires/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  }
  expect((await fetch(`${origin}/setup`, { method: 'POST' })).status).toBe(405);
  expect(app.github.requests).toHaveLength(before);
});

test('where sign-in is not set up, there are the general instructions alone', async () => {
  const other = await startApp();
  const response = await fetch(`${other.url}/setup?installation_id=1&setup_action=install`, { redirect: 'manual' });
  expect([response.status, words(await response.text())]).toEqual([
    200,
    expect.stringMatching(/^Nothing holds a pull request back(?!.*Repositories of)/s),
  ]);
  expect((await fetch(`${other.url}/oauth/callback`)).status).toBe(404);
  await other.close();
});
