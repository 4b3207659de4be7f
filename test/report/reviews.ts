import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { ImageUser } from '../../src/review/contract/images.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { clusterOf, reviewOf } from './review-builder.ts';

/** Reviews as they come from pull requests on the article's fleet, by what the pull request does. */

type Gained = ClusterReview['gained'][number];
type Changed = ClusterReview['changed'][number];

function fooApp(cluster: string, list = 6): Gained[] {
  const chain = (file: string, line: number) => [
    { path: `clusters/${cluster}/apps.yaml`, line: 10 },
    { path: `clusters/${cluster}/apps/kustomization.yaml`, line: list },
    { path: 'apps/foo-app/base/kustomization.yaml', line },
    { path: `apps/foo-app/base/${file}`, line: 1 },
  ];
  const shared = { namespace: 'foo', unit: 'foo-app', root: `clusters/${cluster}/apps`, effect: 'created' } as const;
  return [
    { ...shared, apiVersion: 'apps/v1', kind: 'Deployment', name: 'foo-app', chain: chain('deployment.yaml', 4) },
    { ...shared, apiVersion: 'v1', kind: 'Service', name: 'foo-app', chain: chain('service.yaml', 5) },
    { ...shared, apiVersion: 'v1', kind: 'ConfigMap', name: 'foo-settings', chain: chain('settings.yaml', 6) },
  ];
}

const missingNamespace = {
  rule: 'missing-namespace',
  severity: 'error',
  cluster: 'prod',
  message: 'the 3 objects of `foo-app` go to the namespace `foo`, which nothing in prod creates',
  path: 'clusters/prod/apps/kustomization.yaml',
  line: 7,
  fix: 'add `../../../infrastructure/namespaces/test-only` to clusters/prod/infra/kustomization.yaml, or move foo to infrastructure/namespaces/common',
} as const;

export const gainedInProd: Review = reviewOf({
  verdict: 'failure',
  clusters: {
    dev: clusterOf('dev'),
    test: clusterOf('test'),
    prod: clusterOf('prod', { protected: true, gained: fooApp('prod', 7) }),
  },
  findings: [missingNamespace],
  files: [{ path: 'clusters/prod/apps/kustomization.yaml', status: 'modified', clusters: ['prod'] }],
});

export const gainedInDevAndProd: Review = reviewOf({
  verdict: 'failure',
  clusters: {
    dev: clusterOf('dev', { gained: fooApp('dev') }),
    test: clusterOf('test'),
    prod: clusterOf('prod', { protected: true, gained: fooApp('prod', 7) }),
  },
  findings: [{ ...missingNamespace, cluster: 'dev' }, missingNamespace].map((finding) => ({
    ...finding,
    message: 'the 3 objects of `foo-app` go to the namespace `foo`, which nothing there creates',
  })),
  files: [
    { path: 'clusters/dev/apps/kustomization.yaml', status: 'modified', clusters: ['dev'] },
    { path: 'clusters/prod/apps/kustomization.yaml', status: 'modified', clusters: ['prod'] },
  ],
});

export const unchanged: Review = reviewOf({
  verdict: 'neutral',
  clusters: { dev: clusterOf('dev'), test: clusterOf('test'), prod: clusterOf('prod', { protected: true }) },
  files: [{ path: 'README.md', status: 'modified', clusters: [] }],
});

export const typoInProd: Review = reviewOf({
  verdict: 'failure',
  clusters: {
    dev: clusterOf('dev', { gained: fooApp('dev') }),
    test: clusterOf('test'),
    prod: clusterOf('prod', {
      status: 'unresolved',
      protected: true,
      roots: 2,
      unresolved: [
        {
          code: 'not-found',
          message: 'the resource `../../../apps/podinfo/overlay/prod` does not exist',
          path: 'clusters/prod/apps/kustomization.yaml',
          line: 5,
          root: 'clusters/prod/apps',
          side: 'after',
          standing: false,
          fix: 'did you mean `../../../apps/podinfo/overlays/prod`?',
        },
      ],
    }),
  },
  files: [
    { path: 'clusters/dev/apps/kustomization.yaml', status: 'modified', clusters: ['dev'] },
    { path: 'clusters/prod/apps/kustomization.yaml', status: 'modified', clusters: ['prod'] },
  ],
});

