import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/server/env/environment.ts';
import { readRegistration } from '../../src/server/env/registration-environment.ts';
import { createLog } from '../../src/server/log/create-log.ts';
import { createRegistration } from '../../src/server/registration/create-registration.ts';
import { listen } from '../../src/server/start/listen.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';

let github: GitHub;
let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  github = await startGitHub({ app: { name: 'Another', permissions: {}, events: [] } });
  github.signIn('ada');
  folder = mkdtempSync(join(tmpdir(), 'blast-radius-test-registration-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await github.close();
  rmSync(folder, { recursive: true });
});

const manifest = readFileSync('app.yml', 'utf8');
const silent = createLog({ level: 'fatal', format: 'json' });

async function serve(variables: Record<string, string> = {}): Promise<string> {
  const environment = readRegistration({ GHE_HOST: github.host, GHE_PROTOCOL: 'http', ...variables });
  const server = createRegistration(environment, { manifest, variables: join(folder, '.env') }, silent);
  servers.push(server);
  return listen(server, { host: '127.0.0.1', port: 0 });
}

interface Page {
  readonly status: number;
  /** What a person reads. */
  readonly text: string;
  /** The form that leads to GitHub. */
  readonly form: { readonly action: string; readonly manifest: string } | undefined;
}

async function open(address: string): Promise<Page> {
  const answer = await fetch(address);
  const source = await answer.text();
  const [, action] = /<form action="([^"]+)" method="post">/.exec(source) ?? [];
  const [, hidden] = /name="manifest" value="([^"]+)"/.exec(source) ?? [];
  const form =
    action === undefined || hidden === undefined ? undefined : { action: plain(action), manifest: plain(hidden) };
  const text = plain(source.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
  return { status: answer.status, text, form };
}

function plain(escaped: string): string {
  return escaped.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** A click on the button, and GitHub's own one. */
async function register(form: Page['form']): Promise<string> {
  const body = new URLSearchParams({ manifest: form?.manifest ?? '' });
  const answer = await fetch(form?.action ?? '', { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

const filled = 'address=https%3A%2F%2Fblast.acme.test&organization=acme&writes=yes';

test('whoever fills in the page has an App, its credentials in .env, and knows what comes next', async () => {
  writeFileSync(join(folder, '.env'), 'LOG_LEVEL=debug\nAPP_ID=\n');
  const url = await serve();
  const first = await open(`${url}/`);
  expect(first.text).toContain('Address at which GitHub reaches this server');
  expect(first.form).toBeUndefined();
  const second = await open(`${url}/?${filled}`);
  expect(second.text).toContain('contents: write Reads the commits of a pull request with git.');
  expect(second.text).toContain('GitHub also tells it of events: pull request, pull request review, check run,');
  expect(second.form?.action).toMatch(`${github.url}/organizations/acme/settings/apps/new?state=`);
  const back = await register(second.form);
  const last = await open(back);
  expect(last.text).toMatch(
    /Blast Radius is registered, and its credentials are in \.env \..* https:\/\/blast\.acme\.test\/readyz .* blast-radius: main /,
  );
  const variables = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  expect(variables).toMatchObject({ LOG_LEVEL: 'debug', PUBLIC_URL: 'https://blast.acme.test' });
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect(readEnvironment(variables).app).toMatchObject({
    appId: Number(variables.APP_ID),
    privateKey: expect.stringContaining('PRIVATE KEY'),
    pages: { origin: 'https://blast.acme.test' },
  });
  expect(readFileSync(join(folder, '.env'), 'utf8').match(/^APP_ID=/gm)).toHaveLength(1);
  // It is registered once: the same address, or the first page, says what comes next.
  expect((await open(back)).text).toBe(last.text);
  expect((await open(`${url}/`)).text).toBe(last.text);
});

test('the App that may write nothing asks for nothing more than reading contents and pull requests', async () => {
  const { text, form } = await open(`${await serve()}/?${filled.replace('yes', 'no')}`);
  expect(text).toMatch(/contents: read .*pull requests: read .*issues: write/);
  // Each with its reason.
  expect(text).not.toMatch(/\w: (?:read|write) \w+: (?:read|write)/);
  expect(JSON.parse(form?.manifest ?? '')).toMatchObject({
    url: 'https://blast.acme.test',
    hook_attributes: { url: 'https://blast.acme.test/api/github/webhooks' },
    setup_url: 'https://blast.acme.test/setup',
    default_permissions: { contents: 'read', pull_requests: 'read', checks: 'write' },
  });
});

test('what the environment says already is filled in', async () => {
  const url = await serve({ PUBLIC_URL: 'https://blast.acme.test', GH_ORG: 'acme' });
  const source = await (await fetch(url)).text();
  expect(source).toContain('value="https://blast.acme.test"');
  expect(source).toContain('name="organization" value="acme"');
});

test.each([
  ['blast.acme.test', 'acme', 'This is not an address such as https://blast-radius.example.com, without a path.'],
  [
    'https://blast.acme.test/path',
    'acme',
    'This is not an address such as https://blast-radius.example.com, without a path.',
  ],
  ['http://localhost:3000', 'acme', 'GitHub cannot reach this: it is an address of this machine.'],
  ['http://127.1:3000', 'acme', 'GitHub cannot reach this: it is an address of this machine.'],
  ['javascript:alert(1)', 'acme', 'This is not an address such as https://blast-radius.example.com, without a path.'],
  ['https://blast.acme.test', '../evil', 'This is not how an organization is spelled in its address on GitHub.'],
])('the address %s of %s leads nowhere: the page says why', async (address, organization, message) => {
  const query = new URLSearchParams({ address, organization });
  const { text, form } = await open(`${await serve({ GHE_HOST: 'github.acme.test' })}/?${query}`);
  expect(form).toBeUndefined();
  expect(text).toContain(message);
});

test.each(['code=abc', 'code=abc&state=guessed', 'code=../app&state=guessed'])(
  'who comes back with %s did not begin here',
  async (query) => {
    const { status, text } = await open(`${await serve()}/registered?${query}`);
    expect({ status, writes: github.writes() }).toEqual({ status: 400, writes: [] });
    expect(text).toContain('This is not the registration that was begun here.');
  },
);

test('a code that GitHub does not know leaves no file, and can be tried again', async () => {
  const url = await serve();
  const back = new URL(await register((await open(`${url}/?${filled}`)).form));
  const wrong = new URL(back);
  wrong.searchParams.set('code', 'unknown');
  expect((await open(wrong.href)).status).toBe(502);
  expect(() => statSync(join(folder, '.env'))).toThrow('ENOENT');
  expect((await open(back.href)).status).toBe(200);
});
