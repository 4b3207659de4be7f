import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, flux, type SmallFiles } from '../small-fleet.ts';

const configMap = (name: string, value = '1') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: { value: "${value}" }\n`;
const list = (...resources: readonly string[]) => `resources: [${resources.join(', ')}]\n`;
const gitRepository = (name: string, url: string) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: ${name}, namespace: flux-system }\nspec: { url: "${url}" }\n`;
const application = (name: string, path: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name}, namespace: argocd }\nspec: { project: default, source: { repoURL: "https://github.com/acme/fleet", path: ${path} } }\n`;

/** A cluster `prod` that builds `apps/web`. */
const prod: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/web.yaml': flux('web', 'apps/web'),
  'apps/web/web.yaml': configMap('web'),
};

/** Reviews a change of some files of a repository. */
function change(files: SmallFiles, changed: SmallFiles, config?: string): Review {
  const result = config === undefined ? undefined : readConfig(new Source(config), new Set());
  if (result?.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return reviewOf(files, { ...files, ...changed }, { config: result?.config ?? defaultConfig });
}

/** What a reviewer is told first: the files, why nothing read them, and the lines to copy. */
function told({ verdict, unjudged = [] }: Review) {
  return { verdict, unjudged: unjudged.map(({ files, reason, config }) => ({ files, reason, config })) };
}

test('a manifest below a FluxKustomization that no cluster reaches is not judged', () => {
  const fleet = {
    ...prod,
    'tenants/blue/flux.yaml': flux('blue', 'apps/blue'),
    'apps/blue/blue.yaml': configMap('blue'),
  };
  expect(told(change(fleet, { 'apps/blue/blue.yaml': configMap('blue', '2') }))).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['apps/blue/blue.yaml'],
        reason:
          'FluxKustomization `flux-system/blue` in `tenants/blue/flux.yaml` builds it, and no cluster that was found reaches it',
        config: [
          'clusters:',
          '  - { name: prod, path: clusters/prod }',
          '  # A guess: correct it.',
          '  - { name: blue, path: tenants/blue }',
          '# Or, if no cluster runs it, instead of the guess:',
          '# unreviewed: ["apps/blue/**"]',
          '',
        ].join('\n'),
      },
    ],
  });
});

test.each<[string, SmallFiles, SmallFiles]>([
  [
    'that a kustomization brings in from elsewhere',
    {
      'apps/blue/kustomization.yaml': list('../../base/blue'),
      'base/blue/kustomization.yaml': list('a.yaml'),
      'base/blue/a.yaml': configMap('a'),
    },
    { 'base/blue/a.yaml': configMap('a', '2') },
  ],
  ['that is new', { 'apps/blue/a.yaml': configMap('a') }, { 'apps/blue/b.yaml': configMap('b') }],
  [
    'of a generated ConfigMap',
    {
      'apps/blue/kustomization.yaml': 'configMapGenerator: [{ name: a, files: [x=settings.ini] }]\n',
      'apps/blue/settings.ini': 'a=1\n',
    },
    { 'apps/blue/settings.ini': 'a=2\n' },
  ],
  [
    'of a patch',
    {
      'apps/blue/kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: patch.yaml }]\n',
      'apps/blue/a.yaml': configMap('a'),
      'apps/blue/patch.yaml': '- { op: remove, path: /data }\n',
    },
    { 'apps/blue/patch.yaml': '- { op: remove, path: /data/value }\n' },
  ],
  [
    'beside a kustomization that cannot be read',
    { 'apps/blue/kustomization.yaml': 'resources: [\n', 'apps/blue/a.yaml': configMap('a') },
    { 'apps/blue/a.yaml': configMap('a', '2') },
  ],
  [
    'of an app that a cluster leaves out, and a FluxKustomization that no cluster reaches may bring in',
    {
      'clusters/prod/all.yaml': flux('all', 'all'),
      'all/kustomization.yaml': list('on/flux.yaml'),
      'all/on/flux.yaml': flux('on', 'all/on/app'),
      'all/on/app/a.yaml': configMap('on'),
      'all/green/flux.yaml': flux('green', 'all/green/app'),
      'all/green/app/a.yaml': configMap('green'),
      'tenants/blue/green.yaml': flux('all-green', 'all/green'),
    },
    { 'all/green/app/a.yaml': configMap('green', '2') },
  ],
  [
    'that the list of the whole repository leaves out, as it may be of another cluster',
    {
      'kustomization.yaml': list('green/flux.yaml'),
      'clusters/prod/top.yaml': flux('top', '.'),
      'green/flux.yaml': flux('green', 'green/app'),
      'green/app/a.yaml': configMap('green'),
    },
    { 'apps/blue/a.yaml': configMap('blue', '2') },
  ],
])('and so is a file %s', (_, files, changed) => {
  const review = change({ ...prod, 'tenants/blue/flux.yaml': flux('blue', 'apps/blue'), ...files }, changed);
  expect(review.verdict).toBe('failure');
  expect(review.unjudged?.flatMap((each) => each.files)).toEqual(Object.keys(changed));
});

test.each<[string, SmallFiles, SmallFiles]>([
  [
    'what a cluster reads too',
    { 'tenants/blue/flux.yaml': flux('blue', 'apps/web') },
    { 'apps/web/web.yaml': configMap('web', '2') },
  ],
  [
    'what no kustomization refers to',
    {
      'tenants/blue/flux.yaml': flux('blue', 'apps/blue'),
      'apps/blue/kustomization.yaml': list('a.yaml'),
      'apps/blue/a.yaml': configMap('a'),
    },
    { 'apps/blue/b.yaml': configMap('b') },
  ],
  [
    'what belongs to another repository',
    {
      'tenants/blue/flux.yaml': `${gitRepository('blue', 'https://github.com/acme/blue')}---\n${flux('blue', 'apps/blue').replace('name: flux-system }\n', 'name: blue }\n')}`,
      'apps/blue/b.yaml': configMap('b'),
    },
    { 'apps/blue/b.yaml': configMap('b', '2') },
  ],
  [
    'an app that is switched off in a list that a cluster reads',
    {
      'clusters/prod/all.yaml': flux('all', 'all'),
      'all/kustomization.yaml': list('on/flux.yaml'),
      'all/on/flux.yaml': flux('on', 'all/on/app'),
      'all/on/app/a.yaml': configMap('on'),
      'all/off/flux.yaml': flux('off', 'all/off/app'),
      'all/off/app/a.yaml': configMap('off'),
    },
    { 'all/off/app/a.yaml': configMap('off', '2') },
  ],
  [
    'a group of apps that is switched off in a list that a cluster reads',
    {
      'clusters/prod/all.yaml': flux('all', 'all'),
      'all/kustomization.yaml': list('on/flux.yaml'),
      'all/on/flux.yaml': flux('on', 'all/on/app'),
      'all/on/app/a.yaml': configMap('on'),
      'all/off/kustomization.yaml': list('one/flux.yaml'),
      'all/off/one/flux.yaml': flux('one', 'all/off/one/app'),
      'all/off/one/app/a.yaml': configMap('one'),
    },
    { 'all/off/one/app/a.yaml': configMap('one', '2') },
  ],
  [
    'a manifest that nothing speaks of',
    { 'examples/a.yaml': configMap('a') },
    { 'examples/a.yaml': configMap('a', '2') },
  ],
  [
    'documents of people',
    { 'tenants/blue/flux.yaml': flux('blue', 'apps') },
    { 'apps/README.md': 'new\n', '.github/workflows/a.yaml': configMap('a') },
  ],
])('%s is not held against anybody', (_, files, changed) => {
  const review = change({ ...prod, ...files }, changed);
  expect(review.unjudged).toBeUndefined();
  expect(['success', 'neutral']).toContain(review.verdict);
});

test('what a path may lead to that only the cluster knows is not known of that cluster, which is no reason to fail', () => {
  const use = ['$', '{', 'SITE', '}'].join('');
  const fleet = {
    ...prod,
    'clusters/prod/all.yaml': flux('all', 'groups', [
      'postBuild: { substituteFrom: [{ kind: ConfigMap, name: made-by-terraform }] }',
    ]),
    'groups/site.yaml': flux('site', `sites/${use}`).replace(`./sites/${use}`, `"./sites/${use}"`),
    'sites/eu/a.yaml': configMap('a'),
  };
  const { verdict, unjudged, clusters } = change(fleet, { 'sites/eu/a.yaml': configMap('a', '2') });
  expect([verdict, unjudged, clusters.prod?.status]).toEqual(['neutral', undefined, 'unresolved']);
  expect(clusters.prod?.unresolved.map(({ code, fix }) => [code, fix])).toEqual([
    ['unknown-place', 'List its variables under clusters[].substitute in the configuration.'],
  ]);
});

test('FluxKustomizations that nothing reaches and a change does not touch are counted', () => {
  const fleet = {
    ...prod,
    'tenants/blue/flux.yaml': flux('blue', 'apps/blue'),
    'tenants/red/flux.yaml': flux('red', 'apps/red'),
  };
  expect(change(fleet, { 'apps/web/web.yaml': configMap('web', '2') }).unreached).toBe(2);
  expect(change(prod, { 'apps/web/web.yaml': configMap('web', '2') }).unreached).toBeUndefined();
});

test('what an undefined source holds is not judged where its path is here', () => {
  const ofFleet = flux('edge', 'edge').replace('name: flux-system }\n', 'name: fleet }\n');
  const fleet = { ...prod, 'clusters/prod/edge.yaml': ofFleet, 'edge/a.yaml': configMap('a') };
  expect(told(change(fleet, { 'edge/a.yaml': configMap('a', '2') }))).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['edge/a.yaml'],
        reason:
          'FluxKustomization `flux-system/edge` in prod builds `edge` of `GitRepository/flux-system/fleet`, which nothing in this repository defines: it may be this repository',
        config: [
          'clusters:',
          '  # A guess: correct it.',
          '  - { name: prod, path: clusters/prod, sources: [GitRepository/flux-system/fleet] }',
          '# Or, if no cluster runs it, instead of the guess:',
          '# unreviewed: ["edge/**"]',
          '',
        ].join('\n'),
      },
    ],
  });
});

test('what the cluster makes artifacts of is not judged where nothing has read it', () => {
  const ofArtifact = flux('made', '').replace(
    'kind: GitRepository, name: flux-system',
    'kind: ExternalArtifact, name: made',
  );
  const fleet = { ...prod, 'clusters/prod/made.yaml': ofArtifact, 'parts/a.yaml': configMap('a') };
  expect(told(change(fleet, { 'parts/a.yaml': configMap('a', '2') }))).toMatchObject({
    verdict: 'failure',
    unjudged: [
      {
        files: ['parts/a.yaml'],
        reason:
          'FluxKustomization `flux-system/made` in prod builds `ExternalArtifact/flux-system/made`, which the cluster makes, maybe of this',
        config: 'unreviewed: ["parts/**"]\n',
      },
    ],
  });
  expect(change(fleet, { 'apps/web/web.yaml': configMap('web', '2') }).unjudged).toBeUndefined();
});

const PULLS = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: { name: pulls, namespace: flux-system }
spec: { type: GitHubPullRequest, url: "https://github.com/acme/app" }
`;
const resourceSet = (spec: string) =>
  `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: { name: tenants, namespace: flux-system }\nspec:\n${spec}`;

