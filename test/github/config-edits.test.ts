import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FileContent } from '../fake-github/git/import-commit.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

const path = '.github/blast-radius.yml';
const strict = [
  'clusters:',
  '  - { path: clusters/dev }',
  '  - { path: clusters/prod, protected: true, kubernetes: "1.33" }',
  'rules: { latest-tag: error }',
  'approvals: { prod: { anyOf: [{ permission: maintain }], count: 2 } }',
  '',
].join('\n');

type Write = Readonly<Record<string, FileContent | null>>;

const weaker: readonly (readonly [name: string, write: Write, notice: string])[] = [
  ['unprotects a cluster', { [path]: strict.replace('protected: true, ', '') }, 'prod would no longer be protected'],
  [
    'leaves a cluster out',
    { [path]: strict.replace(/ {2}- .*dev.*\n/, '') },
    'dev would no longer be reviewed at `clusters/dev`',
  ],
  [
    'points a cluster to another directory',
    { [path]: strict.replace('clusters/prod', 'apps/shop, name: prod') },
    'prod would no longer be reviewed at `clusters/prod`',
  ],
  [
    'renames a cluster',
    { [path]: strict.replace('clusters/prod,', 'clusters/prod, name: blue,').replace('{ prod:', '{ blue:') },
    'prod would be reviewed under another name, `blue`',
  ],
  [
    'asks fewer people',
    { [path]: strict.replace('count: 2', 'count: 1') },
    'would need one person to approve instead of 2',
  ],
  ['asks others', { [path]: strict.replace('maintain', 'read') }, 'prod could also be approved by the role read'],
  [
    'lets authors approve',
    { [path]: strict.replace('count: 2', 'count: 2, author: true') },
    'by those who made the change',
  ],
  [
    'ignores a kind',
    { [path]: `${strict}ignore: [{ kind: ConfigMap }]\n` },
    'dev and prod would have changes of objects with kind `ConfigMap` ignored',
  ],
  [
    'lowers a rule',
    { [path]: strict.replace('latest-tag: error', 'latest-tag: notice') },
    'the rule `latest-tag` would report at most a notice',
  ],
  [
    'takes files out of a rule',
    { [path]: strict.replace('latest-tag: error', 'secret-exposed: { except: ["**"] }, latest-tag: error') },
    'the rule `secret-exposed` would not report `**`',
  ],
  [
    'lets everybody override',
    { [path]: `${strict}overrides: { permission: read }\n` },
    'findings could be overridden with the role read instead of admin',
  ],
  ['turns advisory on', { [path]: `${strict}checks: { advisory: true }\n` }, 'the check would never block (advisory)'],
  ['says another version', { [path]: strict.replace('1.33', '1.20') }, 'prod would be validated against'],
  ['deletes the file', { [path]: null }, 'prod would no longer be protected'],
  ['moves the file', { [path]: null, 'docs/blast-radius.yml': strict }, 'prod would no longer be protected'],
];

const harmless: readonly (readonly [name: string, write: Write])[] = [
  ['only says it otherwise', { [path]: `# ours\n${strict}` }],
  ['adds a cluster', { [path]: strict.replace('rules:', '  - { path: clusters/lab }\nrules:') }],
  [
    'is stricter',
    { [path]: `${strict.replace('clusters/dev }', 'clusters/dev, protected: true }')}checks: { perCluster: true }\n` },
  ],
];

let app: StartedApp;
let count = 0;
let shared: RepositoryHandle;
/** Pull requests of the shared repository, by what they do: opened together, as each wait for the App is a wait for all. */
const pulls = new Map<string, PullHandle>();

beforeAll(async () => {
  app = await startApp();
  shared = await repositoryWith(strict);
  for (const [name, write] of [...weaker, ...harmless]) pulls.set(name, await open(shared, write));
  await app.quiet();
});

afterAll(() => app.close());

async function repositoryWith(config: string | undefined): Promise<RepositoryHandle> {
  count += 1;
  const files = config === undefined ? smallFleet : { ...smallFleet, [path]: config };
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: `edits-${count}`,
    organization: true,
    files,
  });
  for (const [login, role] of [
    ['dana', 'maintain'],
    ['mia', 'maintain'],
    ['ada', 'admin'],
  ] as const)
    repository.addUser(login, { role });
  return repository;
}

