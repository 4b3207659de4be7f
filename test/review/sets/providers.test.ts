import { describe, expect, test } from '@jest/globals';
import { type NameFilter, sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { saidOf } from '../charts/chart-fleet.ts';
import { reviewedWith, type Table } from '../elsewhere/elsewhere-fleet.ts';
import { cluster, type SmallFiles } from '../small-fleet.ts';
import { configMap, provider, resourceSet } from './set-fleet.ts';

const GIT = 'https://github.com/acme/app';
const OCI = 'oci://ghcr.io/acme/app';

function names(of: 'branches' | 'tags', filter: Partial<NameFilter> = {}, url = GIT): string {
  return sourceKey({ kind: 'names', url, of, filter: { include: '', exclude: '', semver: '', limit: 100, ...filter } });
}

/** What a set makes of each input: a ConfigMap that is named after it. */
const eachOf = (name: string, data: string) => [
  'inputsFrom: [{ name: p }]',
  'resources:',
  '  - apiVersion: v1',
  '    kind: ConfigMap',
  `    metadata: { name: "${name}", namespace: a }`,
  `    data: { ${data} }`,
];

const fleet = (
  spec: string,
  template = eachOf('x-<< inputs.tag | slugify >>', 'v: << inputs.sha >>'),
  labels?: string,
): SmallFiles => ({
  ...cluster('prod'),
  'clusters/prod/set.yaml': resourceSet('set', template),
  'clusters/prod/provider.yaml': provider('p', spec, labels),
});

function review(before: SmallFiles, after: SmallFiles, table: Table) {
  const reviewed = reviewedWith(before, after, table);
  const { prod } = reviewed.clusters;
  if (prod === undefined) throw new Error('there is no cluster');
  return { prod, elsewhere: reviewed.elsewhere };
}

/** What is said of all but the set and its provider. */
function said(before: SmallFiles, after: SmallFiles, table: Table): readonly string[] {
  return saidOf(review(before, after, table).prod).filter((line) => !/^changed ResourceSet/.test(line));
}

const TAGS =
  '{ type: GitHubTag, url: "https://github.com/acme/app", filter: { semver: 1.x }, defaultValues: { tag: none, env: test } }';
const ID = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);

const NOTHING = eachOf('x-<< inputs.tag | slugify >>', 'v: none');

