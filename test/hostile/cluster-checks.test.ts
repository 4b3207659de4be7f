import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { settings } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { until } from '../github/until.ts';
import { click, configPath, guarded, hear, makeFleet, missing, openChange, verdictOf } from './trial.ts';

const perCluster = 'checks: { perCluster: true }\n';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

interface Approved {
  readonly fleet: RepositoryHandle;
  readonly pull: PullHandle;
}

/** A fleet whose rules may ask for the check of a cluster alone, and a pull request that is approved there. */
async function approved(): Promise<Approved> {
  const fleet = await makeFleet(app, { files: { [configPath]: `${guarded}${perCluster}` } });
  const pull = await openChange(fleet, 'change');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['success', 'success']);
  return { fleet, pull };
}

/** What a rule finds that asks for the check of prod into main. */
function ofProd({ checks }: PullHandle): string {
  const check = checks.find(({ name }) => name === 'blast-radius: main / prod');
  return check === undefined ? 'missing' : (check.conclusion ?? check.status);
}

test('where the review that a moved base asks for cannot be made, no cluster stays green either', async () => {
  const { fleet, pull } = await approved();
  const end = app.github.fault({ path: new RegExp(`^/${fleet.fullName}\\.git/`), status: 500 });
  await fleet.commit('main', { write: { 'apps/shop/more.yaml': settings('9', 'more') }, as: 'ada' });
  await until(() => verdictOf(pull) === 'failure');
  const found = ofProd(pull);
  end();
  pull.comment('/recheck', 'dana');
  await app.quiet();
  expect(found).toBe('failure');
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['success', 'success']);
});

test('the check of a cluster that has another name by now is not green', async () => {
  const { fleet, pull } = await approved();
  const renamed = guarded.replace('path: clusters/prod', 'name: production, path: clusters/prod');
  await fleet.commit('main', { write: { [configPath]: `${renamed}${perCluster}` }, as: 'ada' });
  await app.quiet();
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['action_required', 'cancelled']);
});

test('the checks of clusters end where clusters have none of their own any more, and come back with them', async () => {
  const { fleet, pull } = await approved();
  await fleet.commit('main', { write: { [configPath]: guarded }, as: 'ada' });
  await app.quiet();
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['success', 'cancelled']);
  await fleet.commit('main', { write: { [configPath]: `${guarded}${perCluster}` }, as: 'ada' });
  await app.quiet();
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['success', 'success']);
});

test('a head that comes back has no green cluster while it is reviewed again', async () => {
  const { fleet, pull } = await approved();
  const first = pull.headSha;
  await fleet.commit('change', { write: { 'apps/shop/settings.yaml': settings('another') }, as: 'dana' });
  await app.quiet();
  const { missed } = await missing(app, () => fleet.push('change', first, 'dana'));
  expect([verdictOf(pull), ofProd(pull)]).toEqual(['cancelled', 'cancelled']);
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('success');
});
