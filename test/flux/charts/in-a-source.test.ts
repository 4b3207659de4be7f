import { expect, test } from '@jest/globals';
import type { Content } from '../../tree/memory-tree.ts';
import { type Said, said } from './open.ts';
import { APP, chart, packed, TELLS } from './tells.ts';

const release = (...spec: readonly string[]) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: app, namespace: apps }',
    'spec:',
    '  interval: 1h',
    '  chart:',
    '    spec:',
    '      sourceRef: { kind: GitRepository, name: fleet, namespace: flux-system }',
    ...spec.map((line) => `      ${line}`),
    '',
  ].join('\n');

const dependencies = (...items: readonly string[]) =>
  `apiVersion: v2\nname: app\nversion: 1.2.3\ndependencies:\n${items.map((item) => `  - ${item}\n`).join('')}`;

const COMMON: Readonly<Record<string, string>> = {
  'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 2.1.0\n',
  'charts/common/values.yaml': 'a: 1\n',
  'charts/common/templates/c.yaml': TELLS,
};

interface Case {
  readonly name: string;
  readonly objects: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly said: Said;
}

const refused = (reason: string, at = 'objects.yaml:9'): Said => ({
  reason: `source-controller refuses its chart: ${reason}`,
  at,
  why: 'refused',
});

