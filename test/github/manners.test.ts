import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { labelsOf } from '../fake-github/rest/labels.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { until } from './until.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

/** A repository of its own with the small fleet, and a pull request that changes a setting of it. */
async function openChange(value = '2'): Promise<{ repository: RepositoryHandle; pull: PullHandle }> {
  count += 1;
  const repository = await app.github.createRepository({ owner: 'acme', name: `fleet-${count}`, files: smallFleet });
  const pull = await openBranch(repository, 'change', { 'apps/shop/settings.yaml': settings(value) });
  await app.quiet();
  return { repository, pull };
}

async function openBranch(
  repository: RepositoryHandle,
  head: string,
  write: Record<string, string>,
): Promise<PullHandle> {
  await repository.commit(head, { write });
  return repository.openPull({ head, author: 'dana' });
}

/** @returns whether a comment says that the setting becomes this */
function says(body: string, value: string): boolean {
  return body.includes(`\n+ "${value}"\n`);
}

/** @returns what was asked of GitHub while something happened, token minting apart */
async function during(what: () => Promise<unknown>): Promise<{ reads: number; writes: string[] }> {
  const before = app.github.requests.length;
  await what();
  await app.quiet();
  const asked = app.github.requests
    .slice(before)
    .filter(({ kind, path }) => kind === 'api' && !path.endsWith('/access_tokens'));
  const writes = asked.filter(({ method }) => method !== 'GET');
  return {
    reads: asked.length - writes.length,
    writes: writes.map(
      ({ method, path }) => `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, '').replace(/\d+/, 'N')}`,
    ),
  };
}

function redeliverLast(event: string): void {
  const last = app.github.deliveries(event).at(-1);
  if (!last) throw new Error(`there was no ${event}`);
  app.github.redeliver(last.id);
}

test('a second identical event writes nothing, and asks little', async () => {
  const { pull } = await openChange();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  const { reads, writes } = await during(async () => redeliverLast('pull_request'));
  // Two looks, as the second one might have been urgent, and whether it is.
  expect({ reads, writes }).toEqual({ reads: 5, writes: [] });
});

test("a look at what has not changed costs nothing of the hour's requests", async () => {
  const { pull } = await openChange();
  redeliverLast('pull_request');
  await app.quiet();
  const before = app.github.requests.length;
  redeliverLast('pull_request');
  await app.quiet();
  const asked = app.github.requests.slice(before).filter(({ kind, method }) => kind === 'api' && method === 'GET');
  expect(pull.checks).toHaveLength(1);
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([304]));
});

test('a new commit on a pull request that has its comment costs twelve requests', async () => {
  const { repository } = await openChange();
  const write = { 'apps/shop/settings.yaml': settings('3') };
  const { reads, writes } = await during(() => repository.commit('change', { write, as: 'dana' }));
  expect([...writes].sort()).toEqual([
    'PATCH /check-runs/N',
    'PATCH /check-runs/N',
    'PATCH /issues/comments/N',
    'PATCH /issues/comments/N',
    'POST /check-runs',
  ]);
  // Two of the review, two whether this head was reviewed before, two whether anybody has the former one and what passes
  // there, one of the push: which pull requests go into that branch.
  expect(reads).toBe(7);
});

test('ready for review: nothing has changed, so nothing is written', async () => {
  const { pull } = await openChange();
  expect(await during(() => pull.setDraft(true))).toEqual({ reads: 0, writes: [] });
  expect(await during(() => pull.setDraft(false))).toMatchObject({ writes: [] });
});

test('closed, and reopened: its check ends and comes back, and its comment stays', async () => {
  const { pull } = await openChange();
  // Another pull request could have its head, and a check on it still be in progress; whether it was merged, who is open by
  // then, and what passes.
  expect(await during(() => pull.close())).toEqual({ reads: 5, writes: ['PATCH /check-runs/N'] });
  expect(await during(() => pull.reopen())).toMatchObject({ writes: ['PATCH /check-runs/N'] });
});

