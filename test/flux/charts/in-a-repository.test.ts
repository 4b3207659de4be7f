import { expect, test } from '@jest/globals';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import type { Elsewhere } from '../../tree/tree-with-sources.ts';
import { type Said, said } from './open.ts';
import { APP, chart, packed } from './tells.ts';

const URL = 'https://charts.example.com/stable';

const release = (...spec: readonly string[]) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: app, namespace: apps }',
    'spec:',
    '  chart:',
    '    spec:',
    '      sourceRef: { kind: HelmRepository, name: charts }',
    ...spec.map((line) => `      ${line}`),
    '',
  ].join('\n');

const repository = (...spec: readonly string[]) =>
  [
    '---',
    'apiVersion: source.toolkit.fluxcd.io/v1',
    'kind: HelmRepository',
    'metadata: { name: charts, namespace: apps }',
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');

const key = (version: string, url = URL, name = 'app') => sourceKey({ kind: 'chart', url, name, version });
const ARCHIVE = packed(chart('app', { 'ci/b.yaml': 'image: { tag: b }\n' }));

interface Case {
  readonly name: string;
  readonly objects: string;
  /** Absent: nothing is fetched. */
  readonly elsewhere?: Readonly<Record<string, Elsewhere>>;
  readonly said: Said;
}

const refused = (reason: string, at = 'objects.yaml:8'): Said => ({
  reason: `source-controller refuses its chart: ${reason}`,
  at,
  why: 'refused',
});

const cases: readonly Case[] = [
  {
    name: 'of an exact version',
    objects: release('chart: app', 'version: 1.2.3') + repository(`url: ${URL}`),
    elsewhere: { [key('1.2.3')]: ARCHIVE },
    said: { out: [APP], base: 'app 1.2.3' },
  },
  {
    name: 'of the newest version in a registry',
    objects: release('chart: app') + repository('type: oci', 'url: oci://registry.example.com/charts'),
    elsewhere: { [key('', 'oci://registry.example.com/charts')]: ARCHIVE },
    said: { out: [APP], base: 'app' },
  },
  {
    name: 'with files of values of its own',
    objects:
      release('chart: app', 'version: 1.2.3', 'valuesFiles: [values.yaml, ./ci/b.yaml]') + repository(`url: ${URL}`),
    elsewhere: { [key('1.2.3')]: ARCHIVE },
    said: {
      out: ['app/templates/a.yaml: 1.2.3+unknown {"image":{"pull":"Always","tag":"b"},"replicas":1}'],
      base: 'app 1.2.3',
    },
  },
  {
    name: 'with a file of values that it does not have',
    objects: release('chart: app', 'version: 1.2.3', 'valuesFiles: [ci/c.yaml]') + repository(`url: ${URL}`),
    elsewhere: { [key('1.2.3')]: ARCHIVE },
    said: refused("values files merge error: failed to merge chart values: no values file found at path 'ci/c.yaml'"),
  },
  {
    name: 'that is no archive',
    objects: release('chart: app', 'version: 1.2.3') + repository(`url: ${URL}`),
    elsewhere: { [key('1.2.3')]: 'text' },
    said: refused('chart pull error: the archive is not gzipped, or damaged'),
  },
  {
    name: 'of a name that is none',
    objects: release('chart: App', 'version: 1.2.3') + repository(`url: ${URL}`),
    elsewhere: {},
    said: refused(
      "invalid chart reference: invalid chart name 'App': a valid name must be lower case letters and numbers and MAY be separated with dashes (-), slashes (/) or periods (.)",
    ),
  },
  {
    name: 'of a version that it does not have',
    objects: release('chart: app', 'version: 1.2.4') + repository(`url: ${URL}`),
    elsewhere: {
      [key('1.2.4')]: { reason: 'it has no version 1.2.4 of app', remedy: 'Choose another.', isGone: true },
    },
    said: { reason: 'its chart is not fetched: it has no version 1.2.4 of app', at: 'objects.yaml:8', why: 'gone' },
  },
  {
    name: 'that does not answer',
    objects: release('chart: app', 'version: 1.2.3') + repository(`url: ${URL}`),
    elsewhere: { [key('1.2.3')]: { reason: 'charts.example.com does not answer', remedy: 'Try again.' } },
    said: { reason: 'its chart is not fetched: charts.example.com does not answer', at: 'objects.yaml:8' },
  },
  {
    name: 'where nothing is fetched',
    objects: release('chart: app', 'version: 1.2.3') + repository(`url: ${URL}`),
    said: {
      reason: `its chart is not fetched: app of ${URL} is remote, and nothing is fetched here`,
      at: 'objects.yaml:8',
      why: 'off',
    },
  },
  {
    name: 'that the cluster does not have',
    objects: release('chart: app', 'version: 1.2.3'),
    elsewhere: {},
    said: {
      reason: 'its chart comes from HelmRepository `apps/charts`, which is not among the objects of the cluster',
      at: 'objects.yaml:8',
    },
  },
  {
    name: 'that is suspended',
    objects: release('chart: app', 'version: 1.2.3') + repository(`url: ${URL}`, 'suspend: true'),
    elsewhere: {},
    said: {
      reason:
        'HelmRepository `apps/charts` is suspended: the cluster has the revision from before that, which is not known here',
      at: 'objects.yaml:16',
    },
  },
  {
    name: 'in a registry that is suspended, which source-controller does not look at',
    objects: release('chart: app') + repository('type: oci', 'url: oci://registry.example.com', 'suspend: true'),
    elsewhere: { [key('', 'oci://registry.example.com')]: ARCHIVE },
    said: { out: [APP], base: 'app' },
  },
  {
    name: 'in a registry without TLS',
    objects: release('chart: app') + repository('type: oci', 'url: oci://registry.example.com', 'insecure: true'),
    elsewhere: {},
    said: {
      reason: 'HelmRepository `apps/charts` is requested without TLS, and nothing is fetched that way',
      at: 'objects.yaml:16',
    },
  },
  {
    name: 'in a registry that is not called one',
    objects: release('chart: app') + repository('url: oci://registry.example.com'),
    elsewhere: {},
    said: refused(
      'HelmRepository `apps/charts` has the address of a registry, oci://registry.example.com, and no spec.type: oci',
    ),
  },
  {
    name: 'that is called a registry',
    objects: release('chart: app') + repository('type: oci', `url: ${URL}`),
    elsewhere: {},
    said: refused(`invalid OCI registry URL: ${URL}`),
  },
  {
    name: 'by a HelmChart',
    objects: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: other }
spec: { chartRef: { kind: HelmChart, name: app, namespace: apps } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata: { name: app, namespace: apps }
spec: { chart: app, version: 1.2.3, sourceRef: { kind: HelmRepository, name: charts } }
${repository(`url: ${URL}`)}`,
    elsewhere: { [key('1.2.3')]: ARCHIVE },
    said: { out: [APP], base: 'app 1.2.3' },
  },
  {
    name: 'by a HelmChart that is suspended',
    objects: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: apps }
spec: { chartRef: { kind: HelmChart, name: app } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata: { name: app, namespace: apps }
spec: { suspend: true, chart: app, version: 1.2.3, sourceRef: { kind: HelmRepository, name: charts } }
${repository(`url: ${URL}`)}`,
    elsewhere: {},
    said: {
      reason:
        'HelmChart `apps/app` is suspended: the cluster has the revision from before that, which is not known here',
      at: 'objects.yaml:9',
    },
  },
  {
    name: 'by a HelmChart that is not there',
    objects: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: apps }
spec: { chartRef: { kind: HelmChart, name: app } }
`,
    elsewhere: {},
    said: {
      reason: 'its chart comes from HelmChart `apps/app`, which is not among the objects of the cluster',
      at: 'objects.yaml:4',
    },
  },
];

test.each(cases)('a chart of a repository of charts $name', ({ objects, elsewhere, said: expected }) => {
  expect(said(objects, {}, elsewhere)).toEqual(expected);
});