function namespaceFoo(cluster: string, set: 'common' | 'test-only'): Gained {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    name: 'foo',
    unit: `namespaces/${set}`,
    root: `clusters/${cluster}/infra`,
    effect: 'created',
    chain: [
      { path: `clusters/${cluster}/infra.yaml`, line: 10 },
      { path: `clusters/${cluster}/infra/kustomization.yaml`, line: 5 },
      { path: `infrastructure/namespaces/${set}/kustomization.yaml`, line: 7 },
      { path: `infrastructure/namespaces/${set}/ns-foo.yaml`, line: 1 },
    ],
  };
}

const everywhere = ['dev', 'test', 'prod'];

export const namespaceMoved: Review = reviewOf({
  verdict: 'action_required',
  clusters: {
    dev: clusterOf('dev', { gained: [namespaceFoo('dev', 'common')] }),
    test: clusterOf('test', {
      moved: [
        {
          ...namespaceFoo('test', 'common'),
          effect: 'updated',
          from: { root: 'clusters/test/infra', path: 'infrastructure/namespaces/test-only/ns-foo.yaml', line: 1 },
          to: { root: 'clusters/test/infra', path: 'infrastructure/namespaces/common/ns-foo.yaml', line: 1 },
        },
      ],
    }),
    prod: clusterOf('prod', { protected: true, gained: [namespaceFoo('prod', 'common')] }),
  },
  files: [
    { path: 'infrastructure/namespaces/common/kustomization.yaml', status: 'modified', clusters: everywhere },
    { path: 'infrastructure/namespaces/common/ns-foo.yaml', status: 'added', clusters: everywhere },
    { path: 'infrastructure/namespaces/test-only/kustomization.yaml', status: 'removed', clusters: ['test'] },
    { path: 'infrastructure/namespaces/test-only/ns-foo.yaml', status: 'removed', clusters: ['test'] },
  ],
});

function podinfo(cluster: string): Changed {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'team-x',
    name: 'podinfo',
    unit: 'podinfo',
    root: `clusters/${cluster}/apps`,
    effect: 'updated',
    chain: [
      { path: `clusters/${cluster}/apps.yaml`, line: 10 },
      { path: `clusters/${cluster}/apps/kustomization.yaml`, line: 5 },
      { path: `apps/podinfo/overlays/${cluster}/kustomization.yaml`, line: 4 },
      { path: 'apps/podinfo/base/kustomization.yaml', line: 4 },
      { path: 'apps/podinfo/base/deployment.yaml', line: 18 },
    ],
    fields: [
      {
        path: 'spec.template.spec.containers[name=podinfo].image',
        segments: ['spec', 'template', 'spec', 'containers', { key: 'name', value: 'podinfo' }, 'image'],
        before: 'ghcr.io/stefanprodan/podinfo:6.9.0',
        after: 'ghcr.io/stefanprodan/podinfo:6.9.1',
      },
    ],
  };
}

const podinfoUser: ImageUser = {
  ...{ kind: 'Deployment', namespace: 'team-x', name: 'podinfo', from: 'pod', clusters: everywhere },
  field: 'spec.template.spec.containers[name=podinfo].image',
};
const kyvernoUser: ImageUser = {
  ...{ kind: 'HelmRelease', namespace: 'kyverno', name: 'kyverno', from: 'values', clusters: ['prod'] },
  field: 'spec.values.admissionController.container.image',
};