test.each<[string, string]>([
  [
    'an object',
    `  resources:\n    - ${flux('t', 'tenants/<< inputs.name >>').replaceAll('\n', '\n      ').replace('path: ./tenants/<< inputs.name >>', 'path: "./tenants/<< inputs.name >>"')}\n`,
  ],
  ['text', `  resourcesTemplate: |\n    ${flux('t', 'tenants/<< inputs.name >>').replaceAll('\n', '\n    ')}\n`],
])('what a ResourceSet may make FluxKustomizations of, as %s, is not judged', (_, spec) => {
  const fleet = {
    ...prod,
    'clusters/prod/tenants.yaml': resourceSet(`  inputsFrom: [{ name: pulls }]\n${spec}`),
    'clusters/prod/pulls.yaml': PULLS,
    'tenants/blue/kustomization.yaml': list('../../shared'),
    'shared/kustomization.yaml': list('a.yaml'),
    'shared/a.yaml': configMap('a'),
    'other/b.yaml': configMap('b'),
  };
  expect(told(change(fleet, { 'shared/a.yaml': configMap('a', '2') }))).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['shared/a.yaml'],
        reason:
          'ResourceSet `flux-system/tenants` in prod makes FluxKustomizations of `tenants/*`, and which these are is not known',
        config: 'unreviewed: ["shared/**"]\n',
      },
    ],
  });
  expect(change(fleet, { 'tenants/green/c.yaml': configMap('c') }).verdict).toBe('failure');
  expect(change(fleet, { 'other/b.yaml': configMap('b', '2') }).unjudged).toBeUndefined();
  expect(change(fleet, { 'apps/web/web.yaml': configMap('web', '2') }).unjudged).toBeUndefined();
});