describe('Tags and branches give inputs where they may be asked for', () => {
  const table = { [names('tags', { semver: '1.x' })]: `${ID} v1.1.0\n${OTHER} v1.0.0\n` };

  test('each tag that the filter takes makes its objects, of its name, its commit and the values of the provider', () => {
    const inputs = ['id', 'tag', 'sha', 'env', 'provider.name'].map((input) => `<< inputs.${input} >>`).join(' ');
    const template = eachOf('x-<< inputs.tag | slugify >>', `v: "${inputs}"`);
    expect(said(fleet(TAGS, NOTHING), fleet(TAGS, template), table)).toEqual([
      `changed ConfigMap a/x-v1-1-0: updated, data.v "none" → "93716837 v1.1.0 ${ID} test p"`,
      `changed ConfigMap a/x-v1-0-0: updated, data.v "none" → "93520228 v1.0.0 ${OTHER} test p"`,
    ]);
  });

  test('the way to an object leads by the address of its provider, and what is followed is told, with its schedule', () => {
    const spec = TAGS.replace('{ type', '{ schedule: [{ cron: "0 8 * * 1-5" }], type');
    const { 'clusters/prod/set.yaml': _, ...without } = fleet(spec);
    const { prod, elsewhere } = review(without, fleet(spec), table);
    const [, gained] = prod.gained;
    expect(gained?.chain.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'clusters/prod/set.yaml:1',
      'clusters/prod/provider.yaml:4',
      'clusters/prod/set.yaml:7',
    ]);
    expect(elsewhere).toEqual([
      {
        reference: 'github.com/acme/app tags within "1.x", at most 100',
        revision: expect.stringMatching(/^sha1:/),
        clusters: ['prod'],
        scheduled: true,
      },
    ]);
  });

  test('a filter that takes others brings and prunes objects', () => {
    const other = { [names('tags', { include: '^v2', limit: 1 })]: `${ID} v2.0.0\n`, ...table };
    const after = TAGS.replace('semver: 1.x', 'includeTag: ^v2, limit: 1');
    expect(said(fleet(TAGS), fleet(after), other)).toEqual([
      'gained ConfigMap a/x-v2-0-0: created',
      'lost ConfigMap a/x-v1-1-0: pruned',
      'lost ConfigMap a/x-v1-0-0: pruned',
    ]);
  });

  test('where no name matches, all of it is pruned', () => {
    const other = { [names('tags', { semver: '>=9' })]: '', ...table };
    expect(said(fleet(TAGS), fleet(TAGS.replace('1.x', '">=9"')), other)).toEqual([
      'lost ConfigMap a/x-v1-1-0: pruned',
      'lost ConfigMap a/x-v1-0-0: pruned',
    ]);
  });

  test.each<readonly [string, string, string, string, string]>([
    [
      'branches of a repository',
      'GitLabBranch, url: "https://github.com/acme/app"',
      names('branches'),
      `${ID} feat/a\n`,
      `feat/a ${ID}`,
    ],
    [
      'tags of a registry',
      `ECRArtifactTag, url: "${OCI}"`,
      names('tags', {}, OCI),
      `sha256:${ID} 1.0\n`,
      `1.0 sha256:${ID}`,
    ],
  ])('%s', (_, type, key, lines, expected) => {
    const fields =
      '<< index inputs (ternary "tag" "branch" (hasKey inputs "tag")) >> << index inputs (ternary "digest" "sha" (hasKey inputs "digest")) >>';
    const spec = `{ type: ${type} }`;
    expect(
      said(fleet(spec, eachOf('x', 'v: none')), fleet(spec, eachOf('x', `v: '${fields}'`)), { [key]: lines }),
    ).toEqual([`changed ConfigMap a/x: updated, data.v "none" → "${expected}"`]);
  });

  test('open pull requests, each by its number', () => {
    const spec = '{ type: GitHubPullRequest, url: "https://github.com/acme/app", filter: { labels: [deploy] } }';
    const filter = { include: '', exclude: '', limit: 100, labels: ['deploy'], skip: [] };
    const key = sourceKey({ kind: 'pulls', url: GIT, filter });
    const pull = { id: '7', sha: ID, branch: 'feat/a', author: 'walt', title: 'A: "title" # of <<' };
    const template = (more: string) => eachOf('x-<< inputs.id >>', `v: << printf "%s ${more}" inputs.title | quote >>`);
    expect(said(fleet(spec, template('1')), fleet(spec, template('2')), { [key]: JSON.stringify([pull]) })).toEqual([
      'changed ConfigMap a/x-7: updated, data.v "A: \\"title\\" # of << 1" → "A: \\"title\\" # of << 2"',
    ]);
  });

  test('a permutation of inputs that nothing orders has an id that only the cluster knows', () => {
    const permuted = (value: string) => [
      'inputStrategy: { name: Permute }',
      ...eachOf('x-<< inputs.id >>', `v: ${value}`),
    ];
    const spec = '{ type: GitHubBranch, url: "https://github.com/acme/app" }';
    const branches = { [names('branches')]: `${ID} a\n${OTHER} b\n` };
    const change = expect.stringMatching(/^changed ConfigMap a\/x-opaque-[0-9a-f]{32}: updated, data.v "one" → "two"$/);
    expect(said(fleet(spec, permuted('one')), fleet(spec, permuted('two')), branches)).toEqual([change, change]);
  });
});

describe('What cannot be asked for is not known, and said by its provider', () => {
  const unknown = (spec: string, table: Table = {}) => {
    const { unresolved } = review(fleet(spec), fleet(spec), table).prod;
    return unresolved.map(({ message, fix, standing }) => [message.split('determined: ')[1], fix, standing]);
  };

  test.each<readonly [string, string, Table, string, string]>([
    [
      'a host that does not answer',
      TAGS,
      { [names('tags', { semver: '1.x' })]: { reason: 'github.com does not answer', remedy: 'Try again later.' } },
      'its inputs come from GitHubTag `p`: github.com does not answer',
      'Try again later.',
    ],
    [
      'what asks for no TLS',
      `{ type: OCIArtifactTag, url: "${OCI}", insecure: true }`,
      {},
      'its inputs come from OCIArtifactTag `p`: ResourceSetInputProvider `flux-system/p` is requested without TLS, and nothing is fetched that way',
      'Remove spec.insecure.',
    ],
    [
      'merge requests',
      '{ type: GitLabMergeRequest, url: "https://gitlab.com/acme/app" }',
      {},
      'its inputs come from GitLabMergeRequest `p`',
      'Only the cluster knows what it makes: check there before you merge, or put its objects into this repository.',
    ],
  ])('%s', (_, spec, table, why, fix) => {
    expect(unknown(spec, table)).toEqual([[why, fix, true]]);
  });

  test('a provider that is paused goes on giving what it gave then', () => {
    const paused = (value: string): SmallFiles => {
      const files = fleet(`{ type: Static, defaultValues: { tag: ${value}, sha: a } }`);
      const text = files['clusters/prod/provider.yaml'] ?? '';
      const annotations = 'labels: {}, annotations: { fluxcd.controlplane.io/reconcile: disabled }';
      return { ...files, 'clusters/prod/provider.yaml': text.replace('labels: {}', annotations) };
    };
    expect(said(paused('one'), paused('two'), {})).toEqual([
      'standing: what fluxcd.controlplane.io/v1 ResourceSet flux-system/set creates in the cluster could not be determined: its inputs come from Static `p`: it is paused and keeps giving what it gave before, and its inputs differ in clusters/prod/provider.yaml',
    ]);
  });

  test('a static provider that changes is no silent change where another provider hides what it makes', () => {
    const files = (value: string): SmallFiles => ({
      ...fleet('{ type: ExternalService, url: "https://example.com" }', [
        'inputsFrom: [{ name: p }, { name: q }]',
        ...NOTHING.slice(1),
      ]),
      'clusters/prod/other.yaml': provider('q', `{ type: Static, defaultValues: { tag: ${value} } }`),
    });
    expect(said(files('one'), files('two'), {})).toEqual([
      'standing: what fluxcd.controlplane.io/v1 ResourceSet flux-system/set creates in the cluster could not be determined: its inputs come from ExternalService `p`, and its inputs differ in clusters/prod/other.yaml',
    ]);
  });
});

