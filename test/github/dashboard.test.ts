import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gitText } from '../fake-github/git/run-git.ts';
import type { IssueHandle } from '../fake-github/handles/issue-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const tagged = (tag: string) => `${kustomization('../../base')}images:\n  - name: nginx\n    newTag: "${tag}"\n`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: default }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: "nginx:1.25" }] }
`;

/** Prod runs an older shop than test, and no blog. */
const fleet: Readonly<Record<string, string>> = {
  '.github/blast-radius.yml': 'clusters: [{ path: clusters/test }, { path: clusters/prod }]\ndashboard: true\n',
  'clusters/test/kustomization.yaml': kustomization('../../apps/shop/overlays/test', '../../apps/blog'),
  'clusters/prod/kustomization.yaml': kustomization('../../apps/shop/overlays/prod'),
  'apps/shop/base/kustomization.yaml': kustomization('deployment.yaml'),
  'apps/shop/base/deployment.yaml': deployment,
  'apps/shop/overlays/test/kustomization.yaml': tagged('1.27'),
  'apps/shop/overlays/prod/kustomization.yaml': tagged('1.25'),
  'apps/blog/kustomization.yaml': kustomization('settings.yaml'),
  'apps/blog/settings.yaml': settings('1', 'blog'),
};

const { '.github/blast-radius.yml': _, ...fleetWithout } = fleet;

interface Scene {
  readonly repository: RepositoryHandle;
  readonly issue: () => IssueHandle;
  /** What the App has said in the issue, without its markers. */
  readonly said: () => string[];
}

/** A fleet whose dashboard stands, made by a push. */
async function openScene(files: Readonly<Record<string, string>> = {}): Promise<Scene> {
  count += 1;
  const repository = await app.github.createRepository({
    owner: 'acme',
    name: `fleet-${count}`,
    files: { ...fleet, ...files },
  });
  repository.addUser('dana', { role: 'write' });
  repository.addUser('rita', { role: 'write' });
  await repository.commit('main', { write: { 'NOTES.md': 'A fleet.\n' } });
  await app.quiet();
  const issue = () => {
    const [found, another] = repository.issues();
    if (found === undefined || another !== undefined) throw new Error('there is not one issue');
    return found;
  };
  const said = () =>
    issue()
      .comments.filter(({ author }) => author.type === 'Bot')
      .map(({ body }) => body.replace(/^(<!--.*?-->\n)+/, ''));
  return { repository, issue, said };
}

const blog = '`/promote blog prod`';
const shop = '`/promote shop prod --version --from test`';

/** Ticks the box of a command. */
function ticked(body: string, command = blog): string {
  const line = body.split('\n').find((each) => each.startsWith('- [ ] ') && each.includes(`-->${command}`));
  if (line === undefined) throw new Error(`no box for ${command} in:\n${body}`);
  return body.replace(line, line.replace('[ ]', '[x]'));
}

/** The pull requests that the App has opened. */
function opened({ state }: RepositoryHandle): string[] {
  return [...state.issues.values()].flatMap(({ pull, title }) => (pull === null ? [] : [title]));
}

test('a push makes the issue, and keeps it current; one that changes nothing in it writes nothing', async () => {
  const { repository, issue } = await openScene({
    'apps/blog/kustomization.yaml': `${kustomization('settings.yaml')}namePrefix: my-\n`,
  });
  expect([issue().title, issue().author, issue().state]).toEqual(['What runs where', 'blast-radius[bot]', 'open']);
  const body = `<!-- blast-radius dashboard -->
**2 units in 2 clusters on \`main\`, 1 of them not the same everywhere**

### Waits for promotion

Tick a box to have the App open the pull request that the command opens; it takes the role write, as the command does.

**prod** is behind in 1 unit and lacks 1 unit

- [ ] <!-- promote 8dbe33cfad25 -->\`/promote shop prod --version --from test\` nginx \`1.25\`, not \`1.27\` (minor), as in test
- [ ] <!-- promote f369aa93e5ec -->\`/promote blog prod\` from test

### Units and clusters

|  | test | prod |
| :-- | :-: | :-: |
| **\`blog\`** | ● | · |
| **\`shop\`** | \`1.27\` ×2 | \`1.25\` ×2 ≠ |

<sub>● runs, × replicas, ≠ differs from the first cluster that has it, · absent</sub>

### Differs between clusters

- \`shop\`: prod is behind test: nginx \`1.25\`, not \`1.27\` (minor)

<sub>Kept current with every push to \`main\`; what is written here by hand is undone. \`dashboard: false\` in \`.github/blast-radius.yml\` ends it.</sub>`;
  expect(issue().body).toBe(body);
  const writes = app.github.writes().length;
  await repository.commit('main', { write: { 'NOTES.md': 'The same fleet.\n' } });
  await app.quiet();
  expect(app.github.writes().slice(writes)).toEqual([]);
  await repository.commit('main', { write: { 'apps/shop/overlays/prod/kustomization.yaml': tagged('1.27') } });
  await app.quiet();
  expect(issue().body).toContain('**prod** lacks 1 unit\n');
  expect(issue().body).not.toContain('1.25');
});