test('what a ResourceSet makes of another repository is none of this one', () => {
  const elsewhere = flux('t', 'apps').replace('name: flux-system }\n', 'name: team }\n').replaceAll('\n', '\n      ');
  const source = gitRepository('team', 'https://github.com/acme/team').replaceAll('\n', '\n      ');
  const set = resourceSet(`  resources:\n    - ${source}\n    - ${elsewhere}\n`);
  const fleet = { ...prod, 'clusters/prod/team.yaml': set, 'apps/other.yaml': configMap('a') };
  expect(change(fleet, { 'apps/other.yaml': configMap('a', '2') }).unjudged).toBeUndefined();
});

test('what is behind a root that fails before and after is not judged', () => {
  const fleet = {
    ...prod,
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'web.yaml', 'gone.yaml'),
  };
  const review = change(fleet, { 'apps/web/web.yaml': configMap('web', '2') });
  expect(told(review)).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['apps/web/web.yaml'],
        reason: expect.stringMatching(
          /^`flux-system\/flux-system` in prod cannot be rendered, neither before nor after, and what its FluxKustomizations build has not been read: repair that first/,
        ),
        config: '',
      },
    ],
  });
});

test.each([
  ['a list that cannot be read', { 'clusters/prod/kustomization.yaml': 'resources: [web.yaml\n' }],
  ['a file of FluxKustomizations that cannot be read', { 'clusters/prod/web.yaml': 'kind: Kustomization\n\t- x\n' }],
  [
    'a file that is gone',
    { 'clusters/prod/kustomization.yaml': list('gone.yaml'), 'clusters/prod/web.yaml': '# nothing\n' },
  ],
])('nor is what may be behind %s', (_, files) => {
  const review = change({ ...prod, ...files }, { 'apps/web/web.yaml': configMap('web', '2') });
  expect(review.verdict).toBe('failure');
  expect(review.unjudged?.map((each) => each.files)).toEqual([['apps/web/web.yaml']]);
});