/** Clicks the button that approves, where there is one. */
async function click(repository: RepositoryHandle, pull: PullHandle, as: string): Promise<void> {
  const check = pull.checks.find(({ actions }) => actions.length > 0);
  const [button] = check?.actions ?? [];
  if (check === undefined || button === undefined) throw new Error('there is no button');
  repository.requestAction(check, button.identifier, as);
  await app.quiet();
}

async function open(repository: RepositoryHandle, write: Write): Promise<PullHandle> {
  count += 1;
  await repository.commit(`edit-${count}`, { from: 'main', write, as: 'dana' });
  return repository.openPull({ head: `edit-${count}`, author: 'dana' });
}

function opened(name: string): PullHandle {
  const pull = pulls.get(name);
  if (pull === undefined) throw new Error(`no pull request ${name}`);
  return pull;
}

async function openEdit(repository: RepositoryHandle, write: Write): Promise<PullHandle> {
  const pull = await open(repository, write);
  await app.quiet();
  return pull;
}

/** The conclusion for all clusters together. */
function conclusionsOf({ checks }: Pick<PullHandle, 'checks'>): readonly (string | null)[] {
  return checks.filter(({ name }) => !name.includes(' / ')).map(({ conclusion }) => conclusion);
}

test.each(weaker)('a pull request that %s is stopped, and told why', (name, _, notice) => {
  const pull = opened(name);
  expect(conclusionsOf(pull)).toEqual(['action_required']);
  expect(pull.comments.map(({ body }) => body)).toEqual([expect.stringContaining(notice)]);
  expect(pull.comments[0]?.body).toContain('This weakens the configuration');
  expect(pull.comments[0]?.body).toContain('`/approve config`');
});

test('no checks of clusters any more', async () => {
  const repository = await repositoryWith(`${strict}checks: { perCluster: true }\n`);
  const pull = await openEdit(repository, { [path]: strict });
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual([
    'action_required',
    'action_required',
    'action_required',
  ]);
  expect(pull.comments[0]?.body).toContain('clusters would have no checks of their own');
});

test('a first configuration is held against the defaults', async () => {
  const repository = await repositoryWith(undefined);
  const lax = await open(repository, { [path]: 'checks: { advisory: true }\n' });
  const harmless = await openEdit(repository, { [path]: strict });
  expect(conclusionsOf(lax)).toEqual(['action_required']);
  expect(lax.comments[0]?.body).toContain('the check would never block');
  expect(conclusionsOf(harmless)).toEqual(['neutral']);
});

test('until a configuration is merged, a comment ends with the one that says what was found', async () => {
  const repository = await repositoryWith(undefined);
  const change = async (value: string): Promise<string> => {
    const pull = await openEdit(repository, { 'apps/shop/settings.yaml': settings(value) });
    return pull.comments.map(({ body }) => body).join();
  };
  const first = await change('2');
  const end = first.slice(first.lastIndexOf('<details>'));
  expect(end).toMatch(/^<details><summary>No configuration yet: dev and prod were (found|guessed)<\/summary>/);
  const config = /```yaml\n(.*?)```/s.exec(end)?.[1] ?? '';
  expect(config).toBe('clusters:\n  - { name: dev, path: clusters/dev }\n  - { name: prod, path: clusters/prod }\n');
  await repository.commit('main', { write: { [path]: config }, as: 'ada' });
  const second = await change('3');
  expect(second).not.toContain('No configuration yet');
  expect(second.split('\n').slice(1, 4)).toEqual(first.split('\n').slice(1, 4));
});

test.each(harmless)('a pull request that %s stays neutral, without a comment', (name) => {
  const pull = opened(name);
  expect(conclusionsOf(pull)).toEqual(['neutral']);
  expect(pull.comments).toEqual([]);
  expect(pull.checks[0]?.summary).not.toContain('This weakens the configuration');
});

test('what weakens the configuration does not excuse what is red', async () => {
  const broken = { 'apps/shop/kustomization.yaml': kustomization('nowhere.yaml') };
  const pull = await openEdit(shared, { ...broken, [path]: `${strict}checks: { advisory: true }\n` });
  expect(conclusionsOf(pull)).toEqual(['failure']);
});

test('a branch that is behind the configuration and in conflict does not weaken it', async () => {
  const repository = await repositoryWith('checks: {}\n');
  const pull = await openEdit(repository, { 'apps/shop/settings.yaml': settings('2') });
  await repository.commit('main', { write: { [path]: strict, 'apps/shop/settings.yaml': settings('3') } });
  await app.quiet();
  expect(conclusionsOf(pull)).toEqual(['failure']);
  expect(pull.comments[0]?.body).toContain('merge conflict · ');
  expect(pull.comments[0]?.body).not.toContain('weakens the configuration');
});

