import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gitText } from '../fake-github/git/run-git.ts';
import { verifiedCommits } from '../fake-github/git/verified-commits.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { labelsOf } from '../fake-github/rest/labels.ts';
import { articleRepo, loadFleet } from '../fixtures/fleets/load-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { unheard } from './unheard.ts';
import { until } from './until.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Scene {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
  /** Writes a comment, and waits for what comes of it. */
  readonly say: (body: string, as?: string) => Promise<Said>;
}

interface Said {
  readonly reactions: readonly string[];
  /** What the App wrote since, without its markers. */
  readonly replies: readonly string[];
}

/** The article's fleet, and a pull request of dana's that changes its README. */
async function openScene(): Promise<Scene> {
  count += 1;
  const files = Object.fromEntries(loadFleet(articleRepo));
  const made = { owner: 'acme', name: `fleet-${count}`, files };
  const repository = await unheard(app.github, () => app.github.createRepository(made));
  repository.addUser('dana', { role: 'write' });
  repository.addUser('rita', { role: 'read' });
  const pull = await unheard(app.github, async () => {
    await repository.commit('readme', { write: { 'README.md': 'Another fleet.\n' }, as: 'dana' });
    return repository.openPull({ head: 'readme', author: 'dana' });
  });
  return { repository, pull, say: (body, as = 'dana') => say(pull, body, as) };
}

/** @returns a file of the article's fleet */
function textOf(path: string): string {
  const text = loadFleet(articleRepo).get(path);
  if (text === undefined) throw new Error(`no file ${path}`);
  return text.toString();
}

async function say(pull: PullHandle, body: string, as: string): Promise<Said> {
  const before = new Set(pull.comments);
  const comment = pull.comment(body, as);
  await app.quiet();
  const replies = pull.comments.filter((each) => !before.has(each) && each !== comment);
  return {
    reactions: comment.reactions.map(({ content }) => content),
    replies: replies.map((each) => each.body.replace(/^(<!--.*?-->\n)+/, '')),
  };
}

/** The pull request that a command has opened: the newest. */
function opened({ repository, pull }: Scene): PullHandle {
  const numbers = [...repository.state.issues.keys()];
  const newest = Math.max(...numbers);
  expect(newest).toBeGreaterThan(pull.number);
  return repository.pull(newest);
}

const git = (repository: RepositoryHandle, ...args: string[]) => gitText(repository.gitDirectory, args);

test('/promote opens the pull request a careful engineer would have written', async () => {
  const scene = await openScene();
  const { repository, pull } = scene;
  const said = await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  expect(said).toEqual({
    reactions: ['eyes', 'rocket'],
    replies: [
      `Opened [#${promotion.number}](${promotion.url}): foo-app: prod gains 2 objects, 1 error · dev and test unchanged.`,
    ],
  });
  expect(promotion).toMatchObject({ title: 'Promote foo-app to prod', base: 'main', state: 'open' });
  expect(promotion.head).toMatch(/^blast-radius\/promote-foo-app-prod-[0-9a-f]{12}$/);
  expect(await git(repository, 'diff', 'main', promotion.headSha, '--unified=0')).toContain(
    '--- a/clusters/prod/apps/kustomization.yaml\n+++ b/clusters/prod/apps/kustomization.yaml\n@@ -5,0 +6 @@ resources:\n+  - ../../../apps/foo-app/base',
  );
  expect(await git(repository, 'diff', '--name-only', 'main', promotion.headSha)).toBe(
    'clusters/prod/apps/kustomization.yaml',
  );
  expect(verifiedCommits.has(promotion.headSha)).toBe(true);
  expect(await git(repository, 'log', '-1', '--format=%B', promotion.headSha)).toMatch(
    /^Promote foo-app to prod\n\nCo-authored-by: dana <\d+\+dana@users\.noreply\.github\.com>\n/,
  );
  expect(promotion.body).toContain('`dana` asked for this in [#');
  expect(promotion.body).toContain(
    '- [ ] prod lacks `Namespace/foo`, which `Service/foo-app` needs: `/promote namespace/foo prod`',
  );
  expect(labelsOf(repository.state.issues.get(promotion.number) ?? fail())).toEqual(['promotion']);
  const [check] = promotion.checks;
  expect(check?.conclusion).toBe('failure');
  expect(check?.annotations.map(({ title }) => title)).toContain('prod (missing-namespace)');
  expect(pull.comments.length).toBeGreaterThan(1);
});

function fail(): never {
  throw new Error('there is no such issue');
}