test.each<[string, SmallFiles]>([
  ['a manifest that cannot be read', { 'apps/web/web.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: [\n' }],
  ['an object that stands twice', { 'apps/web/again.yaml': configMap('web') }],
  [
    'a patch without a target',
    {
      'apps/web/kustomization.yaml':
        'resources: [web.yaml]\npatches: [{ target: { kind: Pod, name: x }, patch: "- { op: add, path: /x, value: 1 }" }, { patch: "{ apiVersion: v1, kind: Pod, metadata: { name: x } }" }]\n',
    },
  ],
])('%s hides nothing of other directories', (_, files) => {
  const fleet = { ...prod, ...files, 'examples/a.yaml': configMap('a') };
  const review = change(fleet, { 'examples/a.yaml': configMap('a', '2') });
  expect(review.clusters.prod?.unresolved.length).toBeGreaterThan(0);
  expect(review.unjudged).toBeUndefined();
});

test('Kubernetes objects are not judged where no cluster is found', () => {
  expect(told(change({ 'manifests/a.yaml': configMap('a') }, { 'manifests/a.yaml': configMap('a', '2') }))).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['manifests/a.yaml'],
        reason: 'it holds Kubernetes objects, and no cluster was found that could run them',
        config: [
          'clusters:',
          '  # A guess: correct it.',
          '  - { name: a, path: manifests }'.replace('name: a', 'name: manifests'),
          '# Or, if no cluster runs it, instead of the guess:',
          '# unreviewed: ["manifests/**"]',
          '',
        ].join('\n'),
      },
    ],
  });
});

