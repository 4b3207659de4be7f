import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { archiveOf } from '../fake-sources/chart-archive.ts';
import { CHART_LAYER, type FakeRegistry, startRegistry } from '../fake-sources/registry.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { runProgram } from './run-program.ts';

/**
 * A fleet as flux-operator's reference architecture has it: of three repositories one holds the clusters and the tenants, one
 * the components of the platform, which is pushed as an artifact, and one the applications, which is followed by its tags.
 */
const instance = (name: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: "https://git.example/fleet.git", ref: refs/heads/main, path: clusters/${name} }
`;
const runtime = (name: string, apps: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: runtime-info, namespace: flux-system }
data: { CLUSTER: ${name}, INFRA: v1, APPS: "${apps}" }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: tenants, namespace: flux-system }
spec:
  path: ./tenants
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: runtime-info }] }
`;
const set = (name: string, spec: string, template: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: ${name}, namespace: flux-system }
spec:
${spec}  resourcesTemplate: |
    apiVersion: v1
    kind: Namespace
    metadata: { name: << inputs.component >> }
${template}`;
const root = (name: string, source: string, path: string, more = '') => `    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${name}, namespace: << inputs.component >> }
    spec:
      path: ${path}
      prune: true
      sourceRef: { kind: ${source}, name: << inputs.component >> }
${more}`;
const ci = ['spec:', '  url: oci://infra.example/acme/infra', '  ref: { tag: "<< inputs.tag >>" }'];
const cd = ['spec:', '  url: https://git.example/apps.git', '  ref: { commit: << inputs.sha >> }'];
const source = (kind: string, spec: readonly string[]) =>
  [
    '---',
    'apiVersion: source.toolkit.fluxcd.io/v1',
    `kind: ${kind}`,
    'metadata:',
    '  name: << inputs.component >>',
    '  namespace: << inputs.component >>',
    ...spec,
  ]
    .map((line) => `    ${line}\n`)
    .join('');

const fleetFiles = (infra: string, apps: string) => ({
  'clusters/staging/flux.yaml': instance('staging'),
  'clusters/staging/tenants.yaml': runtime('staging', apps).replace('INFRA: v1', `INFRA: ${infra}`),
  'clusters/prod/flux.yaml': instance('prod'),
  'clusters/prod/tenants.yaml': runtime('prod', '1.0.x'),
  'tenants/infra.yaml': set(
    'infra',
    `  inputs: [{ component: cert-manager, tag: "\${INFRA}" }]\n`,
    source('OCIRepository', ci) +
      root('controllers', 'OCIRepository', './<< inputs.component >>/controllers') +
      root(
        'configs',
        'OCIRepository',
        './<< inputs.component >>/configs',
        '      dependsOn: [{ name: controllers }]\n',
      ),
  ),
  'tenants/apps.yaml': set(
    'apps',
    '  inputsFrom: [{ name: frontend }]\n  dependsOn: [{ apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSet, name: infra, namespace: flux-system, ready: true }]\n',
    source('GitRepository', cd) + root('web', 'GitRepository', `./<< inputs.component >>/\${CLUSTER}`),
  ),
  'tenants/frontend.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: { name: frontend, namespace: flux-system }
spec:
  type: GitLabTag
  url: https://git.example/apps.git
  filter: { semver: "\${APPS}", limit: 1 }
  defaultValues: { component: frontend }
`,
});

const config = (name: string, namespace: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { value: ${value} }\n`;
/** A component of the platform: what its chart makes, and what is set up by that. */
const infraFiles = (issuer: string) => ({
  'cert-manager/controllers/release.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: chart, namespace: cert-manager }
spec:
  url: oci://charts.example/acme/cert-manager
  ref: { semver: 1.x }
  layerSelector: { mediaType: ${CHART_LAYER}, operation: copy }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cert-manager, namespace: cert-manager }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: chart } }
`,
  'cert-manager/configs/issuer.yaml': config('issuer', 'cert-manager', issuer),
});

let fleet: TempRepository;
let git: GitServer;
let infra: FakeRegistry;
let charts: FakeRegistry;
const sides: string[] = [];

