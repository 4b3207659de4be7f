import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { Source } from '../../src/yaml/node/source.ts';

const read = (text: string) => readConfig(new Source(text));

test('the whole configuration of the guide is understood', () => {
  const text = `
clusters:
  - { name: dev,  path: clusters/dev }
  - { name: "{name}", path: ./clusters/prod-*/, protected: true, kubernetes: "1.34",
      substitute: { REGION: eu },
      sources: [GitRepository/flux-config] }
rules: { latest-tag: error, missing-namespace: { severity: error, except: ["apps/legacy/**"] } }
ignore: [ { kind: CronJob, name: "nightly-*", fields: ["metadata.annotations.checksum/*"] } ]
unreviewed: ["examples/**"]
approvals: { prod: { anyOf: [ { team: platform }, { permission: admin }, { user: hubert } ], count: 2, author: true } }
overrides: { permission: maintain }
checks: { perCluster: true, advisory: false }
labels: { routine: routine }
dashboard: true
`;
  expect(read(text)).toEqual({
    kind: 'config',
    config: {
      clusters: [
        { name: 'dev', paths: ['clusters/dev'], protected: false, kubernetes: undefined, substitute: {}, sources: [] },
        {
          name: '{name}',
          paths: ['clusters/prod-*'],
          protected: true,
          kubernetes: '1.34',
          substitute: { REGION: 'eu' },
          sources: ['GitRepository/flux-config'],
        },
      ],
      rules: {
        'latest-tag': { severity: 'error', except: [] },
        'missing-namespace': { severity: 'error', except: ['apps/legacy/**'] },
      },
      ignore: [
        {
          cluster: undefined,
          apiVersion: undefined,
          kind: 'CronJob',
          namespace: undefined,
          name: 'nightly-*',
          fields: ['metadata.annotations.checksum/*'],
        },
      ],
      unreviewed: ['examples/**'],
      approvals: {
        prod: {
          anyOf: [
            { kind: 'team', team: 'platform' },
            { kind: 'permission', permission: 'admin' },
            { kind: 'user', user: 'hubert' },
          ],
          count: 2,
          author: true,
        },
      },
      overrides: { permission: 'maintain' },
      checks: { perCluster: true, advisory: false },
      labels: { routine: 'routine' },
      dashboard: true,
    },
  });
});

test('a cluster has one path or several, each in its one spelling', () => {
  const text = 'clusters: [{ path: a }, { path: [./b/, b, c/d] }, { name: "{name}", path: ["x/*", "y/*/z"] }]\n';
  const result = read(text);
  expect(result.kind === 'config' && result.config.clusters?.map(({ paths }) => paths)).toEqual([
    ['a'],
    ['b', 'c/d'],
    ['x/*', 'y/*/z'],
  ]);
});

test.each([[''], ['# nothing yet\n'], ['---\n'], ['rules:\n  # latest-tag: error\n']])(
  'a file that says nothing (%j) is the default',
  (text) => {
    expect(read(text)).toEqual({ kind: 'config', config: defaultConfig });
  },
);