test('a tick by somebody who may opens the pull request of the command, in their name, and the box is empty again', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  issue().edit(ticked(body), 'dana');
  await app.quiet();
  expect(opened(repository)).toEqual(['Promote blog to prod']);
  const pull = repository.pull(2);
  expect(pull.body).toMatch(/^`dana` asked for this in \[#1\]\(.*\/issues\/1\): `\/promote blog prod`/);
  const commit = await gitText(repository.gitDirectory, ['log', '-1', '--format=%B', pull.headSha]);
  expect(commit).toContain('Blast-Radius-Asked-By: dana (');
  expect(issue().body).toBe(body);
  expect(said()).toEqual([
    expect.stringMatching(/^`dana` ticked `\/promote blog prod`\.\n\nOpened \[#2\]\(.*\): .*prod gains 1/),
  ]);
  // It is the same as by the command, whoever gives it.
  issue().comment('/promote blog prod', 'dana');
  await app.quiet();
  expect(said().at(-1)).toMatch(/^Already open: \[#2\]/);
});

test('both boxes that one person ticks at once are obeyed', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  issue().edit(ticked(body), 'dana');
  issue().edit(ticked(ticked(body), shop), 'dana');
  await app.quiet();
  expect(opened(repository).sort()).toEqual(['Align the version of shop in prod with test', 'Promote blog to prod']);
  expect(issue().body).toBe(body);
  expect(said()).toHaveLength(2);
});

test('a tick by somebody who may not is refused as the command is', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  repository.addUser('eve', { role: 'triage' });
  issue().edit(ticked(body), 'eve');
  await app.quiet();
  expect(opened(repository)).toEqual([]);
  expect(issue().body).toBe(body);
  issue().comment('/promote blog prod', 'eve');
  await app.quiet();
  const refusal = '`eve` does not have the role write in this repository, which this command requires.';
  expect(said()).toEqual([`\`eve\` ticked \`/promote blog prod\`.\n\n${refusal}`, refusal]);
});

test('a tick among the edits of several people is nobody’s, and is said to be', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  issue().edit(`${body}\nrita was here`, 'rita');
  issue().edit(ticked(issue().body), 'dana');
  await app.quiet();
  expect(opened(repository)).toEqual([]);
  expect(issue().body).toBe(body);
  expect(said()).toEqual([
    'Somebody ticked `/promote blog prod`, and nothing was done: several people edited this issue at once, so whose tick it is is not certain. Tick it again.',
  ]);
});

test('a tick by a program is ignored, and one by the App itself is nobody’s', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  const other = await app.github.registerApp({ name: 'Other Bot', permissions: {}, events: [] });
  issue().edit(ticked(body), other.login);
  await app.quiet();
  expect([opened(repository), issue().body, said()]).toEqual([[], body, []]);
  issue().edit(ticked(body), 'blast-radius[bot]');
  await repository.commit('main', { write: { 'NOTES.md': 'Another.\n' } });
  await app.quiet();
  expect([opened(repository), issue().body]).toEqual([[], body]);
  expect(said()).toEqual([
    'Somebody ticked `/promote blog prod`, and nothing was done: the history of this issue does not say who did. Tick it again.',
  ]);
});

test('what a box stands for is what the App offers, whatever somebody has made of the text', async () => {
  const { repository, issue, said } = await openScene();
  const { body } = issue();
  issue().edit(ticked(body).replaceAll('f369aa93e5ec', '0123456789ab'), 'dana');
  await app.quiet();
  expect([opened(repository), issue().body]).toEqual([[], body]);
  expect(said()).toEqual(['`dana` ticked a box, and nothing was done: what it offered no longer waits.']);
});

test('a text that people edit is restored, an issue that they close is opened, and one that they delete is made again', async () => {
  const { repository, issue } = await openScene();
  const { body, number } = issue();
  issue().edit('nothing to see', 'dana');
  await app.quiet();
  expect(issue().body).toBe(body);
  issue().close('dana');
  await app.quiet();
  expect([issue().state, issue().number]).toEqual(['open', number]);
  issue().delete('dana');
  await app.quiet();
  expect([issue().body, issue().number, issue().state]).toEqual([body, number + 1, 'open']);
  // Somebody else's issue with the marker is nothing of the App's.
  expect(repository.issues()).toHaveLength(1);
});

test('of a fleet that does not fit, the most important comes first, and what is left out is counted', async () => {
  const names = Array.from({ length: 260 }, (_, index) => `unit-${'x'.repeat(50)}-${index}`);
  const units = names.flatMap((name) => [
    [`apps/${name}/kustomization.yaml`, kustomization('settings.yaml')],
    [`apps/${name}/settings.yaml`, settings('1', name)],
  ]);
  const { issue } = await openScene({
    ...Object.fromEntries(units),
    'clusters/test/kustomization.yaml': kustomization(
      '../../apps/shop/overlays/test',
      ...names.map((name) => `../../apps/${name}`),
    ),
  });
  const { body } = issue();
  expect(body.length).toBeLessThan(65_536);
  const boxes = body.match(/^- \[ \] /gm)?.length ?? 0;
  expect(boxes).toBeGreaterThan(100);
  // The older version before what is missing.
  expect(body.indexOf(shop)).toBeLessThan(body.indexOf('`/promote unit-'));
  expect(body).toContain(`Left out as GitHub takes no longer text: ${261 - boxes} more promotions`);
  expect(body).toMatch(/<sub>\d+ more lines · /);
});

test('a configuration that is not valid is said, and turning the dashboard off closes the issue', async () => {
  const { repository, issue } = await openScene();
  await repository.commit('main', { write: { '.github/blast-radius.yml': 'dashboard: maybe\n' } });
  await app.quiet();
  expect(issue().body).toContain('What runs where is not known');
  expect(issue().body).toContain('**The configuration is invalid**');
  await repository.commit('main', { write: { '.github/blast-radius.yml': 'dashboard: false\n' } });
  await app.quiet();
  expect([issue().state, issue().body]).toEqual([
    'closed',
    '<!-- blast-radius dashboard -->\nTurned off: `dashboard: true` is no longer in `.github/blast-radius.yml`.',
  ]);
  await repository.commit('main', { write: { '.github/blast-radius.yml': 'dashboard: true\n' } });
  await app.quiet();
  expect([issue().state, issue().body]).toEqual(['open', expect.stringContaining('**2 units in 4 clusters')]);
});

test('without a dashboard a push asks for nothing more by REST, and not even by git while the configuration stays', async () => {
  const repository = await app.github.createRepository({ owner: 'acme', name: 'no-dashboard', files: fleetWithout });
  const asked = async () => {
    const before = app.github.requests.length;
    await repository.commit('main', { write: { 'apps/blog/settings.yaml': settings(String(before), 'blog') } });
    await app.quiet();
    const lines = app.github.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    // A push asks which pull requests there are, as ever.
    return [...new Set(lines)].filter((line) => line !== 'GET /repos/acme/no-dashboard/pulls');
  };
  expect(await asked()).toEqual([
    expect.stringMatching(/^POST .*\/access_tokens$/),
    expect.stringMatching(/^GET \/acme\/no-dashboard.git\//),
    'POST /acme/no-dashboard.git/git-upload-pack',
  ]);
  expect(await asked()).toEqual([]);
  expect(repository.issues()).toEqual([]);
});

test('what nobody heard of is found by the sweep, in the issue that stands', async () => {
  const { repository, issue } = await openScene();
  const { number, body } = issue();
  await app.stop();
  await repository.commit('main', { write: { 'apps/shop/overlays/prod/kustomization.yaml': tagged('1.27') } });
  issue().edit(ticked(body), 'dana');
  await app.github.settled();
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect([issue().number, issue().state, opened(repository)]).toEqual([number, 'open', ['Promote blog to prod']]);
  expect(issue().body).toContain('**prod** lacks 1 unit\n');
});

test('a repository that takes no issue is left alone, and the log says what is missing', async () => {
  const { repository, issue } = await openScene();
  repository.state.hasIssues = false;
  issue().delete('dana');
  await app.quiet();
  expect(repository.issues()).toEqual([]);
  expect(app.lines.filter((line) => line.includes('the dashboard needs the permission issues: write'))).toHaveLength(1);
});
