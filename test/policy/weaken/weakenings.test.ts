import { expect, test } from '@jest/globals';
import { weakenings } from '../../../src/policy/weaken/weakenings.ts';
import { configOf, judgingOf } from './config-of.ts';

const CLUSTERS = [
  'clusters:',
  '  - { path: clusters/dev }',
  '  - { path: clusters/eu-test }',
  '  - { path: clusters/prod, protected: true, kubernetes: "1.33", substitute: { REGION: eu } }',
  '',
].join('\n');

const weaker = (before: string, after: string) =>
  weakenings(judgingOf(configOf(before)), judgingOf(configOf(after))).map(({ cluster, what }) =>
    cluster === undefined ? what : `${cluster} ${what}`,
  );
const withClusters = (more: string) => CLUSTERS + more;

test.each<[name: string, before: string, after: string, weaker: readonly string[]]>([
  [
    'a cluster without protection',
    CLUSTERS,
    CLUSTERS.replace('protected: true, ', ''),
    ['prod would no longer be protected', 'prod would need no approval'],
  ],
  [
    'a cluster without protection that keeps its approvals',
    `${CLUSTERS}approvals: { prod: { anyOf: [{ team: ops }] } }\n`,
    `${CLUSTERS.replace('protected: true, ', '')}approvals: { prod: { anyOf: [{ team: ops }] } }\n`,
    ['prod would no longer be protected'],
  ],
  [
    'a cluster that nobody approves, whose deletions others than maintainers could acknowledge',
    CLUSTERS,
    `${CLUSTERS}approvals: { dev: { anyOf: [{ permission: read }, { permission: admin }] }, eu-test: { anyOf: [{ permission: maintain }], author: true } }\n`,
    [
      'dev could have deletions acknowledged by the role read',
      'eu-test could have deletions acknowledged by those who made the change',
    ],
  ],
  [
    'clusters that are left out',
    CLUSTERS,
    'clusters: [{ path: clusters/eu-test }]\n',
    ['dev would no longer be reviewed at `clusters/dev`', 'prod would no longer be reviewed at `clusters/prod`'],
  ],
  [
    'one of the paths of a cluster left out',
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod]'),
    CLUSTERS,
    ['prod would no longer be reviewed at `infra/prod`'],
  ],
  [
    'the first path of a cluster left out',
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod]'),
    CLUSTERS.replace('path: clusters/prod', 'path: infra/prod'),
    ['prod would no longer be reviewed at `clusters/prod`'],
  ],
  [
    'a path that becomes a cluster of its own, which nobody approves',
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod]'),
    `${CLUSTERS}  - { name: infra, path: infra/prod }\n`,
    [
      'prod would be reviewed under another name, `infra`',
      'prod would no longer be protected',
      'prod would be validated against the newest release instead of Kubernetes 1.33',
      'prod would be rendered without the variable `REGION`',
      'prod would need no approval',
    ],
  ],
  [
    'a protected cluster that starts from more, or in another order',
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod]'),
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod, more/prod]'),
    ['prod would be rendered together with `more/prod`'],
  ],
  [
    'a protected cluster whose paths change places',
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [clusters/prod, infra/prod]'),
    CLUSTERS.replace('path: clusters/prod', 'name: prod, path: [infra/prod, clusters/prod]'),
    ['prod would be rendered from `infra/prod` and `clusters/prod`, in this order'],
  ],
  [
    'a cluster of another directory',
    CLUSTERS,
    CLUSTERS.replace('clusters/prod,', 'elsewhere/prod,'),
    ['prod would no longer be reviewed at `clusters/prod`'],
  ],
  [
    'clusters that change their names',
    CLUSTERS,
    CLUSTERS.replace('path: clusters/prod', 'name: dev, path: clusters/prod').replace(
      'path: clusters/dev',
      'name: prod, path: clusters/dev',
    ),
    ['dev would be reviewed under another name, `prod`', 'prod would be reviewed under another name, `dev`'],
  ],
  [
    'the file deleted, and with it the protection',
    CLUSTERS,
    '',
    [
      'prod would no longer be protected',
      'prod would be validated against the newest release instead of Kubernetes 1.33',
      'prod would be rendered without the variable `REGION`',
      'prod would need no approval',
    ],
  ],
  [
    'fewer people, others, and authors',
    withClusters('approvals: { prod: { anyOf: [{ team: ops }, { permission: maintain }], count: 2 } }\n'),
    withClusters(
      'approvals: { prod: { anyOf: [{ team: Ops }, { team: all }, { user: Ada }, { permission: write }], author: true } }\n',
    ),
    [
      'prod could also be approved by the team `all`, the user `Ada` and the role write',
      'prod would need one person to approve instead of 2',
      'prod could be approved by those who made the change',
    ],
  ],
  [
    'approvals that are weaker than the default',
    CLUSTERS,
    withClusters('approvals: { prod: { anyOf: [{ permission: read }] } }\n'),
    ['prod could also be approved by the role read'],
  ],
  [
    'the default instead of approvals',
    withClusters('approvals: { prod: { anyOf: [{ team: ops }], count: 2 }, dev: { anyOf: [{ team: dev }] } }\n'),
    CLUSTERS,
    [
      'dev would need no approval',
      'prod could also be approved by the role maintain',
      'prod would need one person to approve instead of 2',
    ],
  ],
  [
    'everything of a kind ignored, in every cluster',
    CLUSTERS,
    withClusters('ignore: [{ kind: ConfigMap }]\n'),
    ['dev', 'eu-test', 'prod'].map((name) => `${name} would have changes of objects with kind \`ConfigMap\` ignored`),
  ],
  [
    'files that would pass unread',
    withClusters('unreviewed: [examples/**]\n'),
    withClusters('unreviewed: [examples/**, examples/old/**, "clusters/eu-*/**", apps/web.yaml]\n'),
    ['changes of `clusters/eu-*/**` and `apps/web.yaml` would pass though no cluster has read them'],
  ],
  ['fewer files that pass unread', withClusters('unreviewed: [examples/**]\n'), CLUSTERS, []],
  [
    'fields ignored where a glob of names fits',
    CLUSTERS,
    withClusters('ignore: [{ cluster: "*-test", fields: [spec.replicas] }, { cluster: other, kind: Pod }]\n'),
    ['eu-test would have changes of `spec.replicas` in all objects ignored'],
  ],
  [
    'an entry that ignores more than it did',
    withClusters('ignore: [{ cluster: prod, kind: CronJob, name: "nightly-*", fields: [spec.schedule] }]\n'),
    withClusters(
      'ignore: [{ cluster: prod, kind: CronJob, name: "n*", fields: [spec.schedule] }, { cluster: prod, kind: CronJob, name: nightly-a }]\n',
    ),
    [
      'prod would have changes of `spec.schedule` in objects with kind `CronJob` and name `n*` ignored',
      'prod would have changes of objects with kind `CronJob` and name `nightly-a` ignored',
    ],
  ],
  [
    'rules that are lower, off, or look at less',
    withClusters('rules: { latest-tag: error, orphaned: { except: ["apps/legacy/**"] } }\n'),
    withClusters(
      'rules: { secret-exposed: off, namespace-lost: { severity: notice, except: ["**"] }, orphaned: { except: ["apps/**"] } }\n',
    ),
    [
      'the rule `secret-exposed` would be off',
      'the rule `namespace-lost` would report at most a notice instead of an error',
      'the rule `namespace-lost` would not report `**`',
      'the rule `orphaned` would not report `apps/**`',
      'the rule `latest-tag` would report at most a warning instead of an error',
    ],
  ],
  [
    'everybody may override, nothing blocks, and clusters have no checks of their own',
    withClusters('checks: { perCluster: true }\n'),
    withClusters('overrides: { permission: write }\nchecks: { advisory: true }\n'),
    [
      'findings could be overridden with the role write instead of admin',
      'the check would never block (advisory)',
      'clusters would have no checks of their own, which branch rules may require (perCluster)',
    ],
  ],
  [
    'other facts about a cluster that asks for approval',
    CLUSTERS,
    CLUSTERS.replace('1.33', '1.34').replace('REGION: eu }', 'REGION: us, ZONE: a }, sources: [GitRepository/fleet]'),
    [
      'prod would be validated against 1.34 instead of Kubernetes 1.33',
      'prod would be rendered with `us` as `REGION` and with `a` as `ZONE`',
      'prod would be rendered from `GitRepository/fleet` instead of none as this repository',
    ],
  ],
])('weaker: %s', (_, before, after, expected) => {
  expect(weaker(before, after)).toEqual(expected);
});

