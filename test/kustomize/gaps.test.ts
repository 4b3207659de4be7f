import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { treeView } from '../../src/tree/files/tree-view.ts';
import { memoFiles } from '../../src/tree/files/workspace.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const BASE = 'https://github.com/acme/bases//web?ref=v1';
const NOT_FETCHED = 'is a remote URL; remote files are not fetched';
const UNLESS = 'unless what is not fetched here has it';
const APP = [
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata: { name: app }',
  'spec: { replicas: 1, template: { spec: { containers: [ { name: app, image: "app:1" } ] } } }',
  '',
].join('\n');
const PATCH_OF_WEB =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { hostNetwork: true } } }\n';
const PATCH_OF_APP = PATCH_OF_WEB.replace('name: web', 'name: app');

type Texts = Readonly<Record<string, string>>;

function built(kustomization: readonly string[], more: Texts = {}) {
  const files = { 'kustomization.yaml': `${kustomization.join('\n')}\n`, 'app.yaml': APP, ...more };
  const tree = memoryTree(files);
  const plain = plainFiles(tree, { symlinks: 'follow' });
  const results = [plain, memoFiles(plain, treeView(tree, []))].map((each) => {
    const { resources, problems, gaps } = buildRoot(each, '');
    return {
      objects: resources.map(({ kind, name }) => `${kind}/${name}`),
      gaps: gaps.map(({ message, path, line }) => `${message} (${path}:${line})`),
      problems: problems.map(({ code, message }) => `${code}: ${message}`),
      treatment: gaps[0]?.treatment,
      resources: resources.map(({ node }) => node),
    };
  });
  const [first, kept] = results;
  expect(kept?.gaps).toEqual(first?.gaps);
  expect(kept?.treatment).toEqual(first?.treatment);
  if (first === undefined) throw new Error('nothing was built');
  return first;
}

const remote = `"${BASE}" ${NOT_FETCHED}`;

