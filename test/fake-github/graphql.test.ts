import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.github.close());

const ask = (query: string, variables: object = {}, token?: string | null) =>
  scene.ask('POST /graphql', { query, variables }, token === undefined ? {} : { token });

const pullQuery = (fields: string) => `query ($number: Int!) {
  repository(owner: "octo", name: "fleet") { pullRequest(number: $number) { ${fields} } }
}`;

/** What the fields of a pull request are answered with. */
const look = async (number: number, fields: string): Promise<unknown> => {
  const reply = await ask(pullQuery(fields), { number });
  return reply.at('errors') ?? reply.at('data', 'repository', 'pullRequest');
};

const openOn = async (branch: string) => {
  await scene.repository.commit(branch, { write: { [branch]: '1' } });
  return scene.repository.openPull({ head: branch });
};

test('Octokit finds the endpoint beside the base of REST', async () => {
  const octokit = new Octokit({ auth: scene.token, baseUrl: scene.github.apiUrl });
  expect(await octokit.graphql('{ viewer { login } }')).toEqual({ viewer: { login: 'blast-radius[bot]' } });
});

test('a pull request, its author and where it goes', async () => {
  const pull = await openOn('about');
  const fields = 'number state isDraft author { __typename login } baseRefName headRefName headRefOid createdAt';
  expect(await look(pull.number, fields)).toEqual({
    number: pull.number,
    state: 'OPEN',
    isDraft: false,
    author: { __typename: 'User', login: 'octo' },
    baseRefName: 'main',
    headRefName: 'about',
    headRefOid: pull.headSha,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  await pull.merge();
  expect(await look(pull.number, 'state merged')).toEqual({ state: 'MERGED', merged: true });
});

test('a bot has no [bot] in its login as an actor, and has it as the user of an address', async () => {
  await scene.repository.commit('bot', { write: { bot: '1' } });
  const opened = await scene.ask('POST /repos/octo/fleet/pulls', { title: 'T', head: 'bot', base: 'main' });
  const { login } = scene.github.app;
  await scene.repository.commit('bot', {
    write: { bot: '2' },
    author: { name: login, email: `7+${login}@users.noreply.github.test` },
  });
  const fields = 'author { __typename login } commits(last: 1) { nodes { commit { author { user { login } } } } }';
  expect(await look(Number(opened.at('number')), fields)).toEqual({
    author: { __typename: 'Bot', login: 'blast-radius' },
    commits: { nodes: [{ commit: { author: { user: { login: 'blast-radius[bot]' } } } }] },
  });
});

test('the authors of a commit are its author and its co-authors, with the accounts of their addresses', async () => {
  scene.github.addUser('ann');
  scene.github.addUser('ben');
  await scene.repository.commit('authors', {
    write: { authors: '1' },
    author: { name: 'Ann', email: 'ann@users.noreply.github.test' },
    message: [
      'Change',
      'Co-authored-by: Not Last <octo@users.noreply.github.test>',
      'Co-authored-by: Ben <12+ben@users.noreply.github.test>\nco-authored-by: Who <who@example.test>',
    ].join('\n\n'),
  });
  const pull = await scene.repository.openPull({ head: 'authors' });
  const person = '{ name email user { login } }';
  const fields = `commits(first: 9) {
    totalCount
    nodes { commit { oid author ${person} committer ${person} authors(first: 9) { totalCount nodes ${person} } } }
  }`;
  const ann = { name: 'Ann', email: 'ann@users.noreply.github.test', user: { login: 'ann' } };
  expect(await look(pull.number, fields)).toEqual({
    commits: {
      totalCount: 1,
      nodes: [
        {
          commit: {
            oid: pull.headSha,
            author: ann,
            committer: ann,
            authors: {
              totalCount: 3,
              nodes: [
                ann,
                { name: 'Ben', email: '12+ben@users.noreply.github.test', user: { login: 'ben' } },
                { name: 'Who', email: 'who@example.test', user: null },
              ],
            },
          },
        },
      ],
    },
  });
});

test('a list comes in pages of at most a hundred, whose size must be said', async () => {
  await openOn('pages');
  await scene.repository.commit('pages', { write: { pages: '2' } });
  await scene.repository.commit('pages', { write: { pages: '3' } });
  const pull = scene.repository.state.issues.size;
  const page = async (args: string) => {
    const reply = await ask(
      pullQuery(`commits(${args}) { nodes { commit { oid } } pageInfo { hasNextPage hasPreviousPage endCursor } }`),
      { number: pull },
    );
    const at = (...path: (string | number)[]) =>
      reply.at('data', 'repository', 'pullRequest', 'commits', ...path) ?? reply.at('errors', 0, 'type');
    return {
      first: at('nodes', 0, 'commit', 'oid'),
      more: at('pageInfo', 'hasNextPage'),
      end: at('pageInfo', 'endCursor'),
    };
  };
  const begin = await page('first: 2');
  expect(begin.more).toBe(true);
  expect(await page(`first: 2, after: "${begin.end}"`)).toMatchObject({
    first: scene.repository.sha('pages'),
    more: false,
  });
  expect((await page('last: 1')).first).toBe(scene.repository.sha('pages'));
  expect((await page('first: 101')).first).toBe('EXCESSIVE_PAGINATION');
  expect((await page('after: "x", first: 1')).first).toBe('INVALID_CURSOR_ARGUMENTS');
  const unbound = await ask(pullQuery('reviews { totalCount }'), { number: pull });
  expect(unbound.at('errors', 0, 'type')).toBe('MISSING_PAGINATION_BOUNDARIES');
});

test('reviews, of all states or some, at the commits they were given', async () => {
  const pull = await openOn('reviews');
  const head = pull.headSha;
  const approval = pull.review('approved', 'ann');
  pull.review('changes_requested', 'ben');
  await scene.repository.commit('reviews', { write: { reviews: '2' } });
  pull.dismissReview(approval, 'octo');
  const review = '{ nodes { databaseId state submittedAt author { __typename login } commit { oid } } }';
  const time = expect.stringMatching(/Z$/);
  const dismissed = {
    databaseId: approval.id,
    state: 'DISMISSED',
    submittedAt: time,
    author: { __typename: 'User', login: 'ann' },
    commit: { oid: head },
  };
  expect(await look(pull.number, `reviews(first: 9) ${review}`)).toMatchObject({
    reviews: { nodes: [dismissed, { state: 'CHANGES_REQUESTED' }] },
  });
  expect(await look(pull.number, `reviews(last: 9, states: [DISMISSED]) ${review}`)).toEqual({
    reviews: { nodes: [dismissed] },
  });
  const timeline =
    'timelineItems(first: 9, itemTypes: [REVIEW_DISMISSED_EVENT, PULL_REQUEST_REVIEW]) { nodes { __typename } }';
  expect(await look(pull.number, timeline)).toEqual({
    timelineItems: {
      nodes: ['PullRequestReview', 'PullRequestReview', 'ReviewDismissedEvent'].map((__typename) => ({ __typename })),
    },
  });
});

test('a base that was merged and deleted gives way to where it was merged, which the timeline tells by a name of its own', async () => {
  const lower = await openOn('lower');
  await scene.repository.commit('upper', { from: 'lower', write: { upper: '1' } });
  const upper = await scene.repository.openPull({ head: 'upper', base: 'lower' });
  await lower.merge();
  await scene.repository.push('lower', null, 'ann');
  expect([upper.base, upper.state]).toEqual(['main', 'open']);
  const fields = `timelineItems(first: 50, itemTypes: [
    BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT
  ]) {
    nodes { __typename ... on AutomaticBaseChangeSucceededEvent { oldBase newBase } }
  }`;
  expect(await look(upper.number, fields)).toEqual({
    timelineItems: {
      nodes: [{ __typename: 'AutomaticBaseChangeSucceededEvent', oldBase: 'lower', newBase: 'main' }],
    },
  });
});

test('the timeline tells who forced, retargeted, closed and reopened', async () => {
  const { repository } = scene;
  const pull = await openOn('timeline');
  const before = pull.headSha;
  await repository.push('release', repository.sha('main'));
  await repository.commit('timeline', { from: 'main', write: { other: '1' }, force: true, as: 'ann' });
  await pull.setBase('release', 'ben');
  await pull.close('ann');
  await pull.reopen('ben');
  const fields = `timelineItems(first: 50, itemTypes: [
    HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, CLOSED_EVENT, REOPENED_EVENT
  ]) {
    pageInfo { hasNextPage }
    nodes {
      __typename
      ... on HeadRefForcePushedEvent { actor { __typename login } beforeCommit { oid authors(first: 5) { nodes { email } } } afterCommit { oid } }
      ... on BaseRefChangedEvent { actor { login } previousRefName currentRefName }
      ... on ClosedEvent { actor { login } }
      ... on ReopenedEvent { actor { login } createdAt }
    }
  }`;
  expect(await look(pull.number, fields)).toEqual({
    timelineItems: {
      pageInfo: { hasNextPage: false },
      nodes: [
        {
          __typename: 'HeadRefForcePushedEvent',
          actor: { __typename: 'User', login: 'ann' },
          beforeCommit: { oid: before, authors: { nodes: [{ email: 'octo@users.noreply.github.test' }] } },
          afterCommit: { oid: pull.headSha },
        },
        {
          __typename: 'BaseRefChangedEvent',
          actor: { login: 'ben' },
          previousRefName: 'main',
          currentRefName: 'release',
        },
        { __typename: 'ClosedEvent', actor: { login: 'ann' } },
        { __typename: 'ReopenedEvent', actor: { login: 'ben' }, createdAt: expect.stringMatching(/Z$/) },
      ],
    },
  });
});

test('a query that GitHub’s schema does not allow is refused whole, with status 200', async () => {
  const reply = await ask('{ repository(owner: "octo", name: "fleet") { pullRequest(number: 1) { headSha } } }');
  expect([reply.status, reply.at('data')]).toEqual([200, undefined]);
  expect(reply.at('errors', 0, 'message')).toContain('Cannot query field "headSha" on type "PullRequest".');
  expect((await ask('{ repository(')).at('errors', 0, 'message')).toContain('Syntax Error');
  expect((await scene.ask('POST /graphql', { variables: {} })).status).toBe(400);
});

test('what may not be seen is not found, what is not granted is forbidden, strangers are refused', async () => {
  const { github, repository } = scene;
  const narrow = await tokenOf(github, repository, github.app, { permissions: { metadata: 'read' } });
  const other = github.addUser('stranger').token;
  const pull = await openOn('hidden');
  const query = pullQuery('number');
  const outcome = async (token: string | null) => {
    const reply = await ask(query, { number: pull.number }, token);
    return [reply.status, reply.status === 200 ? reply.at('errors', 0, 'type') : reply.at('message')];
  };
  expect(await outcome(narrow)).toEqual([200, 'FORBIDDEN']);
  expect(await outcome(other)).toEqual([200, 'NOT_FOUND']);
  expect(await outcome(null)).toEqual([401, 'This endpoint requires you to be authenticated.']);
  const unknown = await ask(query, { number: 99 });
  expect([unknown.at('data', 'repository', 'pullRequest'), unknown.at('errors', 0, 'type')]).toEqual([
    null,
    'NOT_FOUND',
  ]);
});

test('GraphQL has a budget of its own, and a query is no write', async () => {
  const { github } = scene;
  const rest = await scene.ask('GET /repos/octo/fleet');
  const reply = await ask('{ viewer { login } }');
  expect(reply.headers.get('x-ratelimit-resource')).toBe('graphql');
  expect(rest.headers.get('x-ratelimit-resource')).toBe('core');
  github.setRateLimit(1, 'graphql');
  const spent = await ask('{ viewer { login } }');
  expect([spent.status, spent.at('errors', 0, 'type'), spent.headers.get('x-ratelimit-remaining')]).toEqual([
    200,
    'RATE_LIMITED',
    '0',
  ]);
  expect((await scene.ask('GET /repos/octo/fleet')).status).toBe(200);
  github.setRateLimit(5000, 'graphql');
  expect(github.writes().filter(({ path }) => path === '/graphql')).toEqual([]);
});
