import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gitText } from '../fake-github/git/run-git.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { answersOn, effect, makeFleet, openChange, reviewOf, say, signedBy, verdictOf } from './trial.ts';

/** What mia does to a pull request of dana's, to approve it herself afterward. */
const tricks: readonly (readonly [name: string, trick: (pull: PullHandle) => Promise<unknown>])[] = [
  ['pushes in the name of its author', (pull) => pushAsDana(pull)],
  [
    'is a co-author by a trailer alone',
    ({ head }) =>
      fleet.commit(head, {
        write: effect('trailer'),
        message: 'Change\n\nCo-authored-by: mia <mia@users.noreply.github.test>',
        as: 'dana',
      }),
  ],
  [
    'is the committer of what dana wrote and pushed',
    ({ head }) => fleet.commit(head, { write: effect('committer'), committer: signedBy('mia'), as: 'dana' }),
  ],
  [
    'retargets it to a branch of her own, and back',
    async (pull) => {
      await pull.setBase('release', 'mia');
      await pull.setBase('main', 'mia');
    },
  ],
  [
    'closes it and opens it again',
    async (pull) => {
      await pull.close('dana');
      await pull.reopen('mia');
    },
  ],
  [
    'pushes in the name of its author, and has dana push that away',
    async (pull) => {
      const good = pull.headSha;
      await pushAsDana(pull);
      await fleet.push(pull.head, good, 'dana');
    },
  ],
  [
    'pushes in the name of its author, and closes and opens it before the review ends',
    async (pull) => {
      await pushAsDana(pull);
      await pull.close('dana');
      await pull.reopen('dana');
    },
  ],
  [
    'pushes in the name of its author, and deletes what the App wrote of it',
    async (pull) => {
      await pushAsDana(pull);
      await app.quiet();
      for (const comment of pull.comments) fleet.deleteComment(comment, 'mia');
    },
  ],
  [
    'pushes in the name of its author, and deletes the branch, which dana restores',
    async (pull) => {
      await pushAsDana(pull);
      const { headSha } = pull;
      await fleet.push(pull.head, null, 'mia');
      await fleet.push(pull.head, headSha, 'dana');
      await pull.reopen('dana');
    },
  ],
];

let app: StartedApp;
let fleet: RepositoryHandle;
let forgetful: string;
const pulls = new Map<string, PullHandle>();

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
  await fleet.push('release', fleet.sha('main'));
  for (const [at, [name]] of tricks.entries()) pulls.set(name, await openChange(fleet, `change-${at}`));
  await app.quiet();
  for (const [name, trick] of tricks) await trick(pulled(name));
  await app.quiet();
  // Whatever the App remembered of all this is gone: only GitHub knows.
  forgetful = await mkdtemp(join(tmpdir(), 'blast-radius-forgetful-'));
  await app.stop();
  await app.start({ DATA_DIR: forgetful });
  await say(app, 'mia', '/approve prod', ...pulls.values());
});

afterAll(async () => {
  await app.close();
  await rm(forgetful, { recursive: true, force: true });
});

function pulled(name: string): PullHandle {
  const pull = pulls.get(name);
  if (pull === undefined) throw new Error(`no pull request where mia ${name}`);
  return pull;
}

function pushAsDana({ head }: PullHandle): Promise<string> {
  return fleet.commit(head, { write: effect(`evil-${head}`), as: 'mia', author: signedBy('dana') });
}

test.each(tricks)('who %s does not approve it, even to an App that has lost its data', (name) => {
  const pull = pulled(name);
  expect(verdictOf(pull)).toBe('action_required');
  expect(answersOn(pull)).toEqual([expect.stringContaining('contributed to this pull request')]);
});

test('and somebody else approves them all', async () => {
  await say(app, 'max', '/approve prod', ...pulls.values());
  for (const [name, pull] of pulls) expect([name, verdictOf(pull)]).toEqual([name, 'success']);
});

test('who asks for a promotion does not approve it, though GitHub refused its label', async () => {
  const repository = await makeFleet(app, {
    files: {
      'clusters/dev/kustomization.yaml': kustomization('../../apps/shop', '../../apps/foo'),
      'apps/foo/kustomization.yaml': kustomization('settings.yaml'),
      'apps/foo/settings.yaml': settings('1', 'foo'),
    },
  });
  const pull = await openChange(repository, 'readme', { write: { 'README.md': 'Other words.\n' } });
  const end = app.github.fault({ method: 'POST', path: /\/labels$/, status: 422, body: { message: 'no' } });
  await say(app, 'mia', '/promote foo prod', pull);
  end();
  const promotion = repository.pull(pull.number + 1);
  await say(app, 'mia', '/approve prod', promotion);
  expect(verdictOf(promotion)).toBe('action_required');
  expect(answersOn(promotion)).toEqual([expect.stringContaining('contributed to this pull request')]);
});

test('who pushed to a private fork is not known: one person more must approve, and the comment says why', async () => {
  const repository = await makeFleet(app, { private: true });
  const fork = await repository.fork('walt');
  await fork.commit('theirs', { write: effect('forked'), as: 'walt' });
  const pull = await repository.openPull({ head: 'walt:theirs', author: 'walt' });
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('One more approval is needed, as not everybody who acted is known');
  await say(app, 'max', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});

test('who pushed to a public fork is known, or one person more must approve', async () => {
  const repository = await makeFleet(app);
  const fork = await repository.fork('walt');
  await fork.commit('theirs', { write: effect('forked'), as: 'walt' });
  const pull = await repository.openPull({ head: 'walt:theirs', author: 'walt' });
  await fork.commit('theirs', { write: effect('evil'), as: 'mia', author: signedBy('walt') });
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
});

/** Opens a pull request of dana's with many commits, all of them pushed by dana; @param authors of each, the oldest first */
async function openLong(branch: string, authors: readonly string[]): Promise<PullHandle> {
  const ref = `refs/imported/${branch}`;
  const first = `from ${fleet.sha('main')}\n`;
  const commits = authors.map((author, index) => {
    const signed = `${author} <${author}@users.noreply.github.test> 1700000000 +0000`;
    const content = `${settings(`${branch} ${index}`)}`;
    const message = `Step ${index}`;
    return `commit ${ref}\nauthor ${signed}\ncommitter ${signed.replaceAll(author, 'dana')}\ndata ${message.length}\n${message}\n${index === 0 ? first : ''}M 100644 inline apps/shop/settings.yaml\ndata ${content.length}\n${content}\n`;
  });
  const { gitDirectory } = fleet.state;
  await gitText(gitDirectory, ['fast-import', '--quiet', '--done'], {
    input: Buffer.from(`${commits.join('')}done\n`),
  });
  await fleet.push(branch, await gitText(gitDirectory, ['rev-parse', ref]), 'dana');
  return fleet.openPull({ head: branch, author: 'dana' });
}

test('who wrote one of many commits does not approve them, on whichever page GitHub lists it', async () => {
  const pull = await openLong('long', [...Array(120).fill('dana'), 'mia', ...Array(9).fill('dana')]);
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).not.toContain('not everybody who acted is known');
  await say(app, 'max', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});

test('of more commits than are read, one person more must approve, and the comment says why', async () => {
  const pull = await openLong('endless', Array(1_001).fill('dana'));
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('it has more than 1000 commits');
  await say(app, 'max', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});
