import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { type Layout, reviewOf } from './review-of.ts';

const sync = (cluster: string, ref: string, url = 'https://example.org/team/fleet') =>
  `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec:
  url: ${url}
${ref === '' ? '' : `  ref: ${ref}\n`}---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec:
  path: ./clusters/${cluster}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;
const gotk = (cluster: string) => `clusters/${cluster}/flux-system/gotk-sync.yaml`;
const app = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app, namespace: default }\n';
const apps = { 'clusters/dev/app.yaml': app, 'clusters/prod/app.yaml': app };
const edited = Object.fromEntries(Object.keys(apps).map((path) => [path, `${app}data: { a: b }\n`]));

test.each([
  ['the base branch', '{ branch: main }', 'rendered'],
  ['the base branch by its full name', '{ name: refs/heads/main }', 'rendered'],
  ['another branch', '{ branch: live }', 'unreached'],
  ['no ref, and so master', '', 'unreached'],
  ['a tag, whatever branch stands beside it', '{ branch: main, tag: v1.2.0 }', 'unreached'],
  ['a range of versions', '{ semver: ">=1.0.0" }', 'unreached'],
  ['a commit of the base branch', '{ branch: main, commit: 0123456789abcdef0123456789abcdef01234567 }', 'unreached'],
])('a cluster that follows %s: %s', (_, ref, status) => {
  const fleet = { ...apps, [gotk('dev')]: sync('dev', '{ branch: main }'), [gotk('prod')]: sync('prod', ref) };
  const { clusters, files } = change(fleet, edited, 'main');
  expect(clusters.dev).toMatchObject({ status: 'rendered', changed: [{ name: 'app' }] });
  expect(clusters.prod).toMatchObject({ status, changed: status === 'rendered' ? [{ name: 'app' }] : [] });
  const readers = status === 'rendered' ? [['prod']] : [[]];
  expect(files.filter(({ path }) => path === 'clusters/prod/app.yaml').map((file) => file.clusters)).toEqual(readers);
});

test('where the base branch is not known, no cluster is called unreached', () => {
  const fleet = { ...apps, [gotk('prod')]: sync('prod', '{ branch: live }') };
  expect(change(fleet, edited, undefined).clusters.prod).toMatchObject({
    status: 'rendered',
    changed: [{ name: 'app' }],
  });
});

test('a merge that reaches no cluster is neutral', () => {
  const fleet = {
    ...apps,
    [gotk('dev')]: sync('dev', '{ branch: live }'),
    [gotk('prod')]: sync('prod', '{ tag: v1 }'),
  };
  expect(change(fleet, edited, 'main')).toMatchObject({ verdict: 'neutral', findings: [] });
});

test('a pull request that edits what a cluster follows changes that cluster, and says so', () => {
  const fleet = {
    ...apps,
    [gotk('dev')]: sync('dev', '{ branch: main }'),
    [gotk('prod')]: sync('prod', '{ branch: main }'),
  };
  const result = change(fleet, { [gotk('prod')]: sync('prod', '{ tag: v1.2.0 }') }, 'main');
  expect(result.clusters.prod).toMatchObject({ status: 'rendered', changed: [{ kind: 'GitRepository' }] });
  expect(result.findings).toEqual([
    {
      rule: 'follows-elsewhere',
      severity: 'warning',
      cluster: 'prod',
      message: 'prod would follow tag `v1.2.0` instead of branch `main`',
      path: gotk('prod'),
      line: 6,
      fix: 'Check what is at that ref: the cluster will run it.',
    },
  ]);
});

test('a source with the address of this repository is this repository, however the address is written', () => {
  const source = (ref: string) =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: apps, namespace: team }\nspec: { url: "ssh://git@example.org/team/fleet.git", ref: ${ref} }\n`;
  const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps, namespace: team }\nspec: { path: ./apps, sourceRef: { kind: GitRepository, name: apps } }\n`;
  const fleet = {
    [gotk('prod')]: sync('prod', '{ branch: main }'),
    'clusters/prod/apps.yaml': flux,
    'apps/app.yaml': app,
  };
  const same = { ...fleet, 'clusters/prod/source.yaml': source('{ branch: main }') };
  expect(change(same, { 'apps/app.yaml': `${app}data: { a: b }\n` }, 'main').clusters.prod).toMatchObject({
    changed: [{ name: 'app' }],
    external: [],
  });
  const other = { ...fleet, 'clusters/prod/source.yaml': source('{ branch: live }') };
  expect(change(other, { 'apps/app.yaml': `${app}data: { a: b }\n` }, 'main').clusters.prod).toMatchObject({
    changed: [],
    external: [{ root: 'team/apps', source: 'GitRepository/team/apps', path: 'apps' }],
  });
});

test('a source that the repository does not hold is external, and a finding; the configuration can name it', () => {
  const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps, namespace: team }\nspec: { path: ./apps, sourceRef: { kind: GitRepository, name: fleet } }\n`;
  const fleet = { 'clusters/prod/app.yaml': app, 'apps/app.yaml': app };
  const result = change(fleet, { 'clusters/prod/apps.yaml': flux }, 'main');
  expect(result.clusters.prod?.external).toEqual([
    { root: 'team/apps', source: 'GitRepository/team/fleet', path: 'apps' },
  ]);
  expect(result.findings.map(({ rule }) => rule)).toContain('missing-source');
  const prod = { name: 'prod', paths: ['clusters/prod'], protected: false, kubernetes: undefined, substitute: {} };
  const config = { ...defaultConfig, clusters: [{ ...prod, sources: ['GitRepository/fleet'] }] };
  expect(change(fleet, { 'clusters/prod/apps.yaml': flux }, 'main', config)).toMatchObject({
    findings: [{ rule: 'two-owners' }],
    clusters: { prod: { external: [], roots: 2 } },
  });
});

test('a cluster that syncs another address than the others is taken for this repository, and a notice', () => {
  const fleet = { ...apps, [gotk('dev')]: sync('dev', '{ branch: main }') };
  const mirror = { [gotk('prod')]: sync('prod', '{ branch: main }', 'https://mirror.example.net/fleet') };
  expect(change(fleet, { ...edited, ...mirror }, 'main')).toMatchObject({
    clusters: { prod: { status: 'rendered', changed: [{ name: 'app' }] } },
    findings: [
      {
        rule: 'unmatched-source',
        severity: 'notice',
        cluster: 'prod',
        message:
          'prod syncs https://mirror.example.net/fleet, dev syncs https://example.org/team/fleet: both are treated as this repository',
        path: gotk('prod'),
        line: 5,
      },
    ],
  });
});

function change(fleet: Layout, changed: Layout, baseBranch: string | undefined, config = defaultConfig): Review {
  return reviewOf(fleet, { ...fleet, ...changed }, { baseBranch, config });
}
