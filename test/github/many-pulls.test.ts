import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import pino from 'pino';
import type { OpenPull } from '../../src/github/api/open-pulls.ts';
import type { CommitsToReview, OtherCommits } from '../../src/github/api/review-commits.ts';
import { meetingsOf } from '../../src/github/meet/meetings-of.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { createNotes } from '../../src/server/notes/create-notes.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { kustomization, settings } from './small-fleet.ts';

const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
const namesOf = (number: number) => [`app-${number}`, `job-${number}`];
const names = numbers.flatMap(namesOf);
const fleet = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/kustomization.yaml': kustomization(...names.map((name) => `${name}.yaml`)),
  ...Object.fromEntries(names.map((name) => [`apps/${name}.yaml`, settings('1', name)])),
};
const workspace = emptyWorkspace();
const changing = (some: readonly string[]) =>
  reviewOf(
    fleet,
    { ...fleet, ...Object.fromEntries(some.map((name) => [`apps/${name}.yaml`, settings('2', name)])) },
    { workspace },
  );

function pullOf(number: number): OpenPull {
  const ref = { installation: 1, owner: 'acme', repo: 'fleet', number };
  const urls = { cloneUrl: 'http://127.0.0.1/acme/fleet.git', repositoryUrl: 'http://127.0.0.1/acme/fleet' };
  const head = { headCommit: `${number}`, headBranch: `${number}`, headRepository: undefined };
  const about = { title: `Change ${number}`, author: 'dana', updatedAt: new Date(number).toISOString() };
  return { ref, repositoryId: 1, isPrivate: true, baseBranch: 'main', ...urls, ...head, ...about };
}

const log = pino({ level: 'silent' });
const commits: CommitsToReview = {
  ...{ repository: '1', cloneUrl: '', refs: [], baseBranch: 'main', baseCommit: '0', headCommit: '', sides: 'merge' },
  ...{ token: async () => '', asking: { installation: 1, name: 'acme/fleet' }, whose: async () => 'own' },
};

/** Looks at pull requests in turn, as the App does after each review. */
function lookingAt(reviews: readonly Review[]) {
  const asked: number[] = [];
  const open = numbers.map(pullOf);
  const ports = {
    notes: createNotes(join(tmpdir(), 'never-written'), 'kept'),
    connect: () => Promise.reject(new Error('nothing is asked of GitHub')),
    meetCommits: async (_: CommitsToReview, others: readonly OtherCommits[]) => {
      asked.push(others.length);
      return others.map(({ headCommit }) => ({ head: headCommit, conflicts: ['a.yaml'], effects: [] }));
    },
  };
  const look = async (pull: OpenPull, review: Review) =>
    meetingsOf(ports, { pull, commits, review, open, isPublished: true }, log, new AbortController().signal);
  const all = async () => {
    const found: Awaited<ReturnType<typeof look>>[] = [];
    for (const [at, pull] of open.entries()) found.push(await look(pull, reviews[at] ?? missing()));
    return found;
  };
  return { asked, all };
}

function missing(): never {
  throw new Error('there is no such review');
}

test('of 60 open pull requests with nothing in common none is compared, within a second of CPU', async () => {
  const { asked, all } = lookingAt(numbers.map((number) => changing(namesOf(number))));
  const before = process.cpuUsage();
  const found = await all();
  const { user, system } = process.cpuUsage(before);
  expect({ asked, found }).toEqual({ asked: [], found: numbers.map(() => ({})) });
  expect((user + system) / 1e6).toBeLessThan(1);
});

test('of many that change the same, five are compared and the others counted', async () => {
  const { asked, all } = lookingAt(numbers.map((number) => changing(['app-1', `job-${number}`])));
  const found = await all();
  expect(asked.slice(0, 8)).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
  expect(found.at(-1)?.meets?.map((each) => each.with)).toEqual(['#59', '#58', '#57', '#56', '#55']);
  expect(found.at(-1)?.alsoMeets).toBe(54);
});
