import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { reviewOf } from './review-of.ts';

const variable = (name: string) => ['$', '{', name, '}'].join('');

const flux = (postBuild: string) =>
  [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    'metadata: { name: apps, namespace: flux-system }',
    'spec:',
    '  path: ./apps',
    '  prune: true',
    '  sourceRef: { kind: GitRepository, name: flux-system }',
    postBuild,
  ].join('\n');

const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\ndata: { region: "${value}" }\n`;

const fleet = (value: string) => ({
  'fleet/eu/apps.yaml': flux(
    '  postBuild: { substitute: { ZONE: a }, substituteFrom: [{ kind: ConfigMap, name: cluster-vars }] }',
  ),
  'apps/settings.yaml': configMap(value),
});

test('variables of a ConfigMap that only the cluster has come from the configuration; a protected cluster asks for approval', () => {
  const eu = {
    name: 'eu',
    paths: ['fleet/eu'],
    protected: true,
    kubernetes: undefined,
    substitute: { REGION: 'eu-1' },
    sources: [],
  };
  const result = reviewOf(fleet(variable('REGION')), fleet(variable('REGION') + variable('ZONE')), {
    config: { ...defaultConfig, clusters: [eu] },
  });
  expect(result.clusters.eu?.unresolved).toEqual([]);
  expect(result.clusters.eu?.changed).toMatchObject([
    { kind: 'ConfigMap', name: 'settings', fields: [{ path: 'data.region', before: 'eu-1', after: 'eu-1a' }] },
  ]);
  expect(result.verdict).toBe('action_required');
});

test('a change of the configuration is told behind what the rules find, and one that breaks it fails the review', () => {
  const files = {
    'clusters/eu/kustomization.yaml': 'resources: [settings.yaml]\n',
    'clusters/eu/settings.yaml': configMap('eu'),
  };
  const problem = {
    message: '"lates-tag" is not a rule',
    fix: 'did you mean "latest-tag"?',
    line: 2,
    column: 10,
    path: '',
  };
  const edited = reviewOf(files, files, { configEdit: { kind: 'edited', becomes: defaultConfig } });
  const broken = reviewOf(files, files, { configEdit: { kind: 'broken', problems: [problem] } });
  expect([reviewOf(files, files), edited, broken].map(({ findings, verdict }) => [verdict, findings])).toEqual([
    ['neutral', []],
    [
      'neutral',
      [
        {
          rule: 'configuration-changed',
          severity: 'notice',
          message: 'this changes .github/blast-radius.yml, but is itself reviewed by the rules of the base branch',
          path: '.github/blast-radius.yml',
          line: 1,
        },
      ],
    ],
    [
      'failure',
      [
        {
          rule: 'invalid-configuration',
          severity: 'error',
          message: '"lates-tag" is not a rule',
          path: '.github/blast-radius.yml',
          line: 2,
          fix: 'did you mean "latest-tag"?',
        },
      ],
    ],
  ]);
});

test('a configuration that would be weaker asks for approval, whatever else the change does; nothing that is red turns milder', () => {
  const files = {
    'clusters/eu/kustomization.yaml': 'resources: [settings.yaml]\n',
    'clusters/eu/settings.yaml': configMap('eu'),
  };
  const configEdit = {
    kind: 'edited',
    becomes: { ...defaultConfig, rules: { 'latest-tag': { severity: 'off', except: [] } } },
  } as const;
  const weaker = reviewOf(files, files, { configEdit });
  const broken = reviewOf(
    files,
    { ...files, 'clusters/eu/kustomization.yaml': 'resources: [none.yaml]\n' },
    { configEdit },
  );
  expect([weaker, broken].map(({ verdict, weakens }) => [verdict, weakens])).toEqual([
    ['action_required', [{ what: 'the rule `latest-tag` would be off' }]],
    ['failure', [{ what: 'the rule `latest-tag` would be off' }]],
  ]);
});

test('what the configuration leaves out is compared over the clusters of both sides', () => {
  const one = {
    'clusters/eu/kustomization.yaml': 'resources: [settings.yaml]\n',
    'clusters/eu/settings.yaml': configMap('eu'),
  };
  const two = { ...one, 'clusters/us/kustomization.yaml': 'resources: []\n' };
  const eu = {
    name: 'eu',
    paths: ['clusters/eu'],
    protected: false,
    kubernetes: undefined,
    substitute: {},
    sources: [],
  };
  const becomes = { ...defaultConfig, clusters: [eu] };
  expect(reviewOf(one, two, { configEdit: { kind: 'edited', becomes } }).weakens).toEqual([
    { cluster: 'us', what: 'would no longer be reviewed at `clusters/us`' },
  ]);
});

test('what repairs the configuration is reviewed by it, and asks for approval as a whole', () => {
  const files = { 'clusters/eu/kustomization.yaml': 'resources: []\n' };
  const problem = {
    message: '"lates-tag" is not a rule',
    fix: 'did you mean "latest-tag"?',
    line: 2,
    column: 1,
    path: '',
  };
  const repaired = reviewOf(files, files, {
    configEdit: { kind: 'repaired', becomes: defaultConfig, problems: [problem] },
    baseBranch: 'main',
  });
  expect([repaired.verdict, repaired.weakens, repaired.findings]).toEqual([
    'action_required',
    [
      {
        what: 'the configuration on `main` is invalid and judges nothing; this one would replace it',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ],
    [
      {
        rule: 'configuration-repaired',
        severity: 'notice',
        message:
          'on the base branch, line 2 of `.github/blast-radius.yml` is invalid: "lates-tag" is not a rule; did you mean "latest-tag"?',
        path: '.github/blast-radius.yml',
      },
    ],
  ]);
});
