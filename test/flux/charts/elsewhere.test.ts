import { expect, test } from '@jest/globals';
import { type SourceRef, sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { type Content, memoryTree } from '../../tree/memory-tree.ts';
import type { Elsewhere } from '../../tree/tree-with-sources.ts';
import { type Said, said } from './open.ts';
import { APP, chart, packed, TELLS } from './tells.ts';

const GIT: SourceRef = { kind: 'git', url: 'https://git.example.com/charts', follows: { kind: 'tag', value: 'v1' } };
const OCI: SourceRef = {
  kind: 'oci',
  url: 'oci://registry.example.com/charts/app',
  follows: { kind: 'tag', value: '1.2.3', filter: '' },
  mediaType: '',
};

const release = (reference: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: apps }
spec: { ${reference} }
`;
const source = (kind: string, spec: string) => `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: { name: charts, namespace: apps }
spec: { ${spec} }
`;
const ofSource = (kind: string, more = '') =>
  release(`chart: { spec: { chart: charts/app, sourceRef: { kind: ${kind}, name: charts }${more} } }`);
const ofArtifact = (kind = 'OCIRepository') => release(`chartRef: { kind: ${kind}, name: charts }`);
const git = source('GitRepository', 'url: https://git.example.com/charts, ref: { tag: v1 }');
const oci = (more = '') =>
  source('OCIRepository', `url: oci://registry.example.com/charts/app, ref: { tag: 1.2.3 }${more}`);
const archiveOf = (repository: string, version: string, name = 'common') =>
  sourceKey({ kind: 'chart', url: repository, name, version });

const COMMON = {
  'common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 2.1.0\n',
  'common/templates/c.yaml': TELLS,
};
const needsCommon = (version: string, repository: string) =>
  `apiVersion: v2\nname: app\nversion: 1.2.3\ndependencies:\n  - { name: common, version: "${version}", repository: "${repository}" }\n`;
const OF_FLEET = release(
  'chart: { spec: { chart: app, sourceRef: { kind: GitRepository, name: fleet, namespace: flux-system } } }',
);

const IGNORING = chart('app', { '.helmignore': 'templates/\n' });
const BARE = { 'charts/app/Chart.yaml': 'name: app\nversion: 1.2.3\n', 'charts/app/templates/a.yaml': TELLS };
/** What a version carries of what its source led to. */
const revisionOf = (files: Readonly<Record<string, Content>>) => memoryTree(files).id.slice(0, 12);

interface Case {
  readonly name: string;
  readonly objects: string;
  readonly files?: Readonly<Record<string, Content>>;
  /** Absent: nothing is fetched. */
  readonly elsewhere?: Readonly<Record<string, Elsewhere>>;
  readonly said: Said;
}

const cases: readonly Case[] = [
  {
    name: 'a path in another Git repository',
    objects: ofSource('GitRepository') + git,
    elsewhere: { [sourceKey(GIT)]: chart('charts/app') },
    said: { out: [APP], base: 'git.example.com/charts@v1 charts/app' },
  },
  {
    name: 'a path in another Git repository, each revision of which is a version',
    objects: ofSource('GitRepository', ', reconcileStrategy: Revision') + git,
    elsewhere: {
      [sourceKey(GIT)]: BARE,
    },
    said: { out: [`app/templates/a.yaml: 1.2.3+${revisionOf(BARE)} {}`], base: 'git.example.com/charts@v1 charts/app' },
  },
  {
    name: 'a path in another Git repository that is not there',
    objects: ofSource('GitRepository') + git,
    elsewhere: { [sourceKey(GIT)]: { 'README.md': '' } },
    said: {
      reason:
        'source-controller refuses its chart: invalid chart reference: stat charts/app: no such file or directory',
      at: 'objects.yaml:4',
      why: 'refused',
    },
  },
  {
    name: 'another Git repository that is not there',
    objects: ofSource('GitRepository') + git,
    elsewhere: { [sourceKey(GIT)]: { reason: 'it has no tag v1', remedy: 'Choose another.', isGone: true } },
    said: {
      reason:
        'GitRepository apps/charts gives Flux no artifact, so everything built from it stays as it was: it has no tag v1',
      at: 'objects.yaml:9',
      why: 'gone',
    },
  },
  {
    name: 'another Git repository that does not answer',
    objects: ofSource('GitRepository') + git,
    elsewhere: { [sourceKey(GIT)]: { reason: 'git.example.com does not answer', remedy: 'Try again.' } },
    said: {
      reason: 'GitRepository `apps/charts` is not fetched: git.example.com does not answer',
      at: 'objects.yaml:9',
    },
  },
  {
    name: 'another Git repository where nothing is fetched',
    objects: ofSource('GitRepository') + git,
    said: {
      reason: 'its chart comes from GitRepository `apps/charts`, which is not fetched',
      at: 'objects.yaml:4',
      why: 'off',
    },
  },
  {
    name: 'a bucket',
    objects: ofSource('Bucket') + source('Bucket', 'bucketName: charts, endpoint: minio.example.com'),
    elsewhere: {},
    said: { reason: 'its chart comes from Bucket `apps/charts`, which is not fetched', at: 'objects.yaml:4' },
  },
  {
    name: 'a kind of source that no HelmChart takes',
    objects: ofSource('OCIRepository') + oci(),
    elsewhere: {},
    said: {
      reason:
        "source-controller refuses its chart: failed to get source: unsupported source kind 'OCIRepository', must be one of: [HelmRepository GitRepository Bucket]",
      at: 'objects.yaml:4',
      why: 'refused',
    },
  },
  {
    name: 'an artifact, of which .helmignore leaves nothing out',
    objects: ofArtifact() + oci(),
    elsewhere: { [sourceKey(OCI)]: IGNORING },
    said: {
      out: [`app/templates/a.yaml: 1.2.3+${revisionOf(IGNORING)} {"image":{"pull":"Always","tag":"a"},"replicas":1}`],
      base: 'registry.example.com/charts/app:1.2.3 app',
    },
  },
  {
    name: 'an artifact, of which its source leaves files out',
    objects: ofArtifact() + oci(', ignore: "values.yaml"'),
    elsewhere: { [sourceKey(OCI)]: chart('app') },
    said: {
      out: [`app/templates/a.yaml: 1.2.3+${revisionOf(chart('app'))} {}`],
      base: 'registry.example.com/charts/app:1.2.3 app',
    },
  },
  {
    name: 'an artifact that is no chart',
    objects: ofArtifact() + oci(),
    elsewhere: { [sourceKey(OCI)]: { 'deploy/app.yaml': 'a: 1\n' } },
    said: {
      reason: 'source-controller refuses its chart: Chart.yaml file is missing',
      at: 'objects.yaml:4',
      why: 'refused',
    },
  },
  {
    name: 'an artifact that another controller makes',
    objects:
      ofArtifact('ExternalArtifact') + source('ExternalArtifact', 'sourceRef: { kind: ArtifactGenerator, name: a }'),
    elsewhere: {},
    said: {
      reason: 'its chart comes from ExternalArtifact `apps/charts`, which another controller makes in the cluster',
      at: 'objects.yaml:4',
    },
  },
  {
    name: 'a version that only the cluster knows',
    objects:
      release(
        'chart: { spec: { chart: app, version: "<VERSION>", sourceRef: { kind: HelmRepository, name: charts } } }',
      ) + source('HelmRepository', 'url: https://charts.example.com'),
    elsewhere: {},
    said: {
      reason: 'HelmRelease `apps/app` is known only to the cluster: spec.chart.spec.version is "<VERSION>"',
      at: 'objects.yaml:4',
    },
  },
  {
    name: 'an address with a value of a Secret',
    objects:
      release('chart: { spec: { chart: app, version: 1.2.3, sourceRef: { kind: HelmRepository, name: charts } } }') +
      source('HelmRepository', 'url: "https://secret:(TOKEN)@charts.example.com"'),
    elsewhere: {},
    said: {
      reason: 'HelmRepository `apps/charts` uses a value of a Secret, which is never sent to another host',
      at: 'objects.yaml:9',
    },
  },
  {
    name: 'a chart that needs one of a repository, by its lock',
    objects: OF_FLEET,
    files: chart('app', {
      'Chart.yaml': needsCommon('2.x.x', 'https://charts.example.com'),
      'Chart.lock':
        'dependencies:\n  - { name: common, version: 2.1.0, repository: "https://charts.example.com" }\ndigest: sha256:0\n',
      'values.yaml': 'common: { a: 2 }\n',
    }),
    elsewhere: { [archiveOf('https://charts.example.com', '2.1.0')]: packed(COMMON) },
    said: {
      out: [
        'app/charts/common/templates/c.yaml: 2.1.0 {"a":2,"global":{}}',
        'app/templates/a.yaml: 1.2.3 {"common":{"a":2,"global":{}}}',
      ],
      base: 'app',
      added: { 'charts/common': 'common 2.1.0' },
    },
  },
  {
    name: 'a chart that needs one of a registry, by its range',
    objects: OF_FLEET,
    files: chart('app', { 'Chart.yaml': needsCommon('2.x.x', 'oci://registry.example.com/charts'), 'values.yaml': '' }),
    elsewhere: { [archiveOf('oci://registry.example.com/charts', '2.x.x')]: packed(COMMON) },
    said: {
      out: [
        'app/charts/common/templates/c.yaml: 2.1.0 {"global":{}}',
        'app/templates/a.yaml: 1.2.3 {"common":{"global":{}}}',
      ],
      base: 'app',
      added: { 'charts/common': 'common 2.x.x' },
    },
  },
  {
    name: 'a chart that needs one that is not had',
    objects: OF_FLEET,
    files: chart('app', { 'Chart.yaml': needsCommon('2.x.x', 'https://charts.example.com') }),
    elsewhere: {
      [archiveOf('https://charts.example.com', '2.x.x')]: {
        reason: 'charts.example.com does not answer',
        remedy: 'Try again.',
      },
    },
    said: { reason: 'its chart is not fetched: charts.example.com does not answer', at: 'objects.yaml:4' },
  },
  {
    name: 'a chart that needs one where nothing is fetched',
    objects: OF_FLEET,
    files: chart('app', { 'Chart.yaml': needsCommon('2.x.x', 'https://charts.example.com') }),
    said: {
      reason: 'its chart is not fetched: common of https://charts.example.com is remote, and nothing is fetched here',
      at: 'objects.yaml:4',
      why: 'off',
    },
  },
];

test.each(cases)('a chart from elsewhere: $name', ({ objects, files = {}, elsewhere, said: expected }) => {
  expect(said(objects, files, elsewhere)).toEqual(expected);
});