test('a draft is reviewed like any other', async () => {
  const { repository } = await openChange();
  await repository.commit('draft', { write: { 'apps/shop/settings.yaml': settings('3') } });
  const pull = await repository.openPull({ head: 'draft', draft: true });
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pull.comments).toHaveLength(1);
});

test('another title is nothing to a review, another base is', async () => {
  const { repository, pull } = await openChange();
  await repository.commit('release', { from: 'main', write: { 'apps/shop/settings.yaml': settings('2') } });
  await app.quiet();
  expect(await during(() => pull.edit({ title: 'Another title' }))).toEqual({ reads: 0, writes: [] });
  await pull.setBase('release');
  await app.quiet();
  const check = pull.checks.find(({ name }) => name === `blast-radius: ${pull.base}`);
  expect(check).toMatchObject({ conclusion: 'neutral', title: 'nothing changes in 2 clusters' });
  expect(pull.comments.map(({ body }) => body.split('\n')[1])).toEqual(['### nothing changes in 2 clusters']);
});

test('a new commit marks the comment as stale at once, and edits it in place when it is reviewed', async () => {
  const { repository, pull } = await openChange();
  const former = pull.headSha;
  const before = app.github.requests.length;
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  await app.quiet();
  const edits = app.github.requests
    .slice(before)
    .filter(({ method, path }) => method === 'PATCH' && path.includes('/issues/comments/'))
    .map(({ requestBody }) => JSON.stringify(requestBody));
  expect(edits).toHaveLength(2);
  expect(edits[0]).toContain(
    `**${pull.headSha.slice(0, 7)} is being reviewed.** Below is the review of ${former.slice(0, 7)}.`,
  );
  expect(edits[0]).toContain('+ \\"2\\"');
  expect(edits[1]).not.toContain('is being reviewed');
  expect(pull.comments).toHaveLength(1);
  expect(pull.comments.map(({ body }) => says(body, '3'))).toEqual([true]);
});

test('of several commits in a row the last one wins, and no commit keeps a check in progress', async () => {
  const { repository, pull } = await openChange();
  for (const value of ['3', '4', '5', '6'])
    await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings(value) } });
  await app.quiet();
  expect(pull.checks.map(({ status, conclusion }) => [status, conclusion])).toEqual([['completed', 'success']]);
  expect(pull.comments.map(({ body }) => says(body, '6'))).toEqual([true]);
  const runs = [...repository.state.checkRuns.values()];
  expect(runs.filter(({ status }) => status !== 'completed')).toEqual([]);
  const others = runs.filter(({ suite }) => suite.headSha !== pull.headSha).map(({ conclusion }) => conclusion);
  expect(others.filter((conclusion) => conclusion !== 'success' && conclusion !== 'cancelled')).toEqual([]);
});

/** Opens a pull request whose review has begun and goes on until the returned function lets it. */
async function openHeld(): Promise<{
  repository: RepositoryHandle;
  pull: PullHandle;
  former: string;
  release: () => void;
}> {
  count += 1;
  const name = `fleet-${count}`;
  const repository = await app.github.createRepository({ owner: 'acme', name, files: smallFleet });
  // The fetch: every review waits for it, and what waits there can be stopped.
  const release = app.github.fault({ path: `/acme/${name}.git/info/refs`, delay: 700 });
  const pull = await openBranch(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const former = pull.headSha;
  await until(() => repository.checks(former).some(({ status }) => status === 'in_progress'));
  return { repository, pull, former, release };
}

test('a review that a newer commit supersedes stops, and its check is concluded', async () => {
  const { repository, pull, former, release } = await openHeld();
  release();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('4') } });
  await app.quiet();
  expect(repository.checks(former).map(({ conclusion }) => conclusion)).toEqual(['cancelled']);
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pull.comments.map(({ body }) => says(body, '4'))).toEqual([true]);
});

