import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gitText } from '../fake-github/git/run-git.ts';
import { verifiedCommits } from '../fake-github/git/verified-commits.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { webFlowEmail } from '../fake-github/state/account-by-email.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { unheard } from './unheard.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Three units that run in dev only; two of them have names that a branch cannot tell apart. */
const units = ['foo', 'foo-x', 'foo/x'];
const fleet = {
  ...smallFleet,
  'clusters/dev/kustomization.yaml': kustomization('../../apps/shop', ...units.map((unit) => `../../apps/${unit}`)),
  ...Object.fromEntries(
    units.flatMap((unit) => [
      [`apps/${unit}/kustomization.yaml`, kustomization('settings.yaml')],
      [`apps/${unit}/settings.yaml`, settings('1', unit.replace('/', '-slash-'))],
    ]),
  ),
};

interface Scene {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
  /** Writes a comment, and answers what the App says to it. */
  readonly say: (body: string, as?: string, where?: PullHandle) => Promise<string>;
}

/** The fleet, and a pull request of dana's that changes its README; not reviewed, unless that is asked for. */
async function openScene({ isReviewed = false } = {}): Promise<Scene> {
  count += 1;
  const made = { owner: 'acme', name: `fleet-${count}`, files: fleet };
  const repository = await unheard(app.github, () => app.github.createRepository(made));
  for (const login of ['dana', 'omar']) repository.addUser(login, { role: 'write' });
  const open = async () => {
    await repository.commit('readme', { write: { 'README.md': 'Another fleet.\n' }, as: 'dana' });
    return repository.openPull({ head: 'readme', author: 'dana' });
  };
  const pull = isReviewed ? await open() : await unheard(app.github, open);
  await app.quiet();
  return { repository, pull, say: (body, as = 'dana', where = pull) => say(where, body, as) };
}

async function say(pull: PullHandle, body: string, as: string): Promise<string> {
  const before = new Set(pull.comments);
  const comment = pull.comment(body, as);
  await app.quiet();
  const replies = pull.comments.filter((each) => !before.has(each) && each !== comment);
  return replies.map((each) => each.body.replace(/^(<!--.*?-->\n)+/, '')).join('\n');
}

/** The newest pull request. */
function newest({ repository }: Scene): PullHandle {
  return repository.pull(Math.max(...repository.state.issues.keys()));
}

async function promoted(scene: Scene, line = '/promote foo prod'): Promise<PullHandle> {
  expect(await scene.say(line)).toMatch(/^Opened \[#/);
  return newest(scene);
}

const link = ({ number, url }: PullHandle) => `[#${number}](${url})`;

const message = (scene: Scene, sha: string) =>
  gitText(scene.repository.gitDirectory, ['log', '-1', '--format=%B', sha]);

test('the commit says who asked for what, and GitHub signs it', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene, '/promote foo prod --from dev');
  const id = scene.repository.state.issues.get(scene.pull.number)?.author.id;
  expect(await message(scene, promotion.headSha)).toBe(
    [
      'Promote foo to prod',
      '',
      `Co-authored-by: dana <${id}+dana@users.noreply.github.com>`,
      `Blast-Radius-Asked-By: dana (${id})`,
      'Blast-Radius-Request: /promote foo prod --from=dev',
    ].join('\n'),
  );
  expect(verifiedCommits.has(promotion.headSha)).toBe(true);
  expect(promotion.body).not.toContain('<!--');
});

test('whoever asks for the same gets the same pull request, and everybody who asked is its author', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  expect(await scene.say('/promote foo prod', 'omar')).toMatch(`Updated ${link(promotion)}`);
  const { headSha } = promotion;
  expect(await message(scene, headSha)).toMatch(
    /^Promote foo to prod\n\nCo-authored-by: dana <.*>\nCo-authored-by: omar <.*>\n/,
  );
  expect(await scene.say('/promote foo prod')).toMatch(`Already open: ${link(promotion)}`);
  expect(promotion.headSha).toBe(headSha);
});