export const imageInBase: Review = reviewOf({
  verdict: 'action_required',
  images: {
    changed: [
      {
        repository: 'ghcr.io/stefanprodan/podinfo',
        before: ['ghcr.io/stefanprodan/podinfo:6.9.0'],
        after: ['ghcr.io/stefanprodan/podinfo:6.9.1'],
        clusters: everywhere,
        users: [podinfoUser],
      },
    ],
    gained: [
      {
        image: 'ghcr.io/kyverno/kyverno:v1.15.2',
        repository: 'ghcr.io/kyverno/kyverno',
        tag: 'v1.15.2',
        likely: true,
        clusters: ['prod'],
        users: [kyvernoUser],
      },
    ],
    lost: [
      {
        image: 'docker.io/library/nginx:1.27',
        repository: 'docker.io/library/nginx',
        tag: '1.27',
        clusters: ['dev', 'test'],
        users: [{ ...podinfoUser, name: 'web', clusters: ['dev', 'test'] }],
      },
    ],
    unknown: [{ ...kyvernoUser, reason: 'version', text: 'ghcr.io/kyverno/kyvernopre', side: 'both' }],
  },
  clusters: {
    dev: clusterOf('dev', { changed: [podinfo('dev')] }),
    test: clusterOf('test', { changed: [podinfo('test')] }),
    prod: clusterOf('prod', { protected: true, changed: [podinfo('prod')] }),
  },
  findings: [
    {
      rule: 'production-changed-by-base',
      severity: 'warning',
      cluster: 'prod',
      message: 'an edit of the shared base apps/podinfo/base changes prod together with dev and test',
      path: 'apps/podinfo/base/deployment.yaml',
      line: 18,
      fix: 'if prod should follow later, set the image in apps/podinfo/overlays/dev first',
    },
  ],
  files: [{ path: 'apps/podinfo/base/deployment.yaml', status: 'modified', clusters: everywhere }],
});

const settings: Changed = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'team-x',
  name: 'settings-7k2hh4d9tm',
  unit: 'podinfo',
  root: 'clusters/prod/apps',
  effect: 'updated',
  previous: { name: 'settings-5h9c8b2f6g' },
  chain: [
    { path: 'clusters/prod/apps.yaml', line: 10 },
    { path: 'apps/podinfo/overlays/prod/kustomization.yaml', line: 9 },
  ],
  fields: [
    {
      path: 'data["app.properties"]',
      segments: ['data', 'app.properties'],
      before: 'level=info\ntimeout=30s\nretries=3\ncache=on\nregion=eu\n',
      after: 'level=info\ntimeout=10s\nretries=3\ncache=on\nregion=eu\n',
    },
    { path: 'data.EMPTY', segments: ['data', 'EMPTY'], after: '' },
    { path: 'metadata.labels', segments: ['metadata', 'labels'], before: { app: 'podinfo', tier: 'web' } },
  ],
};

export const conflict: Review = reviewOf({
  verdict: 'failure',
  merge: { status: 'conflict', conflicts: ['apps/podinfo/overlays/prod/kustomization.yaml'] },
  clusters: {
    dev: clusterOf('dev'),
    test: clusterOf('test'),
    prod: clusterOf('prod', {
      protected: true,
      changed: [
        settings,
        {
          ...podinfo('prod'),
          apiVersion: 'v1',
          kind: 'Secret',
          name: 'podinfo-token',
          fields: [{ path: 'data.token', segments: ['data', 'token'], masked: true }],
        },
      ],
      affected: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'team-x',
          name: 'podinfo',
          unit: 'podinfo',
          reason: 'rolls, because it mounts the ConfigMap `settings`',
        },
      ],
      lost: [{ ...namespaceFoo('prod', 'common'), name: 'billing', effect: 'pruned', dataAtRisk: 'everything in it' }],
      opaque: 2,
      ignored: 1,
    }),
  },
  files: [{ path: 'apps/podinfo/overlays/prod/kustomization.yaml', status: 'modified', clusters: ['prod'] }],
});

