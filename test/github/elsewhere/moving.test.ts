import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { base, openScene, PROTECTED, runs, type Scene, said } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => scene.close());

const CHANGES = 'web: prod changes 1 object · dev unchanged';
const FLOATING = 'https://git.example/fleet.git?ref=moving';

/** A pull request that has a protected cluster follow a branch, which is approved. */
async function approved() {
  const repository = await scene.fleet([base('v1.0')], PROTECTED);
  const pull = await scene.change(repository, runs(base('moving')));
  expect(said(pull)).toEqual([['action_required', CHANGES]]);
  scene.app.clock.pass(2);
  pull.comment('/approve prod', 'root');
  await scene.app.quiet();
  expect(said(pull)).toEqual([['success', CHANGES]]);
  return { repository, pull };
}

test('what floats is named; an approval falls when it moves to another effect, and the comment says so', async () => {
  const { app, move } = scene;
  const first = move('1');
  const { pull } = await approved();
  const [comment] = pull.comments;
  expect(comment?.body).toContain(`\`${FLOATING}\` at \`${first}\` (follows \`branch moving\`)`);
  expect(comment?.body).toContain('1 of them may change without a pull request');
  const second = move('2');
  const fallen = `Since then, \`${FLOATING}\` has moved from \`${first}\` to \`${second}\`.`;
  for (let looks = 0; looks < 2; looks += 1) {
    pull.comment('/recheck', 'root');
    await app.quiet();
    expect(said(pull)).toEqual([['action_required', CHANGES]]);
    expect(pull.comments[0]?.body).toContain('the approval by `root`');
    expect(pull.comments[0]?.body).toContain(fallen);
  }
});

test('a merge group asks again where what was approved has moved since, and says what', async () => {
  const { app, move } = scene;
  const first = move('3');
  const { repository, pull } = await approved();
  const passes = await repository.queue([pull]);
  await app.quiet();
  expect(repository.checks(passes.headSha).map(({ conclusion }) => conclusion)).toEqual(['success']);
  await passes.destroy('dequeued');
  app.clock.pass(2);
  const second = move('4');
  const again = await repository.queue([pull]);
  await app.quiet();
  const [check] = repository.checks(again.headSha);
  expect(check?.conclusion).toBe('failure');
  expect(check?.summary).toContain('the effect of #1 on prod is not approved');
  expect(check?.summary).toContain(`has moved from \`${first}\` to \`${second}\``);
});

test('a look that nothing asks for looks again at what an effect rests on, unless it was looked at within the hour', async () => {
  const { app, move } = scene;
  move('5');
  const { repository, pull } = await approved();
  move('6');
  repository.rename('renamed');
  await app.quiet();
  expect(said(pull)).toEqual([['success', CHANGES]]);
  // What it remembers of the hour goes with the process.
  await app.stop();
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect(said(pull)).toEqual([['action_required', CHANGES]]);
});
