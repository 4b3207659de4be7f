import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { openStory } from './open-story.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let repository: RepositoryHandle;
let pull: PullHandle;

beforeAll(async () => {
  app = await startApp();
  const files = Object.fromEntries(loadFleet(articleRepo));
  repository = await app.github.createRepository({ owner: 'acme', name: 'fleet', organization: true, files });
  const story = loadStories(articleStories).find(({ name }) => name === '01-foo-app-to-prod');
  if (!story) throw new Error('the story is not there');
  pull = await openStory(repository, story, repository.sha('main'));
  await repository.waitForCheck(pull.headSha, 'blast-radius: main');
  await app.quiet();
});

afterAll(() => app.close());

/** The text with what every run names differently written out. */
function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replaceAll(`${app.github.url}/acme/fleet/blob/${pull.headSha}`, 'HEAD')
    .replaceAll(pull.headSha, '<head>')
    .replaceAll(pull.headSha.slice(0, 7), '<head>')
    .replaceAll(pull.baseSha.slice(0, 7), '<base>')
    .replace(/\n*<!-- blast-radius record .*-->\s*$/, '');
}

const top = `### foo-app: prod gains 2 objects, 1 error · dev and test unchanged

> [!CAUTION]
> **prod**: Service \`foo/foo-app\` and Deployment \`foo/foo-app\` cannot be created: namespace \`foo\` does not exist<br>**Fix:** Add Namespace \`foo\` for prod, in this pull request or before it: \`/promote namespace/foo prod\` adds it as test has it.<br>[\`clusters/prod/apps/kustomization.yaml:6\`](HEAD/clusters/prod/apps/kustomization.yaml#L6) <sub>\`missing-namespace\`</sub>

|  | prod |
| :-- | :-: |
| \`foo-app\` | +2 |

<sub>objects: + gained · ✎ edited by this pull request<br>nothing in dev and test</sub>
`;

const details = `<details open><summary><b>prod</b> gains 2 objects, 1 error</summary>

**\`foo-app\`**

- **+** Service \`foo/foo-app\` · port \`80\` · <sub>[\`apps/foo-app/base/kustomization.yaml:5\`](HEAD/apps/foo-app/base/kustomization.yaml#L5) → [\`service.yaml:1\`](HEAD/apps/foo-app/base/service.yaml#L1)</sub>
- **+** Deployment \`foo/foo-app\` · image \`nginx:1.27\` · <sub>[\`apps/foo-app/base/kustomization.yaml:4\`](HEAD/apps/foo-app/base/kustomization.yaml#L4) → [\`deployment.yaml:1\`](HEAD/apps/foo-app/base/deployment.yaml#L1)</sub>

<sub>[\`clusters/prod/kustomization.yaml:6\`](HEAD/clusters/prod/kustomization.yaml#L6) → [\`apps.yaml:13\`](HEAD/clusters/prod/apps.yaml#L13) → [\`clusters/prod/apps/kustomization.yaml:6\`](HEAD/clusters/prod/apps/kustomization.yaml#L6) ✎</sub>

</details>`;

const soundness =
  '<sub>9 roots rendered in 3 clusters · 9 releases compared by inputs · 2 validated<br>merge of <head> into <base></sub>';

const found = `<details><summary>No configuration yet: dev, test and prod were found</summary>

FluxKustomizations sync \`dev\`, \`test\` and \`prod\`, as in \`clusters/dev/flux-system/gotk-sync.yaml:16\`.<br>As \`.github/blast-radius.yml\` this says the same. Correct it, and add \`protected: true\` where changes need an approval; \`blast-radius init\` writes it.

\`\`\`yaml
clusters:
  - { name: dev, path: clusters/dev }
  - { name: test, path: clusters/test }
  - { name: prod, path: clusters/prod }
\`\`\`

</details>`;

test('the comment says what prod gains and what it lacks', () => {
  expect(pull.comments.map(({ author, body }) => [author.login, plain(body)])).toEqual([
    ['blast-radius[bot]', `<!-- blast-radius review <head> -->\n${top}\n${details}\n\n${soundness}\n\n${found}\n`],
  ]);
});

test('the check on the head fails with the same, and points at the line', () => {
  const [check] = pull.checks;
  expect(pull.checks).toHaveLength(1);
  expect({ ...check, suite: undefined, id: 0, externalId: '', startedAt: 0, completedAt: 0 }).toEqual({
    suite: undefined,
    id: 0,
    externalId: '',
    startedAt: 0,
    completedAt: 0,
    name: 'blast-radius: main',
    detailsUrl: null,
    status: 'completed',
    conclusion: 'failure',
    title: 'foo-app: prod gains 2 objects, 1 error · dev and test unchanged',
    summary: expect.anything(),
    text: expect.anything(),
    annotations: [
      {
        path: 'clusters/prod/apps/kustomization.yaml',
        start_line: 6,
        end_line: 6,
        start_column: null,
        end_column: null,
        annotation_level: 'failure',
        title: 'prod (missing-namespace)',
        message:
          'Service foo/foo-app and Deployment foo/foo-app cannot be created: namespace foo does not exist\nFix: Add Namespace foo for prod, in this pull request or before it: /promote namespace/foo prod adds it as test has it.',
        raw_details: null,
      },
    ],
    actions: [],
  });
  expect(plain(check?.summary)).toBe(`${top}\n${soundness}`);
  expect(plain(check?.text)).toBe(details);
});

test('four writes: the check begun, the check completed, the comment, and since when all of it can be accepted', () => {
  expect(app.github.writes().map(({ method, path }) => `${method} ${path.replace(/\d+$/, '')}`)).toEqual([
    'POST /repos/acme/fleet/check-runs',
    'PATCH /repos/acme/fleet/check-runs/',
    'POST /repos/acme/fleet/issues/1/comments',
    'PATCH /repos/acme/fleet/check-runs/',
  ]);
});

test('every line of the log says what it is about, and none holds a token', () => {
  const lines = app.logged().filter(({ msg }) => msg !== 'found git');
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line).toMatchObject({ delivery: expect.any(String), repository: 'acme/fleet' });
  // Which of the deliveries they name is the queue's choice: one look answers all.
  const looks = lines.filter((line) => line.pull === 1);
  expect(looks.length).toBeGreaterThan(5);
  expect(app.lines.join('')).not.toMatch(/gh[a-z]_[^*]|PRIVATE KEY/);
});