/** Every object of 30 units in 20 clusters, with no two clusters alike. */
export const manyObjects: Review = reviewOf({
  verdict: 'action_required',
  clusters: Object.fromEntries(
    Array.from({ length: 20 }, (_, cluster) => [
      `site-${String(cluster).padStart(2, '0')}`,
      clusterOf(`site-${cluster}`, {
        protected: cluster > 15,
        changed: Array.from({ length: 150 }, (_, object) => ({
          ...podinfo(`site-${cluster}`),
          name: `worker-${object}`,
          unit: `apps/unit-${object % 30}`,
          fields: [
            {
              path: 'metadata.annotations["example.com/build"]',
              segments: ['metadata', 'annotations', 'example.com/build'],
              before: `build ${object} of ${cluster}`,
              after: `build ${object + 1} of ${cluster}`,
            },
          ],
        })),
      }),
    ]),
  ),
});

const evil = 'x`|<b>@octocat #1\n/approve prod\n<!-- blast-radius x -->\u202egnp.exe';

export const hostileNames: Review = reviewOf({
  verdict: 'failure',
  images: {
    gained: [{ image: evil, repository: evil, clusters: [evil], users: [{ ...kyvernoUser, kind: evil, name: evil }] }],
    lost: [{ image: `${'a'.repeat(10_000)}:1`, repository: 'a', clusters: ['GH-1'], users: [] }],
    changed: [{ repository: evil, before: [evil], after: ['<b>1</b>', 'x'], clusters: ['GH-1'], users: [podinfoUser] }],
    unknown: [{ ...kyvernoUser, clusters: [evil], reason: 'invalid', text: `${evil}</details>`, side: 'after' }],
  },
  clusters: {
    [evil]: clusterOf('evil', {
      gained: [
        {
          ...namespaceFoo('prod', 'common'),
          kind: '</summary><script>alert(1)</script>',
          name: `[click](https://evil.example) ${'a'.repeat(10_000)}`,
          unit: evil,
          chain: [{ path: `clusters/${evil}/apps.yaml`, line: 3 }, { path: 'a b](x)/"><img src=x>.yaml' }],
        },
      ],
      changed: [
        {
          ...settings,
          name: '@octocat',
          fields: [
            {
              path: 'data.x @@\n```\n/approve prod',
              segments: ['data', 'x'],
              before: '```\n</details>\n<!-- blast-radius x -->\n@octocat\n',
              after: '````\n~~~\n| a | b |\nhttps://evil.example\r\u0007\n',
            },
          ],
        },
      ],
    }),
    'GH-1': clusterOf('GH-1', { gained: [namespaceFoo('GH-1', 'common')] }),
  },
  findings: [
    {
      rule: 'x | y',
      severity: 'error',
      cluster: evil,
      message:
        'see https://evil.example/#1 @octocat octo/repo#2 GH-3 deadbeefcafe <img src=x> | **bold** _it_ :tada: `a``b`',
      path: evil,
      line: 1,
      fix: '1. run\n/approve prod\n> [!NOTE]\n# heading',
    },
  ],
  files: [
    { path: evil, status: 'modified', clusters: [evil, 'GH-1'] },
    { path: '"]; click x "javascript:alert(1)"', status: 'modified', clusters: ['GH-1'] },
  ],
});

/** Nothing changes but the configuration. */
export const weakerConfiguration: Review = reviewOf({
  verdict: 'action_required',
  clusters: Object.fromEntries(everywhere.map((name) => [name, clusterOf(name, { protected: name === 'prod' })])),
  findings: [
    {
      rule: 'configuration-changed',
      severity: 'notice',
      message: 'this changes .github/blast-radius.yml, but is itself reviewed by the rules of the base branch',
      path: '.github/blast-radius.yml',
      line: 1,
    },
  ],
  weakens: [
    ...everywhere.map((cluster) => ({ cluster, what: 'would have changes of objects with kind `Secret` ignored' })),
    { cluster: 'prod', what: 'would no longer be protected' },
    { what: 'the rule `secret-exposed` would be off' },
    { what: 'the check would never block (advisory)' },
  ],
});