test('nor where overlays are a guess that does not read them', () => {
  const overlays = {
    'overlays/prod/kustomization.yaml': list('../../base'),
    'base/kustomization.yaml': list('a.yaml'),
    'base/a.yaml': configMap('a'),
    'other/b.yaml': configMap('b'),
  };
  const review = change(overlays, { 'other/b.yaml': configMap('b', '2') });
  expect(review.verdict).toBe('failure');
  expect(review.unjudged?.map(({ files, reason }) => [files, reason])).toEqual([
    [
      ['other/b.yaml'],
      'it holds Kubernetes objects, and none of the overlays that are assumed to be clusters reads it',
    ],
  ]);
  const read = change(overlays, { 'base/a.yaml': configMap('a', '2') });
  expect(read.unjudged).toBeUndefined();
  expect(read.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['notice guessed-clusters']);
});

test('nor where Terraform tells of a path, and none that it is seen to sync reads them', () => {
  const aks =
    'resource "azurerm_kubernetes_flux_configuration" "flux" {\n  kustomizations { path = "./platform" }\n  kustomizations { path = var.apps }\n}\n';
  const fleet = { 'aks.tf': aks, 'platform/a.yaml': configMap('a'), 'apps/b.yaml': configMap('b') };
  const review = change(fleet, { 'apps/b.yaml': configMap('b', '2') });
  expect(told(review)).toEqual({
    verdict: 'failure',
    unjudged: [
      {
        files: ['apps/b.yaml'],
        reason: 'it holds Kubernetes objects, and none of the paths that Terraform or Bicep syncs reads it',
        config: [
          'clusters:',
          '  - { name: platform, path: platform }',
          '  # A guess: correct it.',
          '  - { name: apps, path: apps }',
          '# Or, if no cluster runs it, instead of the guess:',
          '# unreviewed: ["apps/**"]',
          '',
        ].join('\n'),
      },
    ],
  });
  expect(change(fleet, { 'platform/a.yaml': configMap('a', '2') }).unjudged).toBeUndefined();
});

test('nor where the configuration names a directory that is not there', () => {
  const config = 'clusters: [{ path: clusters/prod }, { path: clusters/gone }]\n';
  const review = change({ ...prod, 'other/b.yaml': configMap('b') }, { 'other/b.yaml': configMap('b', '2') }, config);
  expect(review.unjudged?.map(({ reason }) => reason)).toEqual([
    'it holds Kubernetes objects, and the configuration names directories that do not exist: gone (`clusters/gone`)',
  ]);
});

