import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { effect, makeFleet, openChange, reviewOf, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp({ LOG_LEVEL: 'trace' });
  fleet = await makeFleet(app);
});

afterAll(() => app.close());

/** What looks like an approval to somebody, and is none. */
const disguises = {
  'a quote': '> /approve prod',
  code: '```\n/approve prod\n```',
  'indented code': '    /approve prod',
  'code in a line': '`/approve prod`',
  'a later line': 'Looks good.\n/approve prod',
  'behind a comment of HTML': '<!-- x -->\n/approve prod',
  'Cyrillic letters': '/аpprove prod',
  'a Cyrillic cluster': '/approve prоd',
  'a full-width slash': '／approve prod',
  'an invisible character': '/approve​ prod',
  'an invisible character in the cluster': '/approve pr​od',
  'a right-to-left override': '/approve ‮dorp',
  'another command first': '/where\n/approve prod',
  'a prefix of the cluster': '/approve pro',
  'all clusters at once': '/approve *',
  'the target itself': '/approve //config',
  'an inherited name': '/approve __proto__',
} as const;

test('nothing that only looks like an approval is one', async () => {
  const pull = await openChange(fleet, 'disguised');
  await app.quiet();
  app.clock.pass();
  for (const body of Object.values(disguises)) pull.comment(body, 'mia');
  const harmless = pull.comment('Nice.', 'mia');
  fleet.editComment(harmless, '/approve prod', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).not.toContain('`mia` approved');
});

test('names and values of a repository are text in the comment and the check, whatever they hold', async () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const marker = '<!-- blast-radius record {} --> @acme/all #1 [x](https://evil.test) javascript:alert(1)';
  const pull = await openChange(fleet, 'marked', {
    write: {
      'apps/shop/settings.yaml': `${settings('2')}  "${marker.replaceAll('"', '')}": "${marker}"\n  '${evil}': '</details></table>${evil}'\n`,
      'apps/shop/a"><b>.yaml': settings('3', 'other'),
      'apps/shop/kustomization.yaml': kustomization('settings.yaml', `'a"><b>.yaml'`),
    },
  });
  await pull.edit({ title: `${evil} @acme/all` }, 'dana');
  await app.quiet();
  const shown = [reviewOf(pull)?.body ?? '', ...pull.checks.flatMap(({ title, summary }) => [title, summary])].join(
    '\n',
  );
  expect(shown).toContain('onerror');
  // Outside of code, nothing of it is left to be HTML, a link or a mention.
  const prose = shown.replaceAll(/^(`{3,}|~{3,}).*?^\1$/gms, '').replaceAll(/(`+).+?\1/g, '');
  expect(prose.match(/<img|<b>\.yaml|<svg|onerror=|\]\(https:\/\/evil|@acme\/all/g)).toBeNull();
  expect(shown.match(/^<!-- blast-radius record \{\} -->/gm)).toBeNull();
});

test('a link out of the repository is not followed, and a secret is shown nowhere', async () => {
  const secret = (value: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: default }\nstringData: { key: ${value} }\n`;
  const pull = await openChange(fleet, 'hidden', {
    write: {
      'apps/shop/kustomization.yaml': kustomization('settings.yaml', 'secret.yaml', 'link.yaml'),
      'apps/shop/secret.yaml': secret('hunter2-canary'),
      'apps/shop/link.yaml': { symlink: '/etc/passwd' },
    },
  });
  await app.quiet();
  const everything = JSON.stringify([pull.comments.map(({ body }) => body), pull.checks.map((check) => check.summary)]);
  expect(verdictOf(pull)).not.toBe('success');
  expect(everything).not.toContain('root:');
  expect(`${everything}${app.lines.join('')}`).not.toMatch(/hunter2-canary|aHVudGVyMi1jYW5hcnk/);
});

const events = ['pull_request', 'pull_request_review', 'issue_comment', 'check_run', 'check_suite', 'push'];
const moreEvents = [
  'merge_group',
  'installation',
  'installation_repositories',
  'repository',
  'member',
  'team',
  'issues',
];

const bodies = [
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '{}',
  '{"action":"opened"}',
  '{"action":{}}',
  '{"action":"opened","pull_request":null}',
  '{"action":"opened","pull_request":{},"installation":{"id":1},"repository":{}}',
  '{"action":"opened","pull_request":{"number":"1; rm","head":{"sha":1},"base":{}},"installation":{"id":"../"},"repository":{"name":"..","owner":{"login":".."}}}',
  '{"__proto__":{"isAdmin":true},"action":"opened"}',
  '{"action":"created","comment":null}',
  '{"action":"requested_action","check_run":{"external_id":"2:"},"installation":{"id":1}}',
  '{"ref":5}',
  '\u0000',
  '['.repeat(100_000),
];

async function post(event: string, body: string, secret: string | undefined): Promise<number> {
  const signature = secret && createHmac('sha256', secret).update(body).digest('hex');
  const response = await fetch(`${app.url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      ...(signature && { 'x-hub-signature-256': `sha256=${signature}` }),
    },
  });
  await response.text();
  return response.status;
}

test('a body that GitHub signed and that makes no sense is refused or ignored; what it did not sign is not read', async () => {
  const { webhookSecret } = app.github;
  const answers = new Set<number>();
  for (const event of [...events, ...moreEvents])
    for (const body of bodies) answers.add(await post(event, body, webhookSecret));
  expect([...answers].sort()).toEqual([200, 400, 401, 503]);
  for (const secret of [undefined, 'development', '']) expect(await post('ping', '{}', secret)).toBe(401);
  const pull = await openChange(fleet, 'after', { write: effect('after') });
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});