test('a head that moves without an event is noticed before anything is written', async () => {
  const { repository, pull, former, release } = await openHeld();
  release();
  app.github.setWebhookUrl(null);
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('4') } });
  app.github.setWebhookUrl(`${app.url}/api/github/webhooks`);
  await app.quiet();
  expect(repository.checks(former)).toMatchObject([{ conclusion: 'cancelled', title: 'Superseded by a newer commit' }]);
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pull.comments.map(({ body }) => says(body, '4'))).toEqual([true]);
});

test('a base that moves during its review is reviewed where it is now, by the same run', async () => {
  const { repository, pull, release } = await openHeld();
  release();
  await repository.commit('main', { write: { 'README.md': 'Moved on.\n' } });
  await app.quiet();
  expect(repository.state.checkRuns.size).toBe(1);
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pull.comments.map(({ body }) => body.includes(`into ${pull.baseSha.slice(0, 7)}`))).toEqual([true]);
});

test('closed during its review: the check is concluded, and nothing else is written', async () => {
  const { pull, release } = await openHeld();
  release();
  await pull.close();
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['cancelled']);
  expect(pull.comments).toEqual([]);
});

test('"Re-run" gives a new run of the same check, and leaves an unchanged comment alone', async () => {
  const { repository, pull } = await openChange();
  const [former] = pull.checks;
  if (!former) throw new Error('there is no check');
  const { writes } = await during(async () => repository.rerequest(former));
  expect(writes).toEqual(['POST /check-runs', 'PATCH /check-runs/N']);
  expect(pull.checks).toMatchObject([{ name: 'blast-radius: main', conclusion: 'success' }]);
  expect(pull.checks[0]?.id).not.toBe(former.id);
});

test('"Re-run all checks" does the same', async () => {
  const { repository, pull } = await openChange();
  const [former] = pull.checks;
  if (!former) throw new Error('there is no check');
  const { writes } = await during(() => repository.rerequestSuite(former));
  expect(writes).toEqual(['POST /check-runs', 'PATCH /check-runs/N']);
});

test('a pull request from a fork is reviewed, and can be re-run from its check and its suite', async () => {
  const { repository } = await openChange();
  const fork = await repository.fork('contributor');
  await fork.commit('theirs', { write: { 'apps/shop/settings.yaml': settings('7') } });
  const pull = await repository.openPull({ head: 'contributor:theirs' });
  await app.quiet();
  const [check] = pull.checks;
  if (!check) throw new Error('there is no check');
  expect(check.conclusion).toBe('success');
  expect(pull.comments.map(({ body }) => says(body, '7'))).toEqual([true]);
  expect((await during(async () => repository.rerequest(check))).writes).toHaveLength(2);
  expect((await during(() => repository.rerequestSuite(check))).writes).toHaveLength(2);
});

test('a conflict is never green, and says which files', async () => {
  const { repository, pull } = await openChange();
  await repository.commit('main', { write: { 'apps/shop/settings.yaml': settings('9') } });
  await repository.commit('change', { write: { 'README.md': 'Changed as well.\n' } });
  await app.quiet();
  const [check] = pull.checks;
  expect(check?.conclusion).toBe('failure');
  expect(check?.title).toMatch(/^merge conflict/);
  expect(check?.summary).toContain('apps/shop/settings.yaml');
});