describe('Artifacts that generators of the cluster make give inputs', () => {
  const GENERATOR = `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: apps, namespace: flux-system }
spec:
  sources: [{ alias: repo, kind: GitRepository, name: flux-system }]
  commonMetadata: { labels: { team: platform } }
  pathPattern: "@repo/apps/{app}/envs/{env}"
  artifacts: [{ name: "{app}-{env}", copy: [{ from: "@repo/apps/{app}/envs/{env}/**", to: "@artifact/" }] }]
`;
  const RUNS = [
    'inputsFrom: [{ name: p }]',
    'resources:',
    '  - apiVersion: kustomize.toolkit.fluxcd.io/v1',
    '    kind: Kustomization',
    '    metadata: { name: << inputs.app >>, namespace: flux-system, labels: { team: << inputs.team >>, id: "<< inputs.id >>" } }',
    '    spec: { path: ./, prune: true, sourceRef: { kind: ExternalArtifact, name: << inputs.name >> } }',
  ];
  const SELECTS = '{ type: ExternalArtifact, selectors: [{ matchLabels: { env: prod } }, { name: web-prod }] }';
  const apps = (more: SmallFiles = {}, spec = SELECTS): SmallFiles => ({
    ...fleet(spec, RUNS),
    'clusters/prod/artifacts.yaml': GENERATOR,
    'apps/auth/envs/prod/a.yaml': configMap('auth', '{ a: b }', 'apps'),
    'apps/auth/envs/dev/a.yaml': configMap('dev', '{ a: b }', 'apps'),
    ...more,
  });
  const ADDED = { 'apps/web/envs/prod/a.yaml': configMap('web', '{ a: b }', 'apps') };

  test('a directory that is added runs by an input of its own, and each file is read where it is', () => {
    expect(said(apps(), apps(ADDED), {})).toEqual([
      'gained Kustomization flux-system/web: created',
      'gained ConfigMap apps/web: created',
    ]);
    const changed = { 'apps/auth/envs/prod/a.yaml': configMap('auth', '{ a: c }', 'apps') };
    expect(said(apps(), apps(changed), {})).toEqual(['changed ConfigMap apps/auth: updated, data.a "b" → "c"']);
    expect(said(apps(), apps({ 'apps/web/envs/dev/a.yaml': configMap('web', '{ a: b }', 'apps') }), {})).toEqual([]);
  });

  test('its id is a checksum of its name, and its revision only the cluster knows', () => {
    const of = (value: string) => ({
      ...apps({}, SELECTS),
      'clusters/prod/set.yaml': resourceSet(
        'set',
        eachOf('x', `v: "${value} << inputs.id >> << inputs.namespace >>", r: << inputs.revision >>`),
      ),
    });
    expect(said(of('one'), of('two'), {})).toEqual([
      'changed ConfigMap a/x: updated, data.v "one 1553664085 flux-system" → "two 1553664085 flux-system"',
    ]);
  });

  test('where a generator fails, what it made before is not known here', () => {
    const broken = { 'clusters/prod/artifacts.yaml': GENERATOR.replace('"@repo/apps', '"@none/apps') };
    expect(said(apps(), apps(broken), {}).filter((line) => line.includes('ResourceSet'))).toEqual([
      expect.stringMatching(
        /ResourceSet flux-system\/set creates in the cluster could not be determined: its inputs come from ExternalArtifact `p`: ArtifactGenerator flux-system\/apps makes nothing new/,
      ),
    ]);
  });
});