test('asked twice, it is the same pull request, and nothing is pushed', async () => {
  const scene = await openScene();
  await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  const { headSha } = promotion;
  const said = await scene.say('/promote foo-app prod');
  expect(said.replies).toEqual([
    `Already open: [#${promotion.number}](${promotion.url}): foo-app: prod gains 2 objects, 1 error · dev and test unchanged.`,
  ]);
  expect(opened(scene).number).toBe(promotion.number);
  expect(promotion.headSha).toBe(headSha);
  const folded = scene.pull.comments.filter(({ body }) => body.includes('An earlier answer, superseded below'));
  expect(folded).toHaveLength(1);
});

test.each([
  ['the branch', /graphql$/],
  ['the pull request', /\/pulls$/],
  ['its label', /\/labels$/],
  ['the answer', /\/comments$/],
])(
  'where the answer of GitHub is lost after it has made %s, there is one pull request and one answer',
  async (_, path) => {
    const scene = await openScene();
    app.github.fault({ method: 'POST', path, times: 1, close: 'after' });
    scene.pull.comment('/promote foo-app prod', 'dana');
    const answers = () => scene.pull.comments.filter(({ body }) => body.includes('blast-radius answer'));
    await until(() => answers().length > 0);
    await app.quiet();
    const promotion = opened(scene);
    expect(promotion).toMatchObject({ title: 'Promote foo-app to prod', state: 'open' });
    expect(promotion.number).toBe(scene.pull.number + 1);
    expect(labelsOf(scene.repository.state.issues.get(promotion.number) ?? fail())).toEqual(['promotion']);
    expect(answers().map(({ body }) => body)).toEqual([expect.stringContaining(`[#${promotion.number}]`)]);
  },
);

