import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { Exchange } from '../fake-github/http/exchange.ts';
import { isRecord } from '../fake-github/http/is-record.ts';
import { isThorough } from '../thorough.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const prod = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

interface Scene {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
}

async function scene(): Promise<Scene> {
  count += 1;
  const files = { ...smallFleet, '.github/blast-radius.yml': prod };
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: `race-${count}`,
    organization: true,
    files,
  });
  repository.addUser('mia', { role: 'maintain' });
  await repository.commit('lax', { from: 'main', write: { 'README.md': 'Lax.\n' } });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
  return { repository, pull };
}

/** What happens while the App waits for an answer, and what must be so in the end. */
const turns: readonly [string, (scene: Scene) => Promise<unknown>, string | null][] = [
  [
    'the head moves',
    ({ repository }) =>
      repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('9') }, as: 'dana' }),
    'action_required',
  ],
  [
    'the base moves',
    ({ repository }) => repository.commit('main', { write: { 'docs/a.md': 'A.\n' } }),
    'action_required',
  ],
  [
    'the base moves into a conflict',
    ({ repository }) => repository.commit('main', { write: { 'apps/shop/settings.yaml': settings('7') } }),
    'failure',
  ],
  ['it is retargeted', ({ pull }) => pull.setBase('lax'), 'action_required'],
  ['it is closed', ({ pull }) => pull.close(), null],
  [
    'its comment is deleted',
    async ({ repository, pull }) => {
      for (const comment of pull.comments) repository.deleteComment(comment);
    },
    'action_required',
  ],
  [
    'its comment is edited',
    async ({ repository, pull }) => {
      const [comment] = pull.comments;
      if (comment) repository.editComment(comment, comment.body.replaceAll('prod', 'test'), 'acme');
    },
    'action_required',
  ],
  [
    'its check is run again',
    async ({ repository, pull }) => {
      const [check] = pull.checks;
      if (check) repository.rerequest(check);
    },
    'action_required',
  ],
  [
    'the same head goes into a second branch',
    ({ repository }) => repository.openPull({ head: 'change', base: 'lax', author: 'dana' }),
    'action_required',
  ],
];

/** What a look at a new head asks of GitHub, and how often: every request is a point at which the App waits. */
const requests: readonly (readonly [what: string, method: string, path: RegExp, times: number])[] = [
  ['what is open', 'GET', /pulls$/, 3],
  ['the checks of a head', 'GET', /check-runs$/, 3],
  ['a new check', 'POST', /check-runs$/, 1],
  ['a change of the comment', 'PATCH', /comments\/\d+$/, 2],
  ['a change of a check', 'PATCH', /check-runs\/\d+$/, 3],
];

interface Point {
  readonly what: string;
  readonly method: string;
  readonly path: RegExp;
  readonly index: number;
}

/** The last request of each kind has most to lose; CI tries every one. */
const points: readonly Point[] = requests.flatMap(([what, method, path, times]) =>
  Array.from({ length: times }, (_, index) => ({ what: `${what}, ${index + 1}`, method, path, index })).slice(
    isThorough ? 0 : -1,
  ),
);

/** CI tries each of them with every turn; else every turn has every other point, and every point every other turn. */
function pointsOf(turn: number): readonly Point[] {
  return points.filter((_, index) => isThorough || (turn + index) % 2 === 0);
}

describeTurns();

function describeTurns(): void {
  for (const [index, [what, turn, expected]] of turns.entries())
    test(`${what}, at each point at which a review waits`, async () => {
      for (const point of pointsOf(index)) await raceAt(point, turn, expected);
    });
}

/** Lets something happen before GitHub sees one request, and holds the outcome against what is so then. */
async function raceAt(
  { what: point, method, path, index }: Point,
  turn: (scene: Scene) => Promise<unknown>,
  expected: string | null,
): Promise<void> {
  const there = await scene();
  const { repository, pull } = there;
  let seen = 0;
  const after = { requests: 0 };
  const end = app.github.fault({
    method,
    path: new RegExp(`^/repos/${repository.fullName}/(.*/)?${path.source}`),
    times: 1,
    when: () => seen++ === index,
    before: async () => {
      const stale = pull.headSha;
      await turn(there);
      // The App has heard of it before the request goes on.
      while (app.github.deliveries().some(({ status }) => status === 'pending')) await new Promise(setImmediate);
      after.requests = app.github.requests.length;
      staleHead = pull.headSha === stale ? undefined : stale;
    },
  });
  let staleHead: string | undefined;
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  end();
  expect([point, seen > index]).toEqual([point, true]);
  const comments = pull.comments.filter(({ author }) => author.login === 'blast-radius[bot]');
  expect([point, pull.checks.filter(({ status }) => status !== 'completed')]).toEqual([point, []]);
  if (expected === null) return;
  const ofBase = pull.checks.filter(({ name }) => name === `blast-radius: ${pull.base}`);
  expect([point, ofBase.map(({ conclusion }) => conclusion)]).toEqual([point, [expected]]);
  expect([point, comments.length]).toEqual([point, 1]);
  expect(comments[0]?.body).toContain(`blast-radius review ${pull.headSha}`);
  expect(comments[0]?.body).not.toContain('blast-radius stale');
  if (staleHead === undefined) return;
  const writes = app.github.requests.slice(after.requests).filter((request) => isAbout(repository, staleHead, request));
  // The request that was under way is what GitHub sees first; nothing follows it.
  expect([point, writes.slice(1).map(({ method, path }) => `${method} ${path}`)]).toEqual([point, []]);
}

/** Whether a write says of a head what a review of it found. Later ones remember it, or say that it is over. */
function isAbout({ fullName, state }: RepositoryHandle, head: string | undefined, request: Exchange): boolean {
  const { method, path, requestBody: body } = request;
  if (method === 'GET' || !path.startsWith(`/repos/${fullName}/`) || !isRecord(body)) return false;
  if (body.head_sha === head) return true;
  const [, run] = /\/check-runs\/(\d+)$/.exec(path) ?? [];
  if (run === undefined) return String(body.body ?? '').includes(`<!-- blast-radius review ${head} -->\n###`);
  const isConcluded = 'conclusion' in body && body.conclusion !== 'cancelled';
  return isConcluded && state.checkRuns.get(Number(run))?.suite.headSha === head;
}