const mistakes: readonly (readonly [string, string, readonly (readonly [number, string, string, string])[]])[] = [
  [
    'an unknown key names the nearest',
    'clusters:\n  - path: clusters/prod\n    protcted: true\nchekcs: {}\n',
    [
      [3, 'clusters[0].protcted', '"protcted" is not a key of clusters[0]', 'did you mean "protected"?'],
      [4, 'chekcs', '"chekcs" is not a key of the configuration', 'did you mean "checks"?'],
    ],
  ],
  [
    'an unknown key that is near none names all',
    'checks:\n  colour: red\n',
    [[2, 'checks.colour', '"colour" is not a key of checks', 'use one of perCluster, advisory']],
  ],
  [
    'a boolean is true or false',
    'clusters:\n  - path: clusters/prod\n    protected: "yes"\n',
    [[3, 'clusters[0].protected', 'clusters[0].protected must be true or false, but is "yes"', 'give true or false']],
  ],
  [
    'a version without quotes is a number',
    'clusters:\n  - path: clusters/prod\n    kubernetes: 1.30\n',
    [
      [
        3,
        'clusters[0].kubernetes',
        'clusters[0].kubernetes must be text, but is the number 1.30',
        'put it in quotes: "1.30"',
      ],
    ],
  ],
  [
    'a cluster needs a path',
    'clusters:\n  - name: prod\n',
    [[2, 'clusters[0].path', 'clusters[0] lacks "path"', 'add "path" to clusters[0]']],
  ],
  [
    'a severity is one of four',
    'rules:\n  latest-tag: eror\n',
    [
      [
        2,
        'rules.latest-tag',
        'rules.latest-tag must be one of error, warning, notice, off, but is "eror"',
        'did you mean "error"?',
      ],
    ],
  ],
  [
    'a key inside a rule is checked too',
    'rules:\n  latest-tag:\n    severty: error\n',
    [[3, 'rules.latest-tag.severty', '"severty" is not a key of rules.latest-tag', 'did you mean "severity"?']],
  ],
  [
    'an approver is a team, a user or a permission',
    'approvals:\n  prod:\n    anyOf:\n      - taem: platform\n',
    [[4, 'approvals.prod.anyOf[0].taem', '"taem" is not a key of approvals.prod.anyOf[0]', 'did you mean "team"?']],
  ],
  [
    'each of several paths is a path',
    'clusters:\n  - path: [clusters/a, ../b]\n  - path: []\n  - path: [1]\n  - path: { a: b }\n',
    [
      [2, 'clusters[0].path[1]', 'clusters[0].path[1] "../b" points outside the repository', 'correct the value'],
      [3, 'clusters[1].path', 'clusters[1].path lists no directory', 'correct the value'],
      [4, 'clusters[2].path[0]', 'clusters[2].path[0] must be text, but is the number 1', 'put it in quotes: "1"'],
      [5, 'clusters[3].path', 'clusters[3].path must be text, but is a mapping', 'give text'],
    ],
  ],
  [
    'the name of clusters of which a path has a star takes what the star matched',
    'clusters:\n  - { name: all, path: [a/b, "c/*"] }\n',
    [[2, 'clusters[0].name', 'clusters[0] names every cluster of c/* "all"', 'put {name} into the name']],
  ],
  [
    'a path stays in the repository',
    'clusters:\n  - path: ../other\n  - path: /etc\n',
    [
      [2, 'clusters[0].path', 'clusters[0].path "../other" points outside the repository', 'correct the value'],
      [
        3,
        'clusters[1].path',
        'clusters[1].path "/etc" is absolute; paths are relative to the repository',
        'correct the value',
      ],
    ],
  ],
  [
    'an ignore that ignores everything is refused',
    'ignore:\n  - {}\n',
    [[2, 'ignore[0]', 'ignore[0] would ignore everything; name at least a kind', 'correct the value']],
  ],
  [
    'two clusters have two names',
    'clusters:\n  - { name: a, path: x }\n  - { name: a, path: y }\n',
    [[3, 'clusters[1].name', 'clusters[1] has the name of clusters[0], "a"', 'give it its own name']],
  ],
  [
    'an approval names a cluster that is there',
    'clusters:\n  - path: clusters/prod\napprovals:\n  prdo:\n    anyOf: [{ permission: admin }]\n',
    [[4, 'approvals.prdo', 'approvals names "prdo", which is not a cluster', 'did you mean "prod"?']],
  ],
  [
    'a list is no configuration',
    '- a\n',
    [[1, '', 'the configuration must be a mapping, but is a list', 'give a mapping']],
  ],
];

test.each(mistakes)('%s', (_name, text, expected) => {
  const problems = expected.map(([line, path, message, fix]) => ({ message, line, path, fix }));
  const result = read(text);
  const found = result.kind === 'invalid' ? result.problems : [];
  expect(found.map(({ column: _, ...rest }) => rest)).toEqual(problems);
});

test('a mistake has a column: of the key whose value is wrong, or of what does not parse', () => {
  const columns = (text: string) => {
    const result = read(text);
    return result.kind === 'invalid' ? result.problems.map(({ line, column }) => `${line}:${column}`) : [];
  };
  expect(columns('clusters:\n  - { path: a, protcted: true, kubernetes: 1.30 }\nchekcs: {}\n')).toEqual([
    '2:16',
    '2:32',
    '3:1',
  ]);
  expect(columns('rules: x\n')).toEqual(['1:1']);
  expect(columns('rules: {\n  a: b: c }\n')).toEqual(['2:7']);
});

test('a rule that does not exist is found where the rules are known', () => {
  expect(readConfig(new Source('rules:\n  latest-tags: off\n'), new Set(['latest-tag', 'missing-crd']))).toEqual({
    kind: 'invalid',
    problems: [
      {
        message: '"latest-tags" is not a rule',
        line: 2,
        column: 3,
        path: 'rules.latest-tags',
        fix: 'did you mean "latest-tag"?',
      },
    ],
  });
});

test('YAML that does not parse is invalid with its line', () => {
  const result = read('clusters:\n  - path: [a\nrules: x\n');
  expect(result.kind).toBe('invalid');
  expect(result).toMatchObject({ problems: [{ path: '', fix: 'correct the YAML' }] });
});