test('asked with another option, it is another request, and another pull request', async () => {
  const scene = await openScene();
  await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  const { headSha } = promotion;
  expect((await scene.say('/promote foo-app prod --overlay')).replies[0]).toMatch(/^Opened \[#/);
  const other = opened(scene);
  expect(other.number).not.toBe(promotion.number);
  expect(promotion.headSha).toBe(headSha);
  expect(await git(scene.repository, 'diff', '--name-only', 'main', other.headSha)).toBe(
    'apps/foo-app/overlays/prod/kustomization.yaml\nclusters/prod/apps/kustomization.yaml',
  );
});

test('/override accepts a finding in a cluster, with its reason', async () => {
  const scene = await openScene();
  scene.repository.addUser('ada', { role: 'admin' });
  await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  expect(promotion.checks[0]?.conclusion).toBe('failure');
  // GitHub tells times in whole seconds: an approval within the second of its review is for something else.
  app.clock.pass();
  const said = await say(promotion, '/override missing-namespace prod made by hand', 'ada');
  expect(said.reactions).toEqual(['eyes', '+1']);
  expect(promotion.checks[0]?.conclusion).toBe('success');
});

test('when main moves on, asking again brings the pull request up to date', async () => {
  const scene = await openScene();
  await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  await scene.repository.commit('main', { write: { 'NEWS.md': 'news\n' } });
  await app.quiet();
  expect((await scene.say('/promote foo-app prod')).replies[0]).toMatch(/^Updated \[#/);
  expect(await git(scene.repository, 'rev-parse', `${promotion.headSha}^`)).toBe(scene.repository.sha('main'));
});

test("a person's commits on the branch are left as they are", async () => {
  const scene = await openScene();
  await scene.say('/promote foo-app prod');
  const promotion = opened(scene);
  await scene.repository.commit(promotion.head, { write: { 'NOTES.md': 'mine\n' }, as: 'dana' });
  await app.quiet();
  const { headSha } = promotion;
  const said = await scene.say('/promote foo-app prod');
  expect(said.reactions).toEqual(['eyes', 'confused']);
  expect(said.replies[0]).toContain('has commits by others');
  expect(promotion.headSha).toBe(headSha);
});

test('--dry-run answers with the edit and its blast radius, and writes nothing', async () => {
  const scene = await openScene();
  const issues = scene.repository.state.issues.size;
  const said = await scene.say('/promote foo-app prod --dry-run');
  expect(said.reactions).toEqual(['eyes', 'rocket']);
  expect(said.replies[0]).toContain('**foo-app: prod gains 2 objects, 1 error · dev and test unchanged**');
  expect(said.replies[0]).toContain('+  - ../../../apps/foo-app/base');
  expect(scene.repository.state.issues.size).toBe(issues);
  expect([...scene.repository.state.refs.keys()].filter((ref) => ref.includes('blast-radius/'))).toEqual([]);
});

test('/promote alone lists what could be promoted where, and writes nothing', async () => {
  const scene = await openScene();
  const said = await scene.say('/promote');
  expect(said).toEqual({
    reactions: ['eyes', 'rocket'],
    replies: [
      [
        '**dev** lacks 3 units',
        '- `foo-app` from test\n- `kyverno/test-only` from test\n- `namespaces/test-only` from test',
        '**prod** lacks 3 units',
        '- `foo-app` from test\n- `kyverno/test-only` from test\n- `namespaces/test-only` from test',
        'Nothing for test.',
        '`/promote foo-app dev --dry-run` shows the edit, or why there is none.',
      ].join('\n\n'),
    ],
  });
  expect([...scene.repository.state.refs.keys()].filter((ref) => ref.includes('blast-radius/'))).toEqual([]);
});

test('--here adds the commit to the pull request it is asked in', async () => {
  const scene = await openScene();
  const before = scene.pull.headSha;
  const said = await scene.say('/promote foo-app prod --here');
  expect(said.reactions).toEqual(['eyes', 'rocket']);
  expect(await git(scene.repository, 'rev-parse', `${scene.pull.headSha}^`)).toBe(before);
  expect(scene.pull.checks[0]?.title).toBe('foo-app: prod gains 2 objects, 1 error · dev and test unchanged');
});

test('--here writes nothing into a fork', async () => {
  const scene = await openScene();
  const fork = await scene.repository.fork('eve');
  await fork.commit('change', { write: { 'README.md': 'Mine.\n' } });
  const pull = await scene.repository.openPull({ head: 'eve:change', author: 'eve' });
  await app.quiet();
  const said = await say(pull, '/promote foo-app prod --here', 'dana');
  expect(said.replies).toEqual(['Its branch is in a fork, and this App does not write to forks. Omit `--here`.']);
});

test('/demote opens the reverse', async () => {
  const scene = await openScene();
  const said = await scene.say('/demote foo-app test');
  const demotion = opened(scene);
  expect(said.reactions).toEqual(['eyes', 'rocket']);
  expect(demotion.title).toBe('Demote foo-app from test');
  expect(await git(scene.repository, 'diff', 'main', demotion.headSha, '--unified=0')).toContain(
    '-  - ../../../apps/foo-app/base',
  );
});

test('a refusal says why and what to do', async () => {
  const scene = await openScene();
  const said = await scene.say('/promote kyverno/prod dev');
  expect(said).toEqual({
    reactions: ['eyes', 'confused'],
    replies: [
      'prod runs its own `infrastructure/policies/kyverno/prod`, and dev has none. `--overlay` creates `infrastructure/policies/kyverno/dev` from it, for you to review.',
    ],
  });
});

test.each<[string, string, string]>([
  ['a misspelt command', '/promot foo-app prod', 'There is no `/promot`. Did you mean `/promote`?'],
  ['a misspelt unit', '/promote foo-ap prod', 'Nothing is named foo-ap. Did you mean foo-app?'],
  ['a misspelt flag', '/promote foo-app prod --dry', 'There is no flag `--dry`. Did you mean `--dry-run`? Usage: '],
  ['a missing word', '/approve', 'Usage: `/approve <cluster❘config>`'],
  ['a missing cluster', '/promote foo-app', 'Usage: `/promote [<unit> <cluster…❘all>] '],
  ['an option without a unit', '/promote --overlay', 'Usage: `/promote [<unit> <cluster…❘all>] '],
  [
    'somebody who may only read',
    '/promote foo-app prod',
    '`rita` does not have the role write in this repository, which this command requires.',
  ],
])('%s is answered', async (_, body, answer) => {
  const scene = await openScene();
  const said = await scene.say(body, answer.startsWith('`rita`') ? 'rita' : 'dana');
  expect(said.reactions).toEqual(['eyes', 'confused']);
  expect(said.replies).toHaveLength(1);
  expect(said.replies[0]?.startsWith(answer)).toBe(true);
  expect(scene.repository.state.issues.size).toBe(1);
});

test.each([
  ['a quote', '> /promote foo-app prod'],
  ['code', '```\n/promote foo-app prod\n```'],
  ['indented code', '    /promote foo-app prod'],
  ['a later line', 'What would this do?\n/promote foo-app prod'],
  ['a path', '/usr/bin/env is missing'],
  ['another word', '/shrug'],
])('%s is no command', async (_, body) => {
  const scene = await openScene();
  expect(await scene.say(body)).toEqual({ reactions: [], replies: [] });
});

test('a comment that becomes a command by an edit is none', async () => {
  const scene = await openScene();
  const comment = scene.pull.comment('hello', 'dana');
  scene.repository.editComment(comment, '/promote foo-app prod', 'dana');
  await app.quiet();
  expect(comment.reactions).toEqual([]);
});

test('a delivery that comes twice is answered once', async () => {
  const scene = await openScene();
  await scene.say('/promote foo-app prod');
  const comments = scene.pull.comments.length;
  const writes = app.github.writes().length;
  for (const { id } of app.github.deliveries('issue_comment')) app.github.redeliver(id);
  await app.quiet();
  expect(scene.pull.comments).toHaveLength(comments);
  expect(app.github.writes()).toHaveLength(writes);
});

test('/where shows what runs where, for whoever may read', async () => {
  const scene = await openScene();
  const said = await scene.say('/where foo-app', 'rita');
  expect(said).toEqual({
    reactions: ['eyes', 'rocket'],
    replies: [
      [
        '|  | dev | test | prod |',
        '| :-- | :-: | :-: | :-: |',
        '| **`foo-app`** | · | `1.27` ×1 | · |',
        '| `Deployment foo/foo-app` | · | `1.27` ×1 | · |',
        '| `Service foo/foo-app` | · | ● | · |',
        '',
        '<sub>● runs, × replicas, · absent</sub>',
      ].join('\n'),
    ],
  });
});

test('/explain shows the chain and every line, /compare what differs', async () => {
  const scene = await openScene();
  const explained = await scene.say('/explain Deployment/podinfo prod', 'rita');
  expect(explained.reactions).toEqual(['eyes', 'rocket']);
  const file = 'apps/podinfo/overlays/prod/kustomization.yaml';
  const address = `${app.github.url}/${scene.repository.owner}/${scene.repository.name}/blob/${scene.repository.sha('readme')}`;
  expect(explained.replies[0]).toContain(`\n- \`spec.replicas\` \`3\`: [\`${file}:15\`](${address}/${file}#L15)\n`);
  const compared = await scene.say('/compare podinfo dev prod', 'rita');
  expect(compared.replies).toEqual([
    '```diff\n- dev   + prod\nboth: Deployment team-x/podinfo\n  @@ spec.replicas @@\n  - 1\n  + 3\n```',
  ]);
  expect((await scene.say('/compare dev prdo')).replies).toEqual(['there is no cluster prdo. Did you mean prod?']);
});

test('/explain tells what merging the pull request makes, each line with a link to the page that has it', async () => {
  const { repository } = await openScene();
  const base = 'apps/podinfo/base';
  const [prod, deployment] = ['apps/podinfo/overlays/prod/kustomization.yaml', `${base}/deployment.yaml`];
  const write = {
    [prod]: textOf(prod).replace('replicas: 3', 'replicas: 5'),
    [`${base}/kustomization.yaml`]: textOf(`${base}/kustomization.yaml`).replace('  - service.yaml\n', ''),
    [deployment]: `# Of the head.\n${textOf(deployment)}`,
  };
  const pull = await unheard(app.github, async () => {
    await repository.commit('replicas', { write, as: 'dana' });
    await repository.commit('main', { write: { [deployment]: `${textOf(deployment)}# Of the base.\n` }, as: 'dana' });
    return repository.openPull({ head: 'replicas', author: 'dana' });
  });
  const page = `${app.github.url}/${repository.owner}/${repository.name}/blob`;
  const lines = async (asked: string, as: string) => (await say(pull, asked, as)).replies[0]?.split('\n') ?? [];
  const replicas = '/explain Deployment/podinfo prod --field spec.replicas';
  const line = `${prod}:15`;

  const merged = await lines(replicas, 'rita');
  expect(merged.at(-1)).toBe(
    `- \`spec.replicas\` \`5\`: [\`${line}\`](${page}/${repository.sha('replicas')}/${prod}#L15)`,
  );
  // The merge has put that file together: no page has its lines.
  expect(merged[0]).toMatch(new RegExp(`→ \`${deployment}:2\`$`));

  const removed = await lines('/explain Service/podinfo prod', 'rita');
  expect(removed[0]).toBe('Once this is merged: nothing is named `Service/podinfo`. On `main`:');
  expect(removed[2]).toContain(`](${page}/${repository.sha('main')}/${base}/service.yaml#L1)`);
});

test('/explain says from which clusters the pull request removes the object', async () => {
  const { repository } = await openScene();
  const prod = 'apps/podinfo/overlays/prod/kustomization.yaml';
  const removal =
    'patches:\n  - patch: |-\n      apiVersion: v1\n      kind: Service\n      metadata:\n        name: podinfo\n      $patch: delete\n';
  const pull = await unheard(app.github, async () => {
    await repository.commit('removal', { write: { [prod]: textOf(prod).replace('patches:\n', removal) }, as: 'dana' });
    return repository.openPull({ head: 'removal', author: 'dana' });
  });
  const told = async (asked: string) => (await say(pull, asked, 'rita')).replies[0]?.split('\n') ?? [];

  for (const asked of ['/explain Service/podinfo', '/explain Service/podinfo --field spec.ports'])
    expect((await told(asked))[0]).toBe('Once this is merged, there is no `Service team-x/podinfo` in `prod`.');
  expect((await told('/explain Service/podinfo dev'))[0]).toMatch(/^`Service team-x\/podinfo` in `dev`: /);
});

test('/explain says that a pull request cannot be merged', async () => {
  const { repository } = await openScene();
  const file = 'apps/podinfo/overlays/prod/kustomization.yaml';
  const pull = await unheard(app.github, async () => {
    const edit = (branch: string, count: number) => {
      const write = { [file]: textOf(file).replace('replicas: 3', `replicas: ${count}`) };
      return repository.commit(branch, { write, as: 'dana' });
    };
    await edit('five', 5);
    await edit('main', 4);
    return repository.openPull({ head: 'five', author: 'dana' });
  });
  expect(await say(pull, '/explain Deployment/podinfo prod', 'rita')).toEqual({
    reactions: ['eyes', 'confused'],
    replies: [
      `The pull request conflicts with its base branch.\n\nGit cannot merge it: \`${file}\`. Resolve the conflict first.`,
    ],
  });
});

test('/recheck reviews again', async () => {
  const scene = await openScene();
  const [before] = scene.pull.checks;
  expect(await scene.say('/recheck')).toEqual({ reactions: ['eyes', 'rocket'], replies: [] });
  expect(scene.pull.checks[0]?.id).not.toBe(before?.id);
});

test('/help lists every command', async () => {
  const scene = await openScene();
  const { replies } = await scene.say('/help');
  for (const name of [
    'promote',
    'demote',
    'where',
    'explain',
    'compare',
    'approve',
    'unapprove',
    'acknowledge',
    'override',
    'recheck',
    'help',
  ])
    expect(replies[0]).toContain(`| \`/${name}`);
});

test('a namespace that moves to a set of its own is one commit: files come and go', async () => {
  const scene = await openScene();
  expect((await scene.say('/promote namespace/foo prod')).reactions).toEqual(['eyes', 'rocket']);
  const changed = await git(scene.repository, 'diff', '--no-renames', '--name-status', 'main', opened(scene).headSha);
  expect(changed.split('\n')).toEqual([
    'M\tclusters/prod/infra/kustomization.yaml',
    'M\tclusters/test/infra/kustomization.yaml',
    'A\tinfrastructure/namespaces/foo/kustomization.yaml',
    'A\tinfrastructure/namespaces/foo/ns-foo.yaml',
    'D\tinfrastructure/namespaces/test-only/kustomization.yaml',
    'D\tinfrastructure/namespaces/test-only/ns-foo.yaml',
  ]);
});

test('the requester counts as author: another pair of eyes approves', async () => {
  const scene = await openScene();
  const config =
    'clusters:\n  - { name: test, path: clusters/test }\n  - { name: prod, path: clusters/prod, protected: true }\napprovals: { prod: { anyOf: [{ permission: write }] } }\n';
  await scene.repository.commit('main', { write: { '.github/blast-radius.yml': config } });
  scene.repository.addUser('omar', { role: 'write' });
  await scene.say('/promote foo-app prod --with-prerequisites');
  const promotion = opened(scene);
  expect(promotion.checks[0]?.conclusion).toBe('action_required');
  // GitHub tells times in whole seconds: an approval within the second of its review is for something else.
  app.clock.pass();
  const own = await say(promotion, '/approve prod', 'dana');
  expect(own.reactions).toEqual(['eyes', 'confused']);
  expect(own.replies[0]).toContain('contributed to this pull request');
  const other = await say(promotion, '/approve prod', 'omar');
  expect(other.reactions).toEqual(['eyes', '+1']);
  expect(promotion.checks[0]?.conclusion).toBe('success');
});