test.each<[string, readonly string[], Texts, readonly string[]]>([
  ['a remote base', [`resources: [app.yaml, "${BASE}"]`], {}, [`${remote} (kustomization.yaml:1)`]],
  [
    'a remote base of a base',
    ['resources: [base, app.yaml]', 'namePrefix: eu-'],
    { 'base/kustomization.yaml': `resources: ["${BASE}"]\n` },
    [`${remote} (base/kustomization.yaml:1)`],
  ],
  [
    'two overlays of a base with a remote one',
    ['resources: [app.yaml, a, b]'],
    {
      'a/kustomization.yaml': 'resources: [../base]\nnameSuffix: -a\n',
      'b/kustomization.yaml': 'resources: [../base]\nnameSuffix: -b\n',
      'base/kustomization.yaml': `resources: ["${BASE}"]\n`,
    },
    [`${remote} (base/kustomization.yaml:1)`],
  ],
  [
    'a patch of what may be in a remote base',
    [`resources: [app.yaml, "${BASE}"]`, 'patches: [{ path: web.yaml }]'],
    { 'web.yaml': PATCH_OF_WEB },
    [
      `${remote} (kustomization.yaml:1)`,
      `the patch of apps/v1 Deployment web cannot be applied: no such object in this build, ${UNLESS} (web.yaml:1)`,
    ],
  ],
  [
    'a patch of old',
    [`resources: [app.yaml, "${BASE}"]`, 'patchesStrategicMerge: [web.yaml]'],
    { 'web.yaml': `${PATCH_OF_WEB}---\n${PATCH_OF_APP}` },
    [
      `${remote} (kustomization.yaml:1)`,
      `the patch of apps/v1 Deployment web cannot be applied: no such object in this build, ${UNLESS} (web.yaml:1)`,
    ],
  ],
  [
    'a patch that another overlay makes of it',
    ['resources: [over]', 'patches: [{ path: web.yaml }]'],
    { 'web.yaml': PATCH_OF_WEB, 'over/kustomization.yaml': `resources: [../app.yaml, "${BASE}"]\n` },
    [
      `${remote} (over/kustomization.yaml:1)`,
      `the patch of apps/v1 Deployment web cannot be applied: no such object in this build, ${UNLESS} (web.yaml:1)`,
    ],
  ],
  [
    'replicas of what may be in it',
    [`resources: [app.yaml, "${BASE}"]`, 'replicas: [{ name: web, count: 2 }]'],
    {},
    [
      `${remote} (kustomization.yaml:1)`,
      `replicas: no scalable object is named "web" (Deployment, StatefulSet, ReplicaSet, ReplicationController), ${UNLESS} (kustomization.yaml:2)`,
    ],
  ],
  [
    'a replacement from what may be in it',
    [
      `resources: [app.yaml, "${BASE}"]`,
      'replacements:',
      '  - source: { kind: ConfigMap, name: web, fieldPath: data.a }',
      '    targets: [{ select: { kind: Deployment }, fieldPaths: [spec.replicas] }]',
    ],
    {},
    [
      `${remote} (kustomization.yaml:1)`,
      `replacements: no object matches the source ConfigMap/web, ${UNLESS} (kustomization.yaml:3)`,
    ],
  ],
  [
    'a generator that merges into what may be in it',
    [`resources: [app.yaml, "${BASE}"]`, 'configMapGenerator: [{ name: web, behavior: merge, literals: [a=b] }]'],
    {},
    [
      `${remote} (kustomization.yaml:1)`,
      `there is no v1 ConfigMap web here to merge, ${UNLESS} (kustomization.yaml:2)`,
    ],
  ],
  [
    'a variable of what may be in it',
    [`resources: [app.yaml, "${BASE}"]`, 'vars: [{ name: WEB, objref: { apiVersion: v1, kind: Service, name: web } }]'],
    {},
    [`${remote} (kustomization.yaml:1)`, `vars: there is no object for "WEB", ${UNLESS} (kustomization.yaml:2)`],
  ],
  [
    'a remote component, and a patch of what it may add',
    ['resources: [app.yaml]', `components: ["${BASE}"]`, 'patches: [{ path: web.yaml }]'],
    { 'web.yaml': PATCH_OF_WEB },
    [
      `${remote} (kustomization.yaml:2)`,
      `the patch of apps/v1 Deployment web cannot be applied: no such object in this build, ${UNLESS} (web.yaml:1)`,
    ],
  ],
  [
    'a patch of a field that a remote component may add',
    [
      'resources: [app.yaml]',
      `components: ["${BASE}"]`,
      'patches:',
      '  - target: { kind: Deployment }',
      '    patch: "- { op: remove, path: /spec/paused }"',
    ],
    {},
    [
      `${remote} (kustomization.yaml:2)`,
      `patching apps/v1 Deployment app at /spec/paused: remove "/spec/paused": there is no "paused" to remove, ${UNLESS} (kustomization.yaml:5)`,
    ],
  ],
  [
    'a remote patch',
    ['resources: [app.yaml]', 'patches: [{ path: "https://example.org/patch.yaml" }]'],
    {},
    [`"https://example.org/patch.yaml" ${NOT_FETCHED} (kustomization.yaml:2)`],
  ],
  [
    'a remote patch of old',
    ['resources: [app.yaml]', 'patchesStrategicMerge: ["https://example.org/patch.yaml"]'],
    {},
    [`"https://example.org/patch.yaml" ${NOT_FETCHED} (kustomization.yaml:2)`],
  ],
  [
    'remote replacements',
    ['resources: [app.yaml]', 'replacements: [{ path: "https://example.org/replacements.yaml" }]'],
    {},
    [`"https://example.org/replacements.yaml" ${NOT_FETCHED} (kustomization.yaml:2)`],
  ],
  [
    'a generator of a remote file',
    ['resources: [app.yaml]', 'configMapGenerator: [{ name: made, files: ["https://example.org/file.txt"] }]'],
    {},
    [`"https://example.org/file.txt" ${NOT_FETCHED} (kustomization.yaml:2)`],
  ],
  [
    'a remote transformer',
    ['resources: [app.yaml]', 'transformers: ["https://example.org/labels.yaml"]'],
    {},
    [`"https://example.org/labels.yaml" ${NOT_FETCHED} (kustomization.yaml:2)`],
  ],
])('%s hides nothing of what stands here', (_, kustomization, more, gaps) => {
  const result = built(kustomization, more);
  expect({ ...result, objects: result.objects.map((each) => each.replace(/\/eu-/, '/')) }).toMatchObject({
    objects: ['Deployment/app'],
    gaps,
    problems: [],
  });
});

test.each<[string, readonly string[], Texts, string]>([
  ['a missing file', [`resources: [app.yaml, absent.yaml, "${BASE}"]`], {}, 'not-found: "absent.yaml" does not exist'],
  [
    'a patch of nothing, where all is known',
    ['resources: [app.yaml]', 'patches: [{ path: web.yaml }]'],
    { 'web.yaml': PATCH_OF_WEB },
    'patch-target-not-found: the patch of apps/v1 Deployment web cannot be applied: no such object in this build',
  ],
  [
    'a patch of nothing in a base beside a remote one',
    [`resources: [base, "${BASE}"]`],
    {
      'base/kustomization.yaml': 'resources: [../app.yaml]\npatches: [{ path: web.yaml }]\n',
      'base/web.yaml': PATCH_OF_WEB,
    },
    'patch-target-not-found: the patch of apps/v1 Deployment web cannot be applied: no such object in this build',
  ],
  [
    'a patch of a field that is not in an object of its own',
    [
      `resources: [app.yaml, "${BASE}"]`,
      'patches:',
      '  - target: { kind: Deployment, name: app }',
      '    patch: "- { op: remove, path: /spec/paused }"',
    ],
    {},
    'invalid-patch: patching apps/v1 Deployment app at /spec/paused: remove "/spec/paused": there is no "paused" to remove',
  ],
  [
    'a Helm chart, which Flux refuses',
    ['resources: [app.yaml]', 'helmCharts: [{ name: web }]'],
    {},
    'helm-chart: helmCharts: Helm charts are not rendered here, and Flux refuses them too',
  ],
])('%s fails the build, whatever is not known beside it', (_, kustomization, more, problem) => {
  expect(built(kustomization, more).problems).toEqual([problem]);
});