test('what somebody pushes while a command runs is kept, and the command says so', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  await scene.repository.commit('main', { write: { 'NEWS.md': 'news\n' } });
  await app.quiet();
  let pushed = '';
  const push = async () => {
    pushed = await scene.repository.commit(promotion.head, { write: { 'WORK.md': 'hours of work\n' }, as: 'dana' });
  };
  app.github.fault({ method: 'POST', path: /\/git\/commits$/, times: 1, before: push });
  expect(await scene.say('/promote foo prod')).toBe(
    `\`${promotion.head}\` has moved in the meantime, so it is left unchanged. Try again.`,
  );
  expect(promotion.headSha).toBe(pushed);
  expect(await scene.say('/promote foo prod')).toBe(
    `${link(promotion)} has commits by others on \`${promotion.head}\`, so it is left unchanged.`,
  );
});

test('a branch that somebody makes while a command runs is kept too', async () => {
  const scene = await openScene();
  const { head } = await promoted(scene);
  await newest(scene).close('dana');
  await scene.repository.push(head, null, 'dana');
  await app.quiet();
  let pushed = '';
  const push = async () => {
    pushed = await scene.repository.commit(head, { write: { 'WORK.md': 'hours of work\n' }, as: 'dana' });
  };
  app.github.fault({ method: 'POST', path: /\/git\/commits$/, times: 1, before: push });
  expect(await scene.say('/promote foo prod')).toContain('has moved in the meantime');
  expect(scene.repository.sha(head)).toBe(pushed);
});

test('where GitHub does not answer the move of a branch, the branch tells what became of it', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  for (const close of ['before', 'after'] as const) {
    const base = await scene.repository.commit('main', { write: { 'NEWS.md': `${close}\n` } });
    await app.quiet();
    app.github.fault({ method: 'POST', path: /graphql$/, times: 1, close });
    expect(await scene.say('/promote foo prod')).toMatch(`Updated ${link(promotion)}`);
    expect(await gitText(scene.repository.gitDirectory, ['rev-parse', `${promotion.headSha}^`])).toBe(base);
  }
});

test('no text in the description of a pull request makes a commit the App’s own', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  const mine = await scene.repository.commit(promotion.head, { write: { 'WORK.md': 'mine\n' }, as: 'dana' });
  await promotion.edit({ body: `<!-- blast-radius edit ${mine} -->\n\n${promotion.body}` }, 'dana');
  await scene.repository.commit('main', { write: { 'NEWS.md': 'news\n' } });
  await app.quiet();
  expect(await scene.say('/promote foo prod')).toContain('has commits by others');
  expect(promotion.headSha).toBe(mine);
});

test.each([
  { what: 'in the App’s name, unsigned', as: undefined, by: 'GitHub', isSigned: false },
  { what: 'in the App’s name, signed with a key of their own', as: undefined, by: 'dana', isSigned: true },
  { what: 'on GitHub’s page, which signs it', as: 'dana', by: 'GitHub', isSigned: true },
])('a commit that somebody wrote with the App’s words is not its own: $what', async ({ as, by, isSigned }) => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  const { repository } = scene;
  const { login } = app.github.app;
  const author = as ?? login;
  const work = await repository.commit('work', { write: { 'WORK.md': 'mine\n' }, as: 'dana' });
  const environment = {
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: `1+${author}@users.noreply.github.test`,
    GIT_COMMITTER_NAME: by,
    GIT_COMMITTER_EMAIL: by === 'GitHub' ? webFlowEmail : `${by}@users.noreply.github.test`,
  };
  const input = await message(scene, promotion.headSha);
  const args = ['commit-tree', `${work}^{tree}`, '-p', 'main'];
  const forged = await gitText(repository.gitDirectory, args, { environment, input });
  if (isSigned) verifiedCommits.add(forged);
  await repository.push(promotion.head, forged, 'dana');
  await app.quiet();
  expect(await scene.say('/promote foo prod')).toContain('has commits by others');
  expect(promotion.headSha).toBe(forged);
});