test.each<[name: string, before: string, after: string]>([
  [
    'the same in other words',
    CLUSTERS,
    `# comment\nchecks: {}\n${CLUSTERS.replace('clusters/dev', './clusters/dev/')}`,
  ],
  ['a first configuration', '', CLUSTERS],
  [
    'another order',
    CLUSTERS,
    'clusters: [{ path: clusters/prod, protected: true, kubernetes: "1.33", substitute: { REGION: eu } }, { path: clusters/eu-test }, { path: clusters/dev }]',
  ],
  [
    'more clusters, with approvals of their own',
    CLUSTERS,
    `${CLUSTERS}  - { path: clusters/lab, protected: true }\napprovals: { lab: { anyOf: [{ permission: read }] } }\n`,
  ],
  [
    'a glob for the same clusters',
    'clusters: [{ path: clusters/dev }, { path: clusters/eu-test }, { path: clusters/prod }]',
    'clusters: [{ path: "clusters/*" }]',
  ],
  [
    'another name of the same stage, which nobody asks for',
    '',
    'clusters: [{ name: lab, path: clusters/dev }, { path: clusters/eu-test }, { name: production, path: clusters/prod }]',
  ],
  ['more protection', CLUSTERS, CLUSTERS.replace('clusters/dev', 'clusters/dev, protected: true')],
  [
    'more people, fewer who may',
    withClusters('approvals: { prod: { anyOf: [{ user: ada }, { permission: write }], author: true } }\n'),
    withClusters('approvals: { prod: { anyOf: [{ user: Ada }, { permission: maintain }], count: 2 } }\n'),
  ],
  [
    'approvals where nobody was asked',
    CLUSTERS,
    withClusters('approvals: { dev: { anyOf: [{ permission: maintain }] } }\n'),
  ],
  [
    'less ignored',
    withClusters('ignore: [{ kind: "*", name: "a-*" }, { fields: [spec.a, spec.b] }]\n'),
    withClusters(
      'ignore: [{ kind: Pod, namespace: x, name: a-1, fields: [spec.c] }, { cluster: dev, fields: [spec.b] }]\n',
    ),
  ],
  [
    'higher rules that look at more',
    withClusters('rules: { orphaned: { severity: notice, except: ["apps/**"] }, latest-tag: off }\n'),
    withClusters(
      'rules: { orphaned: { severity: error, except: ["apps/legacy/*.yaml"] }, latest-tag: { severity: notice, except: ["**"] } }\n',
    ),
  ],
  [
    'fewer who may override, and a check that blocks',
    withClusters('overrides: { permission: read }\nchecks: { advisory: true }\n'),
    withClusters('checks: { perCluster: true }\n'),
  ],
  [
    'a version where there was none, and facts about a cluster that asks nobody',
    'clusters: [{ path: clusters/dev, kubernetes: "1.30" }, { path: clusters/prod, protected: true }]',
    'clusters: [{ path: clusters/dev, kubernetes: "1.34", substitute: { A: b } }, { path: clusters/prod, protected: true, kubernetes: "1.34" }]',
  ],
])('not weaker: %s', (_, before, after) => {
  expect(weaker(before, after)).toEqual([]);
});

