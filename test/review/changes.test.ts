import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, reviewProd } from './small-fleet.ts';

const root = { 'clusters/prod/apps.yaml': flux('apps', 'apps') };

function changeOf(before: string, after: string): ClusterReview {
  return reviewProd({ ...root, 'apps/a.yaml': before }, { ...root, 'apps/a.yaml': after });
}

/** Every field of every change, as a reader sees it. */
function fieldsOf(before: string, after: string): readonly string[] {
  return changeOf(before, after).changed.flatMap(({ fields }) =>
    fields.map((field) => {
      const { path, order, spelling, immutable, version } = field;
      const marks = [order && 'order', spelling && 'spelling', immutable, version?.step].filter(Boolean).join(' ');
      return `${path}: ${JSON.stringify(field.before)} → ${JSON.stringify(field.after)}${marks === '' ? '' : ` (${marks})`}`;
    }),
  );
}

/** `$` apart, as this is no template of ours. */
const templated = [
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata:\n  LEVEL: $',
  '{LEVEL}\n',
].join('');
const pod = (spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: shop }\nspec: { containers: [{ name: c, image: x, ${spec} }] }\n`;
const custom = (spec: string) =>
  `apiVersion: acme.io/v1\nkind: Thing\nmetadata: { name: t, namespace: shop }\nspec: { ${spec} }\n`;

test.each([
  [
    'items of a list go by their merge key, wherever they stand',
    pod('volumeMounts: [{ name: v, mountPath: /a }, { name: v, mountPath: /b }]'),
    pod('volumeMounts: [{ name: v, mountPath: /b, readOnly: true }, { name: v, mountPath: /a }]'),
    ['spec.containers[name=c].volumeMounts[mountPath=/b].readOnly: undefined → true (certain)'],
  ],
  [
    'a port that has a name keeps it with another number',
    pod('ports: [{ name: http, containerPort: 80 }]'),
    pod('ports: [{ name: http, containerPort: 8080 }]'),
    ['spec.containers[name=c].ports[name=http].containerPort: 80 → 8080 (certain)'],
  ],
  [
    'ports without names go by all of their merge keys',
    pod('ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP }]'),
    pod('ports: [{ containerPort: 53, protocol: UDP, hostPort: 53 }, { containerPort: 53, protocol: TCP }]'),
    ['spec.containers[name=c].ports[containerPort,protocol=53,UDP].hostPort: undefined → 53 (certain)'],
  ],
  [
    'another order of what Kubernetes merges by key is told apart',
    pod('env: [{ name: A, value: a }, { name: B, value: b }]'),
    pod('env: [{ name: B, value: b }, { name: A, value: a }]'),
    [
      'spec.containers[name=c].env: [{"name":"A","value":"a"},{"name":"B","value":"b"}] → [{"name":"B","value":"b"},{"name":"A","value":"a"}] (order)',
    ],
  ],
  [
    'in a custom resource order may mean something',
    custom('routes: [{ name: a }, { name: b }]'),
    custom('routes: [{ name: b }, { name: a }]'),
    ['spec.routes: [{"name":"a"},{"name":"b"}] → [{"name":"b"},{"name":"a"}]'],
  ],
  [
    'an argument put in front is one argument more',
    pod('args: [b, c, d]'),
    pod('args: [a, b, c, e]'),
    [
      'spec.containers[name=c].args[0]: undefined → "a" (certain)',
      'spec.containers[name=c].args[3]: "d" → "e" (certain)',
    ],
  ],
  [
    'the same quantity in another spelling is told apart',
    pod('resources: { limits: { cpu: 500m, memory: 1Gi } }'),
    pod('resources: { limits: { cpu: "0.5", memory: 1024Mi } }'),
    [
      'spec.containers[name=c].resources.limits.cpu: "500m" → "0.5" (spelling)',
      'spec.containers[name=c].resources.limits.memory: "1Gi" → "1024Mi" (spelling)',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(fieldsOf(before, after)).toEqual(expected);
});

test('what is only written otherwise is counted, and changes nothing', () => {
  const before = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { A: "1", B: x }\n';
  const after = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { B: 'x', A: '1' }\n";
  const { changed, respelled } = changeOf(before, after);
  expect({ changed, respelled }).toEqual({ changed: [], respelled: 1 });
});

test.each([
  ['1.2.3', '1.2.4', 'patch'],
  ['1.2.3', '1.3.0', 'minor'],
  ['v1.2.3', 'v2.0.0', 'major'],
  ['1.10.0', '1.9.0', 'downgrade'],
  ['16-alpine', '17-alpine', 'major'],
  ['3.9', '3.10', 'minor'],
  ['1.2.0-rc.1', '1.2.0', 'patch'],
  ['1.2.0-rc.2', '1.2.0-rc.10', 'prerelease'],
  ['1.2.0', '1.2.0-rc.1', 'downgrade'],
  ['main', 'stable', 'other'],
  ['1.2.3-alpine', '1.2.3-bookworm', 'other'],
  ['2024-01-02', '2024-02-01', 'other'],
  [`1.2.3@sha256:${'a'.repeat(64)}`, `1.2.3@sha256:${'b'.repeat(64)}`, 'digest'],
])('an image from %s to %s is a step of kind %s', (from, to, step) => {
  const [changed] = changeOf(deployment('a').replace('1.2.3', from), deployment('a').replace('1.2.3', to)).changed;
  expect(changed?.fields.map(({ version }) => [version?.of, version?.step])).toEqual([['acme/a', step]]);
});

test('a tag that is pinned among values is a step of its version', () => {
  const release = (tag: string) =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a, namespace: shop }\nspec: { values: { image: { tag: "${tag}" } } }\n`;
  const pinned = (tag: string, digit: string) => release(`${tag}@sha256:${digit.repeat(64)}`);
  const stepOf = (before: string, after: string) =>
    changeOf(before, after).changed.flatMap(({ fields }) => fields.map(({ version }) => version));
  expect(stepOf(pinned('0.2.2', 'a'), pinned('0.2.3', 'b'))).toEqual([
    {
      of: 'image of a',
      before: '0.2.2@sha256:aaaaaaaaaaaa…',
      after: '0.2.3@sha256:bbbbbbbbbbbb…',
      step: 'patch',
    },
  ]);
  expect(stepOf(pinned('0.2.2', 'a'), pinned('0.2.2', 'b')).map((version) => version?.step)).toEqual(['digest']);
});