test('units whose names differ by a character only never share a branch', async () => {
  const scene = await openScene();
  const first = await promoted(scene, '/promote foo-x prod');
  const { headSha } = first;
  expect(await scene.say('/promote foo/x prod', 'omar')).toMatch(/^Opened \[#/);
  const second = newest(scene);
  expect(second.number).not.toBe(first.number);
  expect([first.head, second.head].map((branch) => branch.replace(/[0-9a-f]{12}$/, '…'))).toEqual([
    'blast-radius/promote-foo-x-prod-…',
    'blast-radius/promote-foo-x-prod-…',
  ]);
  expect(second.head).not.toBe(first.head);
  expect(first.headSha).toBe(headSha);
});

test('another request on the same branch is left as it is, even if the App wrote it', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  expect(await scene.say('/promote foo-x prod --here', 'omar', promotion)).toMatch(/^Added /);
  const { headSha } = promotion;
  expect(await scene.say('/promote foo prod')).toBe(
    `${link(promotion)} has commits for \`/promote foo-x prod --here\` on \`${promotion.head}\`, so it is left unchanged.`,
  );
  expect(promotion.headSha).toBe(headSha);
});

test('a branch from which others have a pull request, or whose pull request has another base, is left unchanged', async () => {
  const scene = await openScene();
  const promotion = await promoted(scene);
  await scene.repository.push('release', scene.repository.sha('main'), 'dana');
  const other = await scene.repository.openPull({ head: promotion.head, base: 'release', author: 'dana' });
  await app.quiet();
  const suffix = `so its branch \`${promotion.head}\` is left unchanged.`;
  expect(await scene.say('/promote foo prod')).toBe(`${link(other)} was opened by somebody else, ${suffix}`);
  await other.close('dana');
  await promotion.setBase('release', 'dana');
  await app.quiet();
  expect(await scene.say('/promote foo prod')).toBe(`${link(promotion)} merges into \`release\`, ${suffix}`);
});

test('--here does not commit to the default branch', async () => {
  const scene = await openScene();
  const { repository } = scene;
  await repository.push('release', repository.sha('main'));
  const main = await repository.commit('main', { write: { 'NEWS.md': 'news\n' } });
  const backport = await repository.openPull({ head: 'main', base: 'release', author: 'dana' });
  await app.quiet();
  expect(await scene.say('/promote foo prod --here', 'dana', backport)).toBe(
    '`main` is the default branch. Changes to it need a review. Omit `--here`.',
  );
  expect(repository.sha('main')).toBe(main);
});

test.each<[string, (repository: RepositoryHandle) => unknown]>([
  ['by branch protection', (repository) => repository.protect('readme', {})],
  ['by a ruleset', (repository) => repository.addRuleset(['read*'], {})],
])('--here does not commit to a branch that is protected %s', async (_, protect) => {
  const scene = await openScene();
  protect(scene.repository);
  const { headSha } = scene.pull;
  expect(await scene.say('/promote foo prod --here')).toBe(
    '`readme` is protected. Changes to it need a review. Omit `--here`.',
  );
  expect(scene.pull.headSha).toBe(headSha);
});

test('--here does not commit to the base of another pull request', async () => {
  const scene = await openScene();
  await scene.repository.commit('more', { from: 'readme', write: { 'MORE.md': 'more\n' }, as: 'omar' });
  const stacked = await scene.repository.openPull({ head: 'more', base: 'readme', author: 'omar' });
  await app.quiet();
  const { headSha } = scene.pull;
  expect(await scene.say('/promote foo prod --here')).toBe(
    `${link(stacked)} merges into \`readme\`. Changes to the base of a pull request need a review. Omit \`--here\`.`,
  );
  expect(scene.pull.headSha).toBe(headSha);
});

test('--here keeps what is pushed right before its own move', async () => {
  const scene = await openScene({ isReviewed: true });
  let pushed = '';
  const push = async () => {
    pushed = await scene.repository.commit('readme', { write: { 'WORK.md': 'hours of work\n' }, as: 'dana' });
  };
  app.github.fault({ method: 'POST', path: /graphql$/, times: 1, before: push });
  expect(await scene.say('/promote foo prod --here')).toBe(
    '`readme` has moved in the meantime, so it is left unchanged. Try again.',
  );
  expect(scene.pull.headSha).toBe(pushed);
});

test.each([422, 502])('a label that GitHub answers with %d is all that is missing', async (status) => {
  const scene = await openScene();
  const heal = app.github.fault({ method: 'POST', path: /\/labels$/, status, body: { message: 'no' } });
  const said = await scene.say('/promote foo prod');
  heal();
  const promotion = newest(scene);
  expect(said).toBe(
    `Opened ${link(promotion)}: foo: prod gains 1 object · dev unchanged. GitHub did not accept the label \`promotion\`.`,
  );
  expect(promotion).toMatchObject({ title: 'Promote foo to prod', state: 'open' });
  expect(promotion.checks[0]?.conclusion).toBe('success');
  expect(await message(scene, promotion.headSha)).toContain('Co-authored-by: dana <');
});
