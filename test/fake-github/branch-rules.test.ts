import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.github.close());

const one = '/repos/octo/fleet';

test('classic protection shows its required checks with the branch, and is told apart in lists', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { x: 'x' } });
  expect((await ask(`GET ${one}/branches/main`)).at('protected')).toBe(false);
  repository.protect('main', { checks: { build: null, test: 7 }, upToDate: true });
  const branch = await ask(`GET ${one}/branches/main`);
  expect([branch.at('protected'), branch.at('protection')]).toEqual([
    true,
    {
      enabled: true,
      required_status_checks: {
        enforcement_level: 'non_admins',
        contexts: ['build', 'test'],
        checks: [
          { context: 'build', app_id: null },
          { context: 'test', app_id: 7 },
        ],
      },
    },
  ]);
  const listed = async (query: string) => JSON.parse((await ask(`GET ${one}/branches${query}`)).text).length;
  expect([await listed(''), await listed('?protected=true'), await listed('?protected=false')]).toEqual([2, 1, 1]);
  expect((await ask(`GET ${one}/rules/branches/main`)).text).toBe('[]');
  repository.protect('main', null);
  expect((await ask(`GET ${one}/branches/main`)).at('protection', 'enabled')).toBe(false);
});

test('a ruleset protects every branch of its patterns, also one that is not there; its rules are told', async () => {
  const { repository, ask } = scene;
  const remove = repository.addRuleset(['release/*', '~DEFAULT_BRANCH'], {
    checks: { build: null, test: 7 },
    mergeQueue: true,
  });
  const branch = await ask(`GET ${one}/branches/main`);
  expect([branch.at('protected'), branch.at('protection', 'enabled')]).toEqual([true, false]);
  const rules = await ask(`GET ${one}/rules/branches/release%2F1`);
  expect([0, 1, 2].map((index) => rules.at(index, 'type'))).toEqual([
    'deletion',
    'required_status_checks',
    'merge_queue',
  ]);
  expect(rules.at(1, 'parameters')).toEqual({
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
    required_status_checks: [{ context: 'build' }, { context: 'test', integration_id: 7 }],
  });
  expect((await ask(`GET ${one}/rules/branches/topic`)).text).toBe('[]');
  remove();
  expect((await ask(`GET ${one}/rules/branches/main`)).text).toBe('[]');
});

test('rules need metadata alone, a branch needs contents', async () => {
  const { github, repository, ask } = scene;
  github.app.grant('octo', { metadata: 'read' });
  const token = await tokenOf(github, repository);
  expect((await ask(`GET ${one}/rules/branches/main`, undefined, { token })).status).toBe(200);
  expect((await ask(`GET ${one}/branches/main`, undefined, { token })).status).toBe(403);
});
