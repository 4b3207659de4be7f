import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { meetingFleet, pairs } from '../review/meet-pairs.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const fleet = (name: string) => app.github.createRepository({ owner: 'acme', name, files: meetingFleet });

async function open(repository: RepositoryHandle, head: string, write: Readonly<Record<string, string>>, title = head) {
  await repository.commit(head, { write, as: 'dana' });
  const pull = await repository.openPull({ head, title, author: 'dana' });
  await app.quiet();
  return pull;
}

/** Nothing that a review is about: the App looks whether all is as it should be, as its sweep does. */
async function look(...pulls: readonly PullHandle[]) {
  for (const pull of pulls) pull.review('changes_requested', 'max');
  await app.quiet();
}

/** What a pull request's comment says of others. */
function saidOf(pull: PullHandle): readonly string[] {
  const lines = pull.comments.flatMap(({ body }) => body.split('\n'));
  return lines.filter((line) => /^- #\d/.test(line));
}

const count = (message: string) => app.logged(message).length;

test('one that is opened later says what becomes of both; the earlier one at its next look; neither check changes', async () => {
  const repository = await fleet('brings');
  const { own, other } = pairs['what the other one brings'] ?? {};
  const needs = await open(repository, 'needs', { ...own });
  const failed = needs.checks.map(({ conclusion }) => conclusion);
  expect(saidOf(needs)).toEqual([]);
  const brings = await open(repository, 'brings', { ...other }, '@octocat <b> `x`');
  expect(brings.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  const problem = 'ConfigMap `queue/queue` cannot be created: namespace `queue` does not exist.';
  expect(saidOf(brings)).toEqual([
    `- #1 (\`needs\`): merge this one first: alone, it has a problem in prod: ${problem}`,
  ]);
  expect(brings.checks.at(-1)?.summary).toContain('**Open beside this**');
  expect(saidOf(needs)).toEqual([]);
  await look(needs);
  expect(saidOf(needs)).toEqual([
    `- #2 (\`\` @octocat <b> \`x\` \`\`): merge it first: alone, this one has a problem in prod: ${problem}`,
  ]);
  expect(needs.checks.map(({ conclusion }) => conclusion)).toEqual(failed);
  const reviews = count('reviewed');
  await look(needs, brings);
  expect(count('reviewed')).toBe(reviews);
  await brings.close('dana');
  await look(needs);
  expect(saidOf(needs)).toEqual([]);
});

test('what git cannot merge is told; what has nothing in common costs one review each', async () => {
  const repository = await fleet('conflict');
  const { own, other } = pairs['the same line, otherwise'] ?? {};
  await open(repository, 'one', { ...own });
  const [reviews, compared] = [count('reviewed'), count('compared with other pull requests')];
  const apart = await open(repository, 'apart', {
    'apps/common/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one, namespace: shop }\n',
  });
  expect(saidOf(apart)).toEqual([]);
  expect([count('reviewed') - reviews, count('compared with other pull requests') - compared]).toEqual([1, 0]);
  const second = await open(repository, 'two', { ...other });
  expect(saidOf(second)).toEqual([
    '- #1 (`one`): git cannot merge both: whoever is merged second has to resolve a conflict in `apps/shop/deployment.yaml`; both change Deployment `shop/shop` in dev and prod.',
  ]);
});
