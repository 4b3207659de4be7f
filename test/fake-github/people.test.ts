import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import { type Ask, asker, permissions } from './scene.ts';
import { type GitHub, startGitHub } from './start-github.ts';
import { tokenOf } from './token-of.ts';

const events = ['member', 'membership', 'organization', 'team', 'pull_request'];
let github: GitHub;
let fleet: RepositoryHandle;
let open: RepositoryHandle;
let ask: Ask;
beforeAll(async () => {
  github = await startGitHub({ app: { name: 'Blast Radius', permissions, events } });
  const acme = { owner: 'acme', organization: true, files: { 'README.md': 'hello\n' } };
  fleet = await github.createRepository({ ...acme, name: 'fleet', private: true });
  open = await github.createRepository({ ...acme, name: 'open' });
  ask = asker(github.apiUrl, await tokenOf(github, fleet));
  for (const login of ['ann', 'ben', 'cat', 'stranger']) github.addUser(login);
});
afterAll(() => github.close());

const status = async (path: string, token?: string) =>
  (await ask(`GET ${path}`, undefined, token === undefined ? {} : { token })).status;

test('members of an organization, by name or by a team', async () => {
  github.addMember('acme', 'ann');
  github.setTeam('acme', 'platform', { ben: 'active', cat: 'pending' });
  const member = (login: string) => status(`/orgs/acme/members/${login}`);
  expect(await Promise.all(['ann', 'ben', 'cat', 'nobody'].map(member))).toEqual([204, 204, 404, 404]);
  const narrow = await tokenOf(github, fleet, github.app, { permissions: { metadata: 'read' } });
  const sent = await ask('GET /orgs/acme/members/ann', undefined, { token: narrow });
  expect([sent.status, sent.headers.get('location')]).toEqual([302, `${github.apiUrl}/orgs/acme/public_members/ann`]);
  expect(await status('/orgs/acme/public_members/ann', narrow)).toBe(404);
  github.removeMember('acme', 'ann');
  expect(await member('ann')).toBe(404);
});

test('a collaborator, by name or by a team; on a public repository everybody reads and is none', async () => {
  github.setTeam('acme', 'readers', { ben: 'active' });
  github.addMember('acme', 'cat');
  fleet.addUser('ann', { role: 'triage' });
  fleet.setTeamRole('readers', 'maintain');
  const look = async ({ fullName }: RepositoryHandle, login: string) => {
    const one = `/repos/${fullName}/collaborators/${login}`;
    const permission = await ask(`GET ${one}/permission`);
    return [await status(one), permission.at('role_name'), permission.at('permission')];
  };
  expect(await look(fleet, 'ann')).toEqual([204, 'triage', 'read']);
  expect(await look(fleet, 'ben')).toEqual([204, 'maintain', 'write']);
  expect(await look(fleet, 'cat')).toEqual([404, 'none', 'none']);
  expect(await look(fleet, 'stranger')).toEqual([404, 'none', 'none']);
  expect(await look(open, 'stranger')).toEqual([404, 'read', 'read']);
  fleet.setTeamRole('readers', null);
  expect(await look(fleet, 'ben')).toEqual([404, 'none', 'none']);
});

test('reviews of a pull request', async () => {
  await fleet.commit('topic', { write: { a: '1' } });
  const pull = await fleet.openPull({ head: 'topic', author: 'ann' });
  const review = pull.review('approved', 'ben');
  pull.review('changes_requested', 'cat');
  pull.dismissReview(review, 'cat');
  const list = await ask(`GET /repos/acme/fleet/pulls/${pull.number}/reviews`);
  const row = (index: number) => [
    list.at(index, 'user', 'login'),
    list.at(index, 'state'),
    list.at(index, 'commit_id'),
  ];
  expect([row(0), row(1)]).toEqual([
    ['ben', 'DISMISSED', pull.headSha],
    ['cat', 'CHANGES_REQUESTED', pull.headSha],
  ]);
});

test('Apps hear of every change, and not of what is said again', async () => {
  const before = github.deliveries().length;
  fleet.addUser('dan', { role: 'read' });
  fleet.addUser('dan', { role: 'read' });
  fleet.addUser('dan', { role: 'maintain' });
  fleet.removeUser('dan');
  fleet.removeUser('dan');
  github.setTeam('acme', 'new', { dan: 'active' });
  github.setTeam('acme', 'new', { eve: 'active', dan: 'pending' });
  fleet.setTeamRole('new', 'read');
  fleet.setTeamRole('new', 'write');
  fleet.setTeamRole('new', null);
  github.addMember('acme', 'dan');
  github.removeMember('acme', 'dan');
  const told = github.deliveries().slice(before);
  expect(told.map(({ event, action }) => `${event}.${action}`)).toEqual([
    'member.added',
    'member.edited',
    'member.removed',
    'membership.removed',
    'membership.added',
    'team.added_to_repository',
    'team.edited',
    'team.removed_from_repository',
    'organization.member_added',
    'organization.member_removed',
  ]);
  const [added, edited, , left] = told.map(({ payload }) => payload);
  expect(added).toMatchObject({
    member: { login: 'dan' },
    changes: { permission: { to: 'read' } },
    repository: { full_name: 'acme/fleet' },
    organization: { login: 'acme' },
  });
  expect(edited).toMatchObject({ changes: { permission: { from: 'read', to: 'write' } } });
  expect(left).toMatchObject({ member: { login: 'dan' }, team: { slug: 'new' }, organization: { login: 'acme' } });
});
