import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { answersOn, configPath, makeFleet, openChange, reviewOf, say, verdictOf } from './trial.ts';

/** Prod and edge have approvers of their own; nobody approves changes of dev. */
const config = `clusters:
  - { path: clusters/dev }
  - { path: clusters/prod, protected: true }
  - { path: clusters/edge, protected: true }
approvals: { edge: { anyOf: [{ user: walt }] } }
`;
const home = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: shop\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 1Gi } }\n';
const files: Readonly<Record<string, string>> = {
  [configPath]: config,
  'clusters/prod/kustomization.yaml': kustomization('../../apps/shop', 'home.yaml', 'claim.yaml'),
  'clusters/prod/home.yaml': home,
  'clusters/prod/claim.yaml': claim,
  'clusters/edge/kustomization.yaml': kustomization('../../apps/shop', 'home.yaml'),
  'clusters/edge/home.yaml': home,
  'clusters/dev/kustomization.yaml': kustomization('../../apps/shop', 'home.yaml'),
  'clusters/dev/home.yaml': home,
};

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app, { files });
});

afterAll(() => app.close());

/** Deletes the namespaces of some clusters, with something else that tells pull requests apart. */
async function lose(branch: string, ...clusters: readonly string[]): Promise<PullHandle> {
  const write = Object.fromEntries(
    clusters.flatMap((name) => [
      [`clusters/${name}/home.yaml`, null],
      [`clusters/${name}/kustomization.yaml`, kustomization('../../apps/shop', `${branch}.yaml`)],
      [`clusters/${name}/${branch}.yaml`, settings(branch, branch)],
    ]),
  );
  const pull = await openChange(fleet, branch, { write });
  await app.quiet();
  return pull;
}

test('who may approve acknowledges a deletion; it is shown with the reason, and the approval is asked for as ever', async () => {
  const pull = await lose('gone', 'prod');
  expect(verdictOf(pull)).toBe('failure');
  expect(reviewOf(pull)?.body).toContain(
    '⏳ `namespace-lost` in prod, if intended, waits for one acknowledgment (role maintain): `/acknowledge namespace-lost prod <reason>`',
  );
  await say(app, 'mia', '/acknowledge namespace-lost prod the shop closes @all <b>soon</b>', pull);
  expect(answersOn(pull)).toEqual([]);
  expect(verdictOf(pull)).toBe('failure');
  expect(reviewOf(pull)?.body).toContain('the shop closes `@all` `<b>soon</b>`\n');
  await say(app, 'mia', '/acknowledge volume-claim-lost the shop closes', pull);
  expect(verdictOf(pull)).toBe('action_required');
  await say(app, 'max', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
  const group = await fleet.queue([pull]);
  await app.quiet();
  expect(fleet.checks(group.headSha)).toMatchObject([{ conclusion: 'success' }]);
  await group.destroy('dequeued');
});

test('neither who made the change nor who may not approve the cluster acknowledges, and each cluster asks its own', async () => {
  const pull = await lose('whose', 'prod', 'edge');
  for (const by of ['dana', 'rita', 'walt']) await say(app, by, '/acknowledge namespace-lost prod that is meant', pull);
  await say(app, 'mia', '/acknowledge namespace-lost that is meant', pull);
  const command = '`/acknowledge namespace-lost';
  expect(answersOn(pull)).toEqual([
    `${command} prod\` by \`dana\`: dana contributed to this pull request, and somebody else must approve it.`,
    `${command} prod\` by \`rita\`: rita is not an allowed approver (role maintain).`,
    `${command} prod\` by \`walt\`: walt is not an allowed approver (role maintain).`,
    `${command}\` by \`mia\`: mia is not an allowed approver (walt).`,
  ]);
  const page = reviewOf(pull)?.body;
  expect(page).toContain('⚠️ `namespace-lost` in prod is acknowledged by `mia`');
  expect(page).toContain('`namespace-lost` in edge, if intended, waits for one acknowledgment (walt)');
  await say(app, 'walt', '/acknowledge namespace-lost edge that is meant', pull);
  expect(reviewOf(pull)?.body).toContain('⚠️ `namespace-lost` in edge is acknowledged by `walt`');
});

test('what is no deletion, has no reason, stands in an edit or comes by review or program is not acknowledged', async () => {
  const secret = settings('a long secret', 'other').replace('ConfigMap', 'Secret').replace('\ndata', '\nstringData');
  const pull = await lose('other', 'dev');
  await fleet.commit('other', { write: { 'clusters/dev/other.yaml': secret }, as: 'dana' });
  await app.quiet();
  await say(app, 'mia', '/acknowledge plaintext-secret dev that is meant', pull);
  await say(app, 'mia', '/acknowledge namespace-lost dev', pull);
  await say(app, 'mia', '/acknowledge crd-lost dev that is meant', pull);
  const command = '`/acknowledge ';
  expect(answersOn(pull)).toEqual([
    `${command}plaintext-secret dev\` by \`mia\`: plaintext-secret is not a deletion: somebody who may override it can accept it.`,
    `${command}namespace-lost dev\` by \`mia\`: give a reason: it is shown with your name.`,
    `${command}crd-lost dev\` by \`mia\`: crd-lost is not an error in dev.`,
  ]);
  await say(app, 'mia', 'hello', pull);
  const said = pull.comments.find(({ body }) => body === 'hello');
  if (said !== undefined) fleet.editComment(said, '/acknowledge namespace-lost dev that is meant', 'mia');
  pull.review('approved', 'mia');
  await say(app, 'tool[bot]', '/acknowledge namespace-lost dev that is meant', pull);
  await fleet.commit('other', { write: { 'clusters/dev/other.yaml': settings('2', 'other') }, as: 'dana' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('failure');
  expect(reviewOf(pull)?.body).not.toContain('is acknowledged');
});

test('it falls with another effect, another base, a lost role and a withdrawal, where nobody approves too', async () => {
  const pull = await lose('falls', 'dev');
  const acknowledge = (by: string) => say(app, by, '/acknowledge namespace-lost that is meant', pull);
  await acknowledge('mia');
  expect(verdictOf(pull)).toBe('success');
  await fleet.commit('falls', { write: { 'clusters/dev/falls.yaml': settings('2', 'falls') }, as: 'dana' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('failure');
  expect(reviewOf(pull)?.body).toContain('by `mia` no longer counts: the effect on dev has changed');
  await acknowledge('mia');
  expect(verdictOf(pull)).toBe('success');
  fleet.removeUser('mia');
  await say(app, 'dana', '/recheck', pull);
  expect(verdictOf(pull)).toBe('failure');
  fleet.addUser('mia', { role: 'maintain' });
  await acknowledge('max');
  expect(verdictOf(pull)).toBe('success');
  await say(app, 'ada', '/unapprove dev', pull);
  expect(verdictOf(pull)).toBe('failure');
  expect(reviewOf(pull)?.body).toContain('by `max` no longer counts: `ada` withdrew it');
  await acknowledge('ada');
  expect(verdictOf(pull)).toBe('success');
  await fleet.commit('elsewhere', { from: 'main', write: {}, as: 'dana' });
  await pull.setBase('elsewhere', 'dana');
  await pull.setBase('main', 'dana');
  await app.quiet();
  expect(verdictOf(pull)).toBe('failure');
});