test('a link in place of the file, or of its folder, is no configuration that could be read', async () => {
  const file = await open(shared, { [path]: { symlink: '../README.md' } });
  const folder = await open(shared, { [path]: null, '.github': { symlink: 'apps' } });
  await app.quiet();
  expect([file, folder].map(conclusionsOf)).toEqual([['failure'], ['failure']]);
});

test('what an advisory configuration weakens is told, and stops nothing', async () => {
  const repository = await repositoryWith(`${strict}checks: { advisory: true }\n`);
  const pull = await openEdit(repository, { [path]: 'checks: { advisory: true }\n' });
  expect(conclusionsOf(pull)).toEqual(['neutral']);
  expect(pull.comments[0]?.body).toContain('prod would no longer be protected');
});

test('a merge group with a pull request that weakens the configuration, alone or with another, is red', async () => {
  const repository = await repositoryWith(strict);
  const weaker = await openEdit(repository, { [path]: strict.replace('protected: true, ', '') });
  const other = await openEdit(repository, {
    'clusters/dev/kustomization.yaml': kustomization('../../apps/shop', 'more.yaml'),
    'clusters/dev/more.yaml': settings('1', 'more'),
  });
  expect(conclusionsOf(other)).toEqual(['success']);
  for (const pulls of [[weaker], [weaker, other]]) {
    const group = await repository.queue(pulls);
    await app.quiet();
    expect(conclusionsOf({ checks: repository.checks(group.headSha) })).toEqual(['failure']);
    await group.destroy();
    await app.quiet();
  }
});

test('an approval is one of what stood there: more of it is asked for again', async () => {
  const repository = await repositoryWith('clusters: [{ path: clusters/prod, protected: true }]\n');
  const wider = (who: string) => ({
    [path]: `clusters: [{ path: clusters/prod, protected: true }]\napprovals: { prod: { anyOf: [${who}] } }\n`,
  });
  const pull = await openEdit(repository, wider('{ user: eve }'));
  await click(repository, pull, 'mia');
  expect(conclusionsOf(pull)).toEqual(['success']);
  await repository.commit(pull.head, { write: wider('{ user: eve }, { user: dana }'), as: 'dana' });
  await app.quiet();
  expect(conclusionsOf(pull)).toEqual(['action_required']);
});

test('over an invalid configuration, the pull request that only repairs it is reviewed by what it brings, and an administrator approves just that', async () => {
  const repository = await repositoryWith('clusters: 12\n');
  const pull = await openEdit(repository, { [path]: `${strict}checks: { advisory: true }\n` });
  expect(conclusionsOf(pull)).toEqual(['action_required']);
  const [comment] = pull.comments;
  expect(comment?.body).toContain('### repairs the configuration · nothing changes in 2 clusters');
  expect(comment?.body).toContain(
    'the configuration on `main` is invalid and judges nothing; this one would replace it',
  );
  expect(comment?.body).toContain('line 1 of `.github/blast-radius.yml` is invalid');
  await click(repository, pull, 'mia');
  expect(conclusionsOf(pull)).toEqual(['action_required']);
  const group = await repository.queue([pull]);
  await app.quiet();
  expect(conclusionsOf({ checks: repository.checks(group.headSha) })).toEqual(['failure']);
  await group.destroy();
  await click(repository, pull, 'ada');
  expect(conclusionsOf(pull)).toEqual(['success']);
  await repository.commit(pull.head, { write: { [path]: `${strict}checks: { perCluster: true }\n` }, as: 'dana' });
  await app.quiet();
  expect(conclusionsOf(pull)).toEqual(['action_required']);
});

test('over an invalid configuration, whatever does more than repair it is red', async () => {
  const repository = await repositoryWith('clusters: 12\n');
  for (const write of [
    { [path]: strict, 'apps/shop/settings.yaml': settings('2') },
    { [path]: 'clusters: 13\n' },
    { 'apps/shop/settings.yaml': settings('2') },
  ]) {
    const pull = await openEdit(repository, write);
    expect(pull.checks).toMatchObject([{ conclusion: 'failure', title: 'The configuration is invalid' }]);
  }
});