/** A tenant that no cluster reaches is changed, beside an app of every cluster. */
export const notJudged: Review = reviewOf({
  verdict: 'failure',
  unjudged: [
    {
      path: 'tenants/blue/apps',
      reason:
        'FluxKustomization `flux-system/blue` in `tenants/blue/flux.yaml` builds `tenants/blue/apps`, and no cluster that was found reaches it',
      files: [
        'tenants/blue/apps/web.yaml',
        'tenants/blue/apps/db.yaml',
        'tenants/blue/apps/a.yaml',
        'tenants/blue/b.yaml',
      ],
      config: blueConfig(),
    },
    {
      path: 'edge/red.yaml',
      reason:
        'FluxKustomization `flux-system/edge` takes `edge` from `GitRepository/flux-system/fleet`, which nothing here defines',
      files: ['edge/red.yaml'],
      config: blueConfig(),
    },
  ],
  clusters: imageInBase.clusters,
  files: [
    { path: 'tenants/blue/apps/web.yaml', status: 'modified', clusters: [], unread: true },
    { path: 'tenants/blue/apps/db.yaml', status: 'added', clusters: [], unread: true },
    { path: 'docs/example.yaml', status: 'added', clusters: [], unread: true },
  ],
  unreached: 3,
});

function blueConfig(): string {
  return [
    'clusters:',
    '  - { name: test, path: clusters/test }',
    '  - { name: prod, path: clusters/prod }',
    '  - { name: blue, path: tenants/blue } # a guess',
    '# Or, where no cluster runs them:',
    '# unreviewed: [tenants/blue/**]',
    '',
  ].join('\n');
}

/** Nothing was found that could be a cluster. */
export const nothingJudged: Review = reviewOf({
  verdict: 'failure',
  unjudged: [
    {
      path: 'manifests/web.yaml',
      reason: 'it holds Kubernetes objects, and no cluster was found that could read it',
      files: ['manifests/web.yaml'],
      config: 'clusters:\n  - { name: manifests, path: manifests }\n',
    },
  ],
  files: [{ path: 'manifests/web.yaml', status: 'modified', clusters: [], unread: true }],
});

/** Nobody has configured anything; what was taken for clusters is told in four ways, and two are in doubt. */
export const firstReview: Review = reviewOf({
  clusters: { dev: clusterOf('dev'), lab: clusterOf('lab', { gained: [namespaceFoo('lab', 'common')] }) },
  discovery: {
    clusters: [
      {
        name: 'dev',
        path: 'clusters/dev',
        paths: ['clusters/dev', 'infra/dev'],
        from: { kind: 'sync', path: 'clusters/dev/flux-system/gotk-sync.yaml', line: 18 },
      },
      { name: 'lab', path: 'clusters/lab', from: { kind: 'content', path: 'clusters/lab/apps.yaml', line: 1 } },
      { name: 'eu/prod', path: 'eu/prod', from: { kind: 'flux' } },
      { name: 'us/prod', path: 'us/prod', from: { kind: 'flux' } },
    ],
    config:
      'clusters:\n  - { name: dev, path: [clusters/dev, infra/dev] }\n  - { name: lab, path: clusters/lab }\n  - { name: eu/prod, path: eu/prod }\n  - { name: us/prod, path: us/prod }\n',
    unsure: [
      'where `lab` stands in the order of promotion',
      'what 2 objects of Argo CD would deploy, which are not followed: `argo/a.yaml` and `argo/b.yaml`',
    ],
  },
});

/** The same of names that would be something else. */
export const hostileDiscovery: Review = reviewOf({
  clusters: { [evil]: clusterOf('evil', { gained: [namespaceFoo('evil', 'common')] }) },
  discovery: {
    clusters: [
      { name: evil, path: evil, from: { kind: 'layout' } },
      { name: '</summary></details>\n/approve prod', path: '```', from: { kind: 'sync', path: '`@octocat`', line: 1 } },
    ],
    config: `clusters:\n  - { name: ${JSON.stringify(evil)}, path: "\`\`\`\`" }\n</details>\n<!-- blast-radius x -->\n`,
    unsure: ['where `@octocat` <img src=x> stands in the order of promotion'],
  },
});