beforeAll(async () => {
  const remotes = tempFolder();
  const apps = tempRepository(['--bare']);
  symlinkSync(apps.path, join(remotes, 'apps.git'));
  for (const tag of ['1.0.0', '1.1.0']) {
    const files = ['staging', 'prod'].map((name) => [
      `frontend/${name}/web.yaml`,
      config('web', 'frontend', `${name}-${tag}`),
    ]);
    apps.git('tag', tag, apps.commit(Object.fromEntries(files)));
  }
  git = await startGitServer(remotes);
  infra = await startRegistry('acme/infra');
  for (const tag of ['v1', 'v2']) {
    infra.push(tag, [{ type: 'application/vnd.cncf.flux.content.v1.tar+gzip', bytes: archiveOf(infraFiles(tag)) }]);
  }
  charts = await startRegistry('acme/cert-manager');
  const chart = {
    'cert-manager/Chart.yaml': 'apiVersion: v2\nname: cert-manager\nversion: 1.0.0\n',
    'cert-manager/templates/config.yaml': config('controller', '{{ .Release.Namespace }}', '{{ .Release.Name }}'),
  };
  charts.push('1.0.0', [{ type: CHART_LAYER, bytes: archiveOf(chart) }]);
  fleet = tempRepository();
  sides.push(fleet.commit(fleetFiles('v1', '1.0.x')), fleet.commit(fleetFiles('v2', '1.x')));
  fleet.git('reset', '-q', '--hard', 'main');
});

let variables: NodeJS.ProcessEnv;

beforeEach(() => {
  variables = { ...process.env };
  process.env.FETCH = 'on';
  process.env.FETCH_ALLOW = '127.0.0.1';
  process.env.FETCH_MIRRORS = [
    `https://git.example/=${new URL('/', git.url).href}`,
    `https://infra.example/=${infra.url}`,
    `https://charts.example/=${charts.url}`,
  ].join(', ');
  process.env.XDG_CACHE_HOME = tempFolder();
});

afterEach(() => {
  process.env = variables;
});

afterAll(async () => {
  await Promise.all([git, infra, charts].map((each) => each.close()));
  removeTempFolders();
});

/** What a cluster runs of the other repositories. */
async function rendered(cluster: string, rev: string | undefined): Promise<readonly string[]> {
  const { code, stdout } = await runProgram(['render', cluster, '--rev', rev ?? '', '--repo', fleet.path]);
  expect({ code, unknown: stdout.match(/^# (?:unresolved|external).*$/gm) }).toEqual({ code: 0, unknown: null });
  const configs = stdout.split(/^---$/m).filter((text) => /^ {2}value: /m.test(text));
  return configs
    .map((text) =>
      ['namespace', 'name', 'value'].map((key) => new RegExp(`^  ${key}: (.*)$`, 'm').exec(text)?.[1]).join(' '),
    )
    .sort();
}

test('each cluster is rendered whole, over the servers that hold the other repositories, before and after', async () => {
  const [before, after] = sides;
  const release = 'cert-manager controller cert-manager';
  const old = (stage: string) => [release, 'cert-manager issuer v1', `frontend web ${stage}-1.0.0`];
  expect(await rendered('staging', before)).toEqual(old('staging'));
  expect(await rendered('prod', before)).toEqual(old('prod'));
  expect(await rendered('staging', after)).toEqual([release, 'cert-manager issuer v2', 'frontend web staging-1.1.0']);
  expect(await rendered('prod', after)).toEqual(old('prod'));
});

test('a change of the fleet tells what it changes in the other repositories, in the cluster that it is made for', async () => {
  const [before = '', after = ''] = sides;
  const { code, stdout } = await runProgram(['diff', before, after, '--repo', fleet.path]);
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(/staging changes 7 objects · prod unchanged$/);
  expect(stdout.match(/^ +~ \S+ \S+/gm)?.map((line) => line.trim())).toEqual([
    '~ ConfigMap flux-system/runtime-info',
    '~ ResourceSet flux-system/infra',
    '~ ResourceSetInputProvider flux-system/frontend',
    '~ OCIRepository cert-manager/cert-manager',
    '~ ConfigMap cert-manager/issuer',
    '~ GitRepository frontend/frontend',
    '~ ConfigMap frontend/web',
  ]);
  expect(stdout).toContain('clusters/staging/tenants.yaml:10 → tenants/apps.yaml:1 → tenants/frontend.yaml:6');
  expect(stdout).toMatch(/git\.example\/apps@[0-9a-f]{12} frontend\/staging\/web\.yaml:4$/m);
  expect(stdout).toContain('git.example/apps tags within "1.x", at most 1 at 1.1.0@');
  const asked = [git, infra].map(({ requests }) => requests.length);
  expect(await runProgram(['diff', before, after, '--repo', fleet.path])).toEqual({ code, stdout, stderr: '' });
  expect([git, infra].map(({ requests }) => requests.length)).toEqual(asked);
});