test('a comment of somebody else that holds the marker is not touched', async () => {
  count += 1;
  const repository = await app.github.createRepository({ owner: 'acme', name: `fleet-${count}`, files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const forged = `<!-- blast-radius review ${repository.sha('change')} -->\n### nothing changes in 2 clusters\n`;
  const issue = await repository.openPull({ head: 'change' });
  issue.comment(forged, 'mallory');
  await app.quiet();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  await app.quiet();
  const mallorys = issue.comments.filter(({ author }) => author.login === 'mallory');
  const ours = issue.comments.filter(({ author }) => author.login === 'blast-radius[bot]');
  expect(mallorys.map(({ body }) => body)).toEqual([forged]);
  expect(ours.map(({ body }) => says(body, '3'))).toEqual([true]);
});

test('our own comment, edited or deleted by somebody, is right again after the next look', async () => {
  const { repository, pull } = await openChange();
  const [comment] = pull.comments;
  if (!comment) throw new Error('there is no comment');
  const { body } = comment;
  repository.editComment(comment, body.replace('+ "2"', '+ "1"'), 'acme');
  redeliverLast('pull_request');
  await app.quiet();
  expect(pull.comments.map((each) => each.body)).toEqual([body]);
  repository.deleteComment(comment);
  redeliverLast('pull_request');
  await app.quiet();
  expect(pull.comments.map((each) => each.body)).toEqual([body]);
});

test('where nothing of the fleet is touched there is no comment, unless one stands', async () => {
  const { repository } = await openChange();
  const pull = await openBranch(repository, 'readme', { 'README.md': 'Ask the platform team.\n' });
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['neutral']);
  expect(pull.comments).toEqual([]);
  await repository.commit('readme', { write: { 'apps/shop/settings.yaml': settings('8') } });
  await app.quiet();
  await repository.commit('readme', { write: { 'apps/shop/settings.yaml': settings('1') } });
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['neutral']);
  expect(pull.comments.map(({ body }) => body.split('\n')[1])).toEqual(['### nothing changes in 2 clusters']);
});

test('a base that moved on, and changes nothing of what the pull request does: all stands as it is', async () => {
  const { repository } = await openChange();
  await repository.commit('main', { write: { 'README.md': 'Moved on.\n' } });
  expect(await during(async () => redeliverLast('pull_request'))).toMatchObject({ writes: [] });
  expect(await during(async () => redeliverLast('pull_request'))).toEqual({ reads: 5, writes: [] });
});

test('a base that moved on, and changes what the pull request does, is reviewed where it is now', async () => {
  const { repository, pull } = await openChange();
  const write = { 'clusters/dev/kustomization.yaml': kustomization('../../apps/other') };
  await repository.commit('main', {
    write: {
      ...write,
      'apps/other/kustomization.yaml': kustomization('settings.yaml'),
      'apps/other/settings.yaml': settings('1', 'other'),
    },
  });
  await app.quiet();
  redeliverLast('pull_request');
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success', title: 'shop: prod changes 1 object · dev unchanged' }]);
  expect(pull.comments[0]?.body).toContain(`into ${pull.baseSha.slice(0, 7)}`);
});

const pod = (tag: string) => ({
  'apps/shop/settings.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: shop, namespace: default}\nspec: {containers: [{name: shop, image: "nginx:${tag}"}]}\n`,
});

test('a routine pull request has the label that the configuration names, until another head comes that is not routine', async () => {
  const config = { '.github/blast-radius.yml': 'clusters: [{ path: clusters/dev }]\nlabels: { routine: chore }\n' };
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: 'labelled',
    files: { ...smallFleet, ...pod('1.27.0'), ...config },
  });
  const pull = await openBranch(repository, 'bump', pod('1.27.1'));
  await app.quiet();
  const issue = repository.state.issues.get(pull.number);
  if (issue === undefined) throw new Error('there is no pull request');
  expect(pull.checks[0]?.title).toMatch(/routine$/);
  expect(labelsOf(issue)).toEqual(['chore']);
  expect((await during(async () => redeliverLast('pull_request'))).writes).toEqual([]);
  const { writes } = await during(() => repository.commit('bump', { write: pod('2.0.0') }));
  expect(writes.filter((line) => line.includes('labels'))).toEqual(['DELETE /issues/N/labels/chore']);
  expect(labelsOf(issue)).toEqual([]);
  await repository.commit('bump', { write: pod('1.27.2') });
  await app.quiet();
  expect(labelsOf(issue)).toEqual(['chore']);
});

test('without a label in the configuration nothing is labelled', async () => {
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: 'unlabelled',
    files: { ...smallFleet, ...pod('1.27.0') },
  });
  const { writes } = await during(() => openBranch(repository, 'bump', pod('1.27.1')));
  expect(writes.filter((line) => line.includes('labels'))).toEqual([]);
});