const over = (field: string, more: Texts = {}) => built([`resources: [app.yaml, "${BASE}"]`, field], more).treatment;

test.each<[string, string | undefined, string | undefined]>([
  ['another namespace', over('namespace: a'), over('namespace: b')],
  ['another tag', over('images: [{ name: web, newTag: "1" }]'), over('images: [{ name: web, newTag: "2" }]')],
  [
    'another patch of what may be in it',
    over('patches: [{ path: web.yaml }]', { 'web.yaml': PATCH_OF_WEB }),
    over('patches: [{ path: web.yaml }]', { 'web.yaml': PATCH_OF_WEB.replace('true', 'false') }),
  ],
  [
    'another patch of all of a kind',
    over('patches: [{ path: p.yaml, target: { kind: Deployment } }]', { 'p.yaml': PATCH_OF_APP }),
    over('patches: [{ path: p.yaml, target: { kind: Deployment } }]', {
      'p.yaml': PATCH_OF_APP.replace('true', 'false'),
    }),
  ],
  [
    'another value to merge into what may be in it',
    over('configMapGenerator: [{ name: web, behavior: merge, literals: [a=b] }]'),
    over('configMapGenerator: [{ name: web, behavior: merge, literals: [a=c] }]'),
  ],
])('%s is another treatment of what is not known', (_, one, other) => {
  expect(one).toBeDefined();
  expect(one).not.toBe(other);
});

test.each<[string, string | undefined, string | undefined]>([
  ['another object', over('nameSuffix: -a'), over('nameSuffix: -a', { 'app.yaml': APP.replace('app:1', 'app:2') })],
  [
    'another patch of an object that is known',
    over('patches: [{ path: p.yaml }]', { 'p.yaml': PATCH_OF_APP }),
    over('patches: [{ path: p.yaml }]', { 'p.yaml': PATCH_OF_APP.replace('true', 'false') }),
  ],
  [
    'another generated object',
    over('configMapGenerator: [{ name: made, literals: [a=b] }]'),
    over('configMapGenerator: [{ name: made, literals: [a=c] }]'),
  ],
])('%s does nothing to what is not known', (_, one, other) => {
  expect(one).toBeDefined();
  expect(one).toBe(other);
});

/** Of each directory the kustomization with one more resource, which is elsewhere. */
function withRemote(files: Texts): Texts | undefined {
  const path = ['overlay/kustomization.yaml', 'kustomization.yaml'].find((each) => files[each] !== undefined);
  const text = path === undefined ? undefined : files[path];
  if (path === undefined || text === undefined) return undefined;
  const more = text
    .replace(/^resources:\n( *)- /m, `resources:\n$1- ${BASE}\n$1- `)
    .replace(/^resources: ?\[/m, `resources: ["${BASE}", `);
  return more === text ? undefined : { ...files, [path]: more };
}

const fixtures = readdirSync('test/fixtures/kustomize').flatMap((feature) =>
  readdirSync(join('test/fixtures/kustomize', feature)).map((name) => join('test/fixtures/kustomize', feature, name)),
);

test('whatever is built beside a remote base is built as without it', () => {
  const compared = fixtures.flatMap((directory) => {
    const files = filesIn(join(directory, 'input'));
    const more = withRemote(files);
    if (more === undefined) return [];
    const [alone, beside] = [files, more].map((each) => {
      const target = 'overlay/kustomization.yaml' in each ? 'overlay' : '';
      const { resources, problems, gaps } = buildRoot(plainFiles(memoryTree(each), { symlinks: 'follow' }), target);
      return { resources: printYamlDocuments(resources.map(({ node }) => node)), problems, gaps: gaps.length };
    });
    // What fails for want of an object may not fail then.
    if (alone === undefined || beside === undefined || alone.problems.length > 0) return [];
    expect({ directory, ...beside }).toEqual({ directory, ...alone, gaps: 1 });
    return [directory];
  });
  expect(compared.length).toBeGreaterThan(30);
});

function filesIn(input: string): Texts {
  const entries = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(input.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