test('what people leave out on purpose is not held against them', () => {
  const fleet = {
    ...prod,
    'clusters/old/flux.yaml': flux('old', 'apps/old'),
    'apps/old/a.yaml': configMap('a'),
  };
  const configured = 'clusters: [{ path: clusters/prod }]\n';
  const changed = { 'apps/old/a.yaml': configMap('a', '2') };
  expect(told(change(fleet, changed, configured)).unjudged.map(({ config }) => config)).toEqual([
    [
      'clusters:',
      '  # A guess to add to the clusters that are there, or to complete one of them.',
      '  - { name: old, path: clusters/old }',
      '# Or, if no cluster runs it, instead of the guess:',
      '# unreviewed: ["apps/old/**"]',
      '',
    ].join('\n'),
  ]);
  for (const glob of ['apps/old/**', 'clusters/old/**']) {
    const review = change(fleet, changed, `${configured}unreviewed: ["${glob}"]\n`);
    expect([glob, review.verdict, review.unjudged]).toEqual([glob, 'neutral', undefined]);
  }
});

test.each<[string, string, SmallFiles]>([
  ['workflows', '.github/workflows/a.yaml', {}],
  ['dot folders', '.devcontainer/a.yaml', {}],
  [
    'templates of charts',
    'chart/templates/a.yaml',
    { 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n' },
  ],
  ['files of other programs', 'catalog-info.yaml', {}],
  ['YAML that is no object', 'values.yaml', {}],
  ['what configures machines', 'talos/host.yaml', {}],
])('no objects are seen in %s', (kind, path, files) => {
  const overlays = {
    'overlays/prod/kustomization.yaml': list('a.yaml'),
    'overlays/prod/a.yaml': configMap('a'),
    ...files,
  };
  const text =
    kind === 'files of other programs'
      ? 'apiVersion: backstage.io/v1alpha1\nkind: Component\n'
      : kind === 'YAML that is no object'
        ? 'kind: x\nnested:\n  apiVersion: v1\n'
        : kind === 'what configures machines'
          ? 'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n'
          : configMap('b');
  expect(change(overlays, { [path]: text }).unjudged).toBeUndefined();
});

test.each([
  ['as a flow', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }\n'],
  ['as JSON', '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "b"}}\n'],
  ['behind a comment', '# a comment\n---\napiVersion: v1\nkind: ConfigMap\n'],
  ['indented', '  kind: ConfigMap\n  apiVersion: v1\n'],
  ['with quoted keys', '"apiVersion": v1\n\'kind\': ConfigMap\n'],
  ['broken', 'apiVersion: v1\nkind: ConfigMap\ndata: [\n'],
])('an object written %s is seen', (_, text) => {
  const overlays = { 'overlays/prod/kustomization.yaml': list('a.yaml'), 'overlays/prod/a.yaml': configMap('a') };
  expect(change(overlays, { 'b.yaml': text }).unjudged?.map((each) => each.files)).toEqual([['b.yaml']]);
});

test.each<[string, SmallFiles, string]>([
  [
    'an Application',
    { 'argo/web.yaml': application('web', 'apps/web') },
    "Argo CD's Application `web` in `argo/web.yaml`",
  ],
])('what %s of Argo CD deploys is said not to be supported', (_, files, what) => {
  const review = change({ ...files, 'apps/web/a.yaml': configMap('a') }, { 'apps/web/a.yaml': configMap('a', '2') });
  expect([what, review.verdict]).toEqual([what, 'failure']);
});

test('a change of nothing but the configuration passes where no cluster is found', () => {
  const files = { 'manifests/a.yaml': configMap('a') };
  expect(change(files, { '.github/blast-radius.yml': 'clusters: [{ path: manifests }]\n' }).verdict).toBe('neutral');
  expect(change(files, { '.github/blast-radius.yml': '', 'README.md': 'x\n' }).verdict).toBe('failure');
  expect(change(files, { 'values.yaml': 'a: 1\n' }).verdict).toBe('failure');
  expect(reviewOf(files, files).verdict).toBe('failure');
});
