import { expect, test } from '@jest/globals';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { type HelmVersion, helmVersion, NEWEST_HELM } from '../../src/helm/chart/helm-version.ts';
import { loadFolder } from '../../src/helm/load/load-folder.ts';
import { printRelease } from '../../src/helm/print-release.ts';
import { renderChart } from '../../src/helm/template.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { filesOf } from './render.ts';

const HELM_3 = helmVersion('v3.19');

/** @returns what one chart becomes, loaded once, for each of some values */
function renderEach(
  files: Parameters<typeof filesOf>[0],
  asked: readonly (readonly [values: string, helm: HelmVersion])[],
): readonly string[] {
  const chart = loadFolder(filesOf(files));
  return asked.map(([values, helm]) => {
    const outside = { now: () => new Time(0), random: (count: number) => new Uint8Array(count) };
    try {
      const options = { name: 'rel', namespace: 'apps', helm, outside };
      return printRelease(renderChart(chart, readValues(values), options), false);
    } catch (error) {
      if (error instanceof HelmError) return `Error: ${error.message}`;
      throw error;
    }
  });
}

test('a chart that was rendered for one Helm is read anew for one that lacks a function', () => {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
    'values.yaml': 'a: {b: 1}\n',
    'templates/a.yaml': '{{ mustToYaml .Values.a }}\n',
  };
  const missing = 'Error: parse error at (app/templates/a.yaml:1): function "mustToYaml" not defined';
  const rendered = '---\n# Source: app/templates/a.yaml\nb: 1\n';
  expect(
    renderEach(files, [
      ['', NEWEST_HELM],
      ['', HELM_3],
      ['', NEWEST_HELM],
      ['a: {b: 2}', NEWEST_HELM],
    ]),
  ).toEqual([rendered, missing, rendered, rendered.replace('b: 1', 'b: 2')]);
});

test('the same file of two aliases fails as the one that it stands in', () => {
  const files = {
    'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
  - {name: db, version: 1.0.0, alias: first}
  - {name: db, version: 1.0.0, alias: second}
`,
    'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    'charts/db/templates/a.yaml': 'kind: {{ required "no kind" .Values.kind }}\n',
  };
  const failed = (alias: string) => `Error: execution error at (app/charts/${alias}/templates/a.yaml:1:9): no kind`;
  const [first = '', second = '', both = ''] = renderEach(files, [
    ['second: {kind: A}', NEWEST_HELM],
    ['first: {kind: A}', NEWEST_HELM],
    ['{first: {kind: A}, second: {kind: A}}', NEWEST_HELM],
  ]);
  expect([first, second]).toEqual([failed('first'), failed('second')]);
  expect(both).toContain('# Source: app/charts/first/templates/a.yaml\nkind: A\n');
  expect(both).toContain('# Source: app/charts/second/templates/a.yaml\nkind: A\n');
});

test('a chart imports of the dependencies that are on this time', () => {
  const files = {
    'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
  - {name: one, version: 1.0.0, condition: one.enabled, import-values: [{child: data, parent: own}]}
  - {name: two, version: 1.0.0, condition: two.enabled, import-values: [{child: data, parent: own}]}
`,
    'charts/one/Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n',
    'charts/one/values.yaml': 'data: {a: 1}\n',
    'charts/two/Chart.yaml': 'apiVersion: v2\nname: two\nversion: 1.0.0\n',
    'charts/two/values.yaml': 'data: {b: 2}\n',
    'templates/a.yaml': 'own: {{ toJson .Values.own }}\n{{- $_ := set .Values.own "c" 3 }}\n',
  };
  const rendered = (own: string) => `---\n# Source: app/templates/a.yaml\nown: ${own}\n`;
  const [one, two, both] = ['two: {enabled: false}', 'one: {enabled: false}', ''];
  expect(
    renderEach(
      files,
      [one, two, both, one, one, both].map((values) => [values, NEWEST_HELM]),
    ),
  ).toEqual(['{"a":1}', '{"b":2}', '{"a":1,"b":2}', '{"a":1}', '{"a":1}', '{"a":1,"b":2}'].map(rendered));
});

test('JSON is read as Go reads it, also where JavaScript would read it otherwise', () => {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
    'templates/a.yaml': 'a: {{ .Values.text | mustFromJson | toJson }}\n',
  };
  const answers = renderEach(
    files,
    [
      String.raw`{"b":1,"2":[-0,1.50,1e3,null,true],"a":{"__proto__":"x"},"b":"\ud800é"}`,
      '[1',
      '1e400',
      '{"a":1,}',
    ].map((text) => [`text: ${JSON.stringify(text)}`, NEWEST_HELM]),
  );
  expect(answers.map((answer) => answer.split('\n').at(-2) ?? answer)).toEqual([
    String.raw`a: {"2":[-0,1.5,1000,null,true],"a":{"__proto__":"x"},"b":"�é"}`,
    expect.stringContaining('unexpected end of JSON input'),
    expect.stringContaining('cannot unmarshal number 1e400'),
    expect.stringContaining("invalid character '}' looking for beginning of object key string"),
  ]);
});