test('however much is weaker, all of it is said: an approval of five is none of six', () => {
  const ignoring = (...fields: readonly string[]) =>
    withClusters(`ignore: [{ kind: Pod, fields: [${fields.join(', ')}] }]\n`);
  const [five, six] = [ignoring('a', 'b', 'c', 'd', 'e'), ignoring('a', 'b', 'c', 'd', 'e', 'f')].map((text) =>
    weaker(CLUSTERS, text),
  );
  expect(five?.[0]).toBe('dev would have changes of `a`, `b`, `c`, `d` and `e` in objects with kind `Pod` ignored');
  expect(six?.[0]).toContain('`e` and `f`');
});

test('a glob that leads out of the directory it begins with is not covered by it', () => {
  const rules = (glob: string) => `rules: { latest-tag: { except: ["${glob}"] } }\n`;
  expect(weaker(rules('apps/**'), rules('apps/x/../../clusters/**'))).toHaveLength(1);
  expect(weaker(rules('apps/**'), rules('apps/x/{a,b}/*.yaml'))).toEqual([]);
});

test('a cluster whose directory goes with the merge only counts where it asked for approval', () => {
  const [before, after] = [CLUSTERS, 'clusters: [{ path: clusters/eu-test }]\n'].map((text) =>
    judgingOf(configOf(text)),
  );
  if (before === undefined || after === undefined) throw new Error('unreachable');
  expect(weakenings(before, after, () => false).map(({ cluster }) => cluster)).toEqual(['prod']);
});

test('a spoke is judged as its hub is', () => {
  const before = judgingOf(configOf(CLUSTERS));
  const prod = before.clusters.find(({ name }) => name === 'prod');
  if (prod === undefined) throw new Error('unreachable');
  const name = 'prod->flux-system/eu';
  const withSpoke = { ...before, clusters: [...before.clusters, { ...prod, name, via: name }] };
  const ignoring = judgingOf(configOf(withClusters('ignore: [{ cluster: "prod->*/*", kind: Pod }]\n')));
  expect(weakenings(withSpoke, judgingOf(configOf(CLUSTERS)))).toEqual([]);
  expect(weakenings(withSpoke, ignoring)).toEqual([
    { cluster: name, what: 'would have changes of objects with kind `Pod` ignored' },
  ]);
});
