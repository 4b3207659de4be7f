import { expect, test } from '@jest/globals';
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { releaseOf, shown } from './release.ts';

const definition = (name: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${name}}
`;

const FILES = {
  'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: kept, version: 1.x, condition: kept.enabled}, {name: left, version: 1.x, condition: left.enabled}]
`,
  'crds/a.yaml': `${definition('a')}---
# nothing
---
apiVersion: v1
kind: List
items:
- {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: b, labels: {x: "1"}}}
`,
  'crds/other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n',
  'charts/kept/Chart.yaml': 'apiVersion: v2\nname: kept\nversion: 1.0.0\n',
  'charts/kept/crds/c.yaml': definition('c'),
  'charts/left/Chart.yaml': 'apiVersion: v2\nname: left\nversion: 1.0.0\n',
  'charts/left/crds/d.yaml': definition('d'),
};

const found = (spec: string, action: 'install' | 'upgrade' = 'install') => {
  const { crds, problems } = releaseOf({
    files: FILES,
    values: 'left: {enabled: false}',
    spec,
    action: { kind: action },
  });
  return [...problems, ...crds.map(({ path, replaces }) => `${path}${replaces ? '!' : ''}`)];
};

const ALL = ['app/crds/a.yaml', 'app/crds/a.yaml', 'app/charts/kept/crds/c.yaml'];
const REPLACED = ALL.map((path) => `${path}!`);

test('definitions come by the policy of the action', () => {
  expect(found('{}')).toEqual(ALL);
  expect(found('{install: {crds: Skip}}')).toEqual([]);
  expect(found('{install: {crds: CreateReplace}}')).toEqual(REPLACED);
  expect(found('{install: {crds: Skip}}', 'upgrade')).toEqual(ALL);
  expect(found('{upgrade: {crds: Skip}}', 'upgrade')).toEqual([]);
  expect(found('{upgrade: {crds: Create}}', 'upgrade')).toEqual(ALL);
  expect(found('{upgrade: {crds: CreateReplace}}', 'upgrade')).toEqual(REPLACED);
  expect(found('{install: {crds: All}}')).toEqual([
    "invalid CRD upgrade policy 'All', valid values are 'Skip', 'Create' or 'CreateReplace'",
  ]);
});

test('definitions have the labels of the origin, and no post-renderer sees them', () => {
  const spec = '{commonMetadata: {labels: {team: two}}}';
  const { crds } = releaseOf({ files: { 'crds/a.yaml': definition('a') }, spec });
  expect(shown({ ...releaseOf({ files: {} }), crds })).toBe(`# app/crds/a.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: a
`);
  expect(crds.map(({ node }) => node.get('metadata'))).toMatchObject([
    {
      entries: new Map([
        ['name', { text: 'a' }],
        [
          'labels',
          {
            entries: new Map([
              ['helm.toolkit.fluxcd.io/name', { text: 'rel' }],
              ['helm.toolkit.fluxcd.io/namespace', { text: 'apps' }],
            ]),
          },
        ],
      ]),
    },
  ]);
});

test('before 1.5.5 all that stands beside them is applied too', () => {
  const kinds = (patch: number) =>
    releaseOf({
      files: { 'crds/other.yaml': FILES['crds/other.yaml'] },
      controller: helmControllerOf({ major: 1, minor: 5, patch }),
    }).crds.length;
  expect([kinds(4), kinds(5)]).toEqual([1, 0]);
});

test('a file that is no YAML fails the release', () => {
  const { problems } = releaseOf({ files: { 'crds/a.yaml': 'a: [' } });
  expect(problems.join()).toMatch(
    /^failed to apply CustomResourceDefinitions: failed to parse CustomResourceDefinitions from app\/crds\/a\.yaml: /,
  );
});

test('values are imported where definitions have dependencies processed twice', () => {
  const files = {
    'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: sub, version: 1.x, import-values: [{child: own, parent: taken}]}]
`,
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'charts/sub/values.yaml': 'own: {a: 1}\n',
    'crds/a.yaml': definition('a'),
    'templates/a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: {{ .Values.taken.a | quote }}}\n',
  };
  const spec = (policy: string) => `{install: {crds: ${policy}}}`;
  const data = (policy: string) => releaseOf({ files, spec: spec(policy) }).manifests.map(({ content }) => content());
  expect(data('Create')).toEqual(data('Skip'));
});