test('another image is no version of the first', () => {
  const [changed] = changeOf(deployment('a'), deployment('a').replace('acme/a', 'evil/a')).changed;
  expect(changed?.fields.map(({ version }) => version)).toEqual([undefined]);
});

test('an object that has only another name is lost and gained, and says so', () => {
  const named = (name: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { A: b }\n`;
  const { gained, lost } = changeOf(named('old'), named('new'));
  expect([gained, lost].map(([each]) => each?.name)).toEqual(['new', 'old']);
  expect(gained[0]?.renamedFrom).toEqual({ namespace: 'shop', name: 'old' });
  expect(lost[0]?.renamedTo).toEqual({ namespace: 'shop', name: 'new' });
});

test('two namespaces are two namespaces, though both say nothing but their name', () => {
  const { gained, lost } = changeOf(
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: b }\n',
  );
  expect([gained[0]?.renamedFrom, lost[0]?.renamedTo]).toEqual([undefined, undefined]);
});

test.each([
  [
    'the line of a list',
    {
      'apps/kustomization.yaml': 'resources:\n  - a\n',
      'apps/a/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'apps/b/kustomization.yaml': 'resources:\n  - more.yaml\n',
      'apps/b/more.yaml': deployment('more'),
    },
    { 'apps/kustomization.yaml': 'resources:\n  - a\n  - b\n' },
    'clusters/prod/apps.yaml:5 → apps/kustomization.yaml:3* → apps/b/kustomization.yaml:2 → apps/b/more.yaml:1',
  ],
  [
    'an inline patch of a component',
    {
      'apps/kustomization.yaml': 'resources:\n  - a\ncomponents:\n  - c\n',
      'apps/a/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'apps/c/kustomization.yaml': patch('replicas: 2'),
    },
    { 'apps/c/kustomization.yaml': patch('replicas: 3') },
    'clusters/prod/apps.yaml:5 → apps/kustomization.yaml:4 → apps/c/kustomization.yaml:9*',
  ],
  [
    'a file of a generator',
    { 'apps/kustomization.yaml': 'configMapGenerator:\n  - name: s\n    files: [a.txt]\n', 'apps/a.txt': 'one\ntwo\n' },
    { 'apps/a.txt': 'one\nthree\n' },
    'clusters/prod/apps.yaml:5 → apps/kustomization.yaml:3 → apps/a.txt:2*',
  ],
  [
    'the source of a replacement',
    {
      'apps/kustomization.yaml':
        'resources:\n  - web.yaml\n  - source.yaml\nreplacements:\n  - source: { kind: Source, fieldPath: spec.image }\n    targets:\n      - select: { kind: Deployment }\n        fieldPaths: [spec.template.spec.containers.0.image]\n',
      'apps/web.yaml': deployment('web'),
      'apps/source.yaml': 'apiVersion: acme.io/v1\nkind: Source\nmetadata: { name: s }\nspec:\n  image: a:1\n',
    },
    { 'apps/source.yaml': 'apiVersion: acme.io/v1\nkind: Source\nmetadata: { name: s }\nspec:\n  image: a:2\n' },
    'clusters/prod/apps.yaml:5 → apps/kustomization.yaml:3 → apps/source.yaml:5*',
  ],
  [
    'a patch file of a component that another component refers to',
    {
      'apps/kustomization.yaml': 'resources: [a]\ncomponents: [../components/outer]\n',
      'apps/a/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'components/outer/kustomization.yaml': 'kind: Component\ncomponents:\n  - ../inner # more\n',
      'components/inner/kustomization.yaml':
        'kind: Component\npatches:\n  - target: { kind: Deployment }\n    path: "patch.yaml"\n',
      'components/inner/patch.yaml': '- op: add\n  path: /spec/replicas\n  value: 2\n',
    },
    { 'components/inner/patch.yaml': '- op: add\n  path: /spec/replicas\n  value: 3\n' },
    'clusters/prod/apps.yaml:5 → apps/kustomization.yaml:2 → components/outer/kustomization.yaml:3 → components/inner/kustomization.yaml:4 → components/inner/patch.yaml:3*',
  ],
  [
    'a patch of the FluxKustomization',
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'patches:',
        '  - target: { kind: Deployment }',
        '    patch: \'[{"op": "add", "path": "/spec/replicas", "value": 2}]\'',
      ]),
      'apps/kustomization.yaml': 'resources: [a/web.yaml]\n',
    },
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'patches:',
        '  - target: { kind: Deployment }',
        '    patch: \'[{"op": "add", "path": "/spec/replicas", "value": 3}]\'',
      ]),
    },
    'clusters/prod/apps.yaml:9*',
  ],
  [
    'a variable of the FluxKustomization',
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', ['postBuild:', '  substitute:', '    LEVEL: info']),
      'apps/a.yaml': templated,
    },
    { 'clusters/prod/apps.yaml': flux('apps', 'apps', ['postBuild:', '  substitute:', '    LEVEL: debug']) },
    'clusters/prod/apps.yaml:9*',
  ],
  [
    'a variable of the FluxKustomization that others use, beside what changes this object',
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'targetNamespace: one',
        'postBuild:',
        '  substitute:',
        '    LEVEL: info',
      ]),
      'apps/a/level.yaml': vars(`${'$'}{LEVEL}`),
    },
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'targetNamespace: two',
        'postBuild:',
        '  substitute:',
        '    LEVEL: debug',
      ]),
    },
    'clusters/prod/apps.yaml:5 → apps/a/web.yaml:1',
  ],
  [
    'a ConfigMap of variables',
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'postBuild:',
        '  substituteFrom: [{ kind: ConfigMap, name: vars }]',
      ]),
      'clusters/prod/vars.yaml': vars('info'),
      'apps/a.yaml': templated,
    },
    { 'clusters/prod/vars.yaml': vars('debug') },
    'clusters/prod/apps.yaml:5 → clusters/prod/vars.yaml:5*',
  ],
])('a chain ends where the change began: %s', (_, base, edit, expected) => {
  const before = { ...root, 'apps/a/web.yaml': deployment('web'), ...base };
  const { gained, changed } = reviewProd(before, { ...before, ...edit });
  const change = [...gained, ...changed].find(
    ({ kind, name }) =>
      (kind !== 'Kustomization' && name !== 'vars' && name !== 's') || gained.length + changed.length === 1,
  );
  const chain = change?.chain.map((place) => `${place.path}:${place.line}${place.changed === true ? '*' : ''}`);
  expect(chain?.join(' → ')).toBe(expected);
});

function patch(spec: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: { kind: Deployment }\n    patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: any }\n      spec: { ${spec} }\n`;
}

function vars(level: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: vars, namespace: flux-system }\ndata:\n  LEVEL: ${level}\n`;
}

test('a changed file tells the clusters it reaches; one that reaches none says that', () => {
  const before = {
    ...cluster('dev'),
    ...cluster('prod'),
    ...root,
    'apps/a.yaml': deployment('a'),
    'apps/kustomization.yaml': 'resources: [a.yaml]\n',
  };
  const after = { ...before, 'apps/a.yaml': deployment('a').replace('1.2.3', '1.2.4'), 'apps/b.yaml': deployment('b') };
  expect(reviewOf(before, after).files).toEqual([
    { path: 'apps/a.yaml', status: 'modified', clusters: ['prod'] },
    { path: 'apps/b.yaml', status: 'added', clusters: [], unread: true },
  ]);
});

const own = (literal: string) => `namespace: shop\nconfigMapGenerator: [{ name: settings, literals: [${literal}] }]\n`;
const two = { 'clusters/prod/x.yaml': flux('x', 'x'), 'clusters/prod/y.yaml': flux('y', 'y') };

test.each([
  ['one of them changes', { x: 'owner=x', y: 'owner=y' }, { x: 'owner=z', y: 'owner=y' }, ['x data.owner x → z']],
  ['both change', { x: 'a=1', y: 'a=2' }, { x: 'a=3', y: 'a=4' }, ['x data.a 1 → 3', 'y data.a 2 → 4']],
  ['they change places', { x: 'a=1', y: 'a=2' }, { x: 'a=2', y: 'a=1' }, []],
])('objects that two roots generate by one name are two: %s', (_, before, after, expected) => {
  const files = (literals: { x: string; y: string }) => ({
    ...two,
    'x/kustomization.yaml': own(literals.x),
    'y/kustomization.yaml': own(literals.y),
  });
  const { changed, gained, lost } = reviewProd(files(before), files(after));
  const said = changed.flatMap(({ root, fields }) =>
    fields
      .filter(({ path }) => path !== 'metadata.name')
      .map((field) => `${root} ${field.path} ${field.before} → ${field.after}`),
  );
  expect({ said, gained, lost }).toEqual({ said: expected, gained: [], lost: [] });
});