const cases: readonly Case[] = [
  {
    name: 'a directory',
    objects: release('chart: ./charts/app'),
    files: chart('charts/app'),
    said: {
      out: [APP],
      base: 'charts/app',
    },
  },
  {
    name: 'the root of the source',
    objects: release('chart: .'),
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.2.3\n',
      'templates/a.yaml': TELLS,
      '.helmignore': '/objects.yaml\n/kustomization.yaml\n',
    },
    said: { out: ['app/templates/a.yaml: 1.2.3 {}'], base: '' },
  },
  {
    name: 'an archive',
    objects: release('chart: charts/app-1.2.3.tgz'),
    files: { 'charts/app-1.2.3.tgz': packed(chart('app')) },
    said: {
      out: [APP],
      base: 'charts/app-1.2.3.tgz',
    },
  },
  {
    name: 'a file that is no archive',
    objects: release('chart: charts/app.tgz'),
    files: { 'charts/app.tgz': 'text' },
    said: refused('invalid chart reference: the archive is not gzipped, or damaged'),
  },
  {
    name: 'a path that is not there',
    objects: release('chart: ./charts/../charts/app/'),
    files: {},
    said: refused('invalid chart reference: stat charts/app: no such file or directory'),
  },
  {
    name: 'a directory without a chart',
    objects: release('chart: ./charts/app'),
    files: { 'charts/app/templates/a.yaml': TELLS },
    said: refused('invalid chart reference: open charts/app/Chart.yaml: no such file or directory'),
  },
  {
    name: 'an absolute path',
    objects: release('chart: /charts/app'),
    files: chart('charts/app'),
    said: refused('invalid chart reference: local chart reference path is expected to be relative'),
  },
  {
    name: 'a Chart.yaml without a version, which .helmignore leaves out besides',
    objects: release('chart: charts/app'),
    files: chart('charts/app', { 'Chart.yaml': 'apiVersion: v2\nname: app\n', '.helmignore': 'Chart.yaml\n' }),
    said: refused('invalid chart reference: validation: chart.metadata.version is required'),
  },
  {
    name: 'a Chart.yaml that .helmignore leaves out',
    objects: release('chart: charts/app'),
    files: chart('charts/app', { '.helmignore': 'Chart.yaml\n' }),
    said: refused('chart package error: failed to load chart from /charts/app: Chart.yaml file is missing'),
  },
  {
    name: 'a file that is too large, and one that is ignored',
    objects: release('chart: charts/app'),
    files: chart('charts/app', {
      '.helmignore': '*.png\n',
      'logo.png': 'x'.repeat(5 * 1024 * 1024 + 1),
      'data.txt': 'x'.repeat(5 * 1024 * 1024 + 1),
    }),
    said: refused(
      'chart package error: failed to load chart from /charts/app: cannot load file data.txt as file size (5242881) exceeds limit (5242880)',
    ),
  },
  {
    name: 'a link, which is not in the artifact',
    objects: release('chart: charts/app'),
    files: { ...chart('charts/app'), 'charts/app/templates/b.yaml': { link: 'a.yaml' } },
    said: {
      out: [APP],
      base: 'charts/app',
    },
  },
  {
    name: 'a schema that is no JSON, where the chart is packed',
    objects: release('chart: charts/app'),
    files: chart('charts/app', { 'values.schema.json': '{' }),
    said: refused('chart package error: failed to package chart: invalid JSON in values.schema.json'),
  },
  {
    name: 'files of values from the root of the source, the later over the earlier',
    objects: release(
      'chart: charts/app',
      'valuesFile: charts/app/values.yaml',
      'valuesFiles: [values/b.yaml, ./values/c.yaml]',
    ),
    files: {
      ...chart('charts/app'),
      'values/b.yaml': 'image: { tag: b }\nlist: [1, 2]\nreplicas: 1000000\n',
      'values/c.yaml': 'image: { pull: null }\nlist: [3]\n',
    },
    said: {
      out: ['app/templates/a.yaml: 1.2.3+unknown {"image":{"tag":"b"},"list":[3],"replicas":1000000}'],
      base: 'charts/app',
    },
  },
  {
    name: 'values.yaml alone is that of the chart, wherever it would be',
    objects: release('chart: charts/app', 'valuesFiles: [values.yaml]'),
    files: chart('charts/app'),
    said: {
      out: [APP],
      base: 'charts/app',
    },
  },
  {
    name: 'a file of values that is not there',
    objects: release('chart: charts/app', 'valuesFiles: [../values/b.yaml]'),
    files: chart('charts/app'),
    said: refused(
      "values files merge error: no values file found at path '/values/b.yaml' (reference '../values/b.yaml')",
    ),
  },
  {
    name: 'a file of values that may be missing',
    objects: release('chart: charts/app', 'ignoreMissingValuesFiles: true', 'valuesFiles: [b.yaml, c.yaml]'),
    files: { ...chart('charts/app'), 'c.yaml': 'c: 1\n' },
    said: { out: ['app/templates/a.yaml: 1.2.3+unknown {"c":1}'], base: 'charts/app' },
  },
  {
    name: 'a file of values that is a list',
    objects: release('chart: charts/app', 'valuesFiles: [b.yaml]'),
    files: { ...chart('charts/app'), 'b.yaml': '- a\n' },
    said: refused(
      "values files merge error: unmarshaling values from 'b.yaml' failed: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}",
    ),
  },
  {
    name: 'files of values of a chart that has none itself',
    objects: release('chart: app', 'valuesFiles: [b.yaml]'),
    files: {
      'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.2.3\n',
      'app/templates/a.yaml': TELLS,
      'b.yaml': 'b: 1\n',
    },
    said: refused('values files merge error: failed to locate values file: values.yaml'),
  },
  {
    name: 'every revision of the source is a version',
    objects: release('chart: charts/app', 'reconcileStrategy: Revision', 'valuesFiles: [b.yaml]'),
    files: { ...chart('charts/app'), 'b.yaml': 'b: 1\n' },
    said: { out: ['app/templates/a.yaml: 1.2.3+unknown.unknown {"b":1}'], base: 'charts/app' },
  },
  {
    name: 'charts that stand in it',
    objects: release('chart: app'),
    files: {
      ...chart('app', {
        'Chart.yaml': dependencies('{ name: common, version: 2.x.x, repository: "https://charts.example.com" }'),
        'values.yaml': 'common: { a: 2 }\n',
      }),
      'app/charts/common-2.1.0.tgz': packed(
        Object.fromEntries(Object.entries(COMMON).map(([path, text]) => [path.replace('charts/', ''), text])),
      ),
    },
    said: {
      out: [
        'app/charts/common/templates/c.yaml: 2.1.0 {"a":2,"global":{}}',
        'app/templates/a.yaml: 1.2.3 {"common":{"a":2,"global":{}}}',
      ],
      base: 'app',
    },
  },
  {
    name: 'a chart beside it, twice under names of its own',
    objects: release('chart: charts/app'),
    files: {
      ...COMMON,
      ...chart('charts/app', {
        'Chart.yaml': dependencies(
          '{ name: common, version: ^2.0.0, repository: "file://../common", alias: one }',
          '{ name: common, version: ^2.0.0, repository: "file://../common/", alias: two, condition: two.enabled }',
        ),
        'values.yaml': 'one: { a: 3 }\ntwo: { enabled: false }\n',
      }),
    },
    said: {
      out: [
        'app/charts/one/templates/c.yaml: 2.1.0 {"a":3,"global":{}}',
        'app/templates/a.yaml: 1.2.3 {"one":{"a":3,"global":{}},"two":{"enabled":false}}',
      ],
      base: 'charts/app',
      added: { 'charts/one': 'charts/common', 'charts/two': 'charts/common' },
    },
  },
  {
    name: 'a chart beside it of another version',
    objects: release('chart: charts/app'),
    files: {
      ...COMMON,
      ...chart('charts/app', {
        'Chart.yaml': dependencies('{ name: common, version: 1.x.x, repository: "file://../common" }'),
      }),
    },
    said: refused(
      "dependency build error: failed to add local dependency 'common': can't get a valid version for constraint '1.x.x'",
    ),
  },
  {
    name: 'a chart beside it that is not there',
    objects: release('chart: charts/app'),
    files: chart('charts/app', {
      'Chart.yaml': dependencies('{ name: common, version: 1.x.x, repository: "file://../../../common" }'),
    }),
    said: refused(
      "dependency build error: failed to add local dependency 'common': no chart found at '/common' (reference 'file://../../../common')",
    ),
  },
  {
    name: 'a chart that stands in it without being named, in place of one that is',
    objects: release('chart: app'),
    files: {
      ...chart('app', {
        'Chart.yaml': dependencies('{ name: common, version: 2.x.x, repository: "https://charts.example.com" }'),
        'values.yaml': '',
      }),
      'app/charts/other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    },
    said: { out: ['app/templates/a.yaml: 1.2.3 {"other":{"global":{}}}'], base: 'app' },
  },
  {
    name: 'what an alias stands for in a configuration of Helm',
    objects: release('chart: app'),
    files: chart('app', { 'Chart.yaml': dependencies('{ name: db, version: 1.x.x, repository: "@acme" }') }),
    said: refused(
      "dependency build error: failed to add remote dependency 'db': aliased repository dependency is not supported: @acme",
    ),
  },
];

test.each(cases)('a chart in a source of files: $name', ({ objects, files, said: expected }) => {
  expect(said(objects, files)).toEqual(expected);
});
