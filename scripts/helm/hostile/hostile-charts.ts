import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { packRecords, packText } from '../../../test/helm/pack-archive.ts';
import {
  chain,
  chart,
  dependencies,
  doubling,
  heavy,
  laughs,
  MEGABYTE,
  metadata,
  nestedArchives,
  numbered,
  subcharts,
} from './make-charts.ts';

const schema = (value: unknown): Readonly<Record<string, string>> => ({ 'values.schema.json': JSON.stringify(value) });
const anyOfAll = { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }] };

/** Of four megabytes each, of nothing but a comment. */
const templates = (count: number, letter = 'x'): Readonly<Record<string, string>> => {
  const text = `# ${letter.repeat((4 * MEGABYTE) / Buffer.byteLength(letter) - 2)}`;
  return Object.fromEntries(numbered(count, (i) => [`templates/t${i}.yaml`, text]));
};

/** Archives of charts that ask for too much, by what is in them. */
export const HOSTILE_CHARTS: Readonly<Record<string, () => Buffer>> = {
  'archives within archives': () => nestedArchives(40),
  'archives side by side': () =>
    chart(
      {},
      numbered(20, (i) => ({ name: `app/charts/h${i}.tgz`, bytes: heavy(`h${i}`) })),
    ),
  'many archives': () =>
    chart(
      {},
      numbered(20_000, (i) => ({ name: `app/charts/h${i}.tgz`, bytes: chart({}, [], `h${i}`) })),
    ),
  'a bomb': () => gzipSync(Buffer.alloc(400 * MEGABYTE)),
  'a chart at the limit': () =>
    chart(
      {},
      numbered(24, (i) => ({ name: `app/f${i}`, bytes: Buffer.alloc(4 * MEGABYTE) })),
    ),
  'templates at the limit': () => chart(templates(7)),
  'templates above the limit': () => chart(templates(9)),
  'templates at the limit in letters of many bytes': () => chart(templates(7, 'ж')),
  'all at the limit': () =>
    chart(
      templates(7),
      numbered(17, (i) => ({ name: `app/f${i}`, bytes: Buffer.alloc(4 * MEGABYTE) })),
    ),
  'many files': () =>
    chart(
      {},
      numbered(200_000, (i) => packText(`app/files/${i}`, '')),
    ),
  'many templates': () =>
    chart(Object.fromEntries(numbered(9_000, (i) => [`templates/t${i}.yaml`, 'kind: {{ "A" }}\n']))),
  'a sparse file': () => chart({}, [{ ...packText('app/sparse', ''), type: 'S', size: 0 }]),
  'a sparse file by records': () =>
    chart({}, [packRecords({ 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '99999999' }), packText('app/f', '')]),
  links: () => chart({}, [packText('app/templates/b.yaml', '', '2'), packText('app/templates/c.yaml', '', '1')]),
  'long records': () => chart({}, [packRecords({ path: 'app/'.padEnd(2 * MEGABYTE, 'x') }), packText('app/f', '')]),
  'a dependency of itself': () =>
    chart({
      'Chart.yaml': dependencies(1, () => '{name: app, version: 1.0.0}'),
      'charts/app/Chart.yaml': dependencies(1, () => '{name: app, version: 1.0.0}'),
      'charts/app/charts/app/Chart.yaml': dependencies(1, () => '{name: app, version: 1.0.0}'),
    }),
  'aliases of charts that double': () => chart(doubling(8)),
  'many aliases': () =>
    chart({
      'Chart.yaml': dependencies(20_000, (i) => `{name: s, version: 1.0.0, alias: a${i}}`),
      'charts/s/Chart.yaml': metadata('s'),
    }),
  'many dependencies of many charts': () =>
    chart({
      ...subcharts(400, {}),
      'Chart.yaml': dependencies(400, (i) => `{name: s${i}, version: 1.0.0, alias: a${i}}`),
    }),
  'constraints that meet nothing': () =>
    chart({
      'charts/a/Chart.yaml': metadata('s'),
      'Chart.yaml': dependencies(900, (i) => `{name: s, version: "${'>1 '.repeat(200)}", alias: a${i}}`),
    }),
  'a long version': () => chart({ 'Chart.yaml': metadata('app', `kubeVersion: "${'>1 || '.repeat(300_000)}>1"\n`) }),
  'long metadata': () => chart({ 'Chart.yaml': metadata('app', `description: "${'é\u00a0'.repeat(1_500_000)}"\n`) }),
  'many annotations': () =>
    chart({ 'Chart.yaml': metadata('app', `annotations:\n${numbered(250_000, (i) => `  k${i}: v\n`).join('')}`) }),
  'deep values': () => chart({ 'values.yaml': `a: ${'['.repeat(200_000)}${']'.repeat(200_000)}\n` }),
  'deep values by lines': () => chart({ 'values.yaml': numbered(1500, (i) => `${' '.repeat(i)}a:\n`).join('') }),
  'huge values': () => chart({ 'values.yaml': `a:\n${'- x\n'.repeat(1_200_000)}` }),
  'huge values in brackets': () => chart({ 'values.yaml': `a: [${'{},'.repeat(1_500_000)}]\n` }),
  'many values': () => chart({ 'values.yaml': numbered(350_000, (i) => `k${i}: 1\n`).join('') }),
  'huge text in values': () => chart({ 'values.yaml': `a: "${'\\n'.repeat(2_000_000)}"\n` }),
  'huge values of many charts': () =>
    chart(subcharts(20, { 'values.yaml': numbered(150_000, (i) => `k${i}: 1\n`).join('') })),
  'huge values of nested charts': () =>
    chart(chain(30, { 'values.yaml': numbered(50_000, (i) => `k${i}: {a: 1}\n`).join('') })),
  'values that are imported often': () =>
    chart({
      'Chart.yaml': dependencies(
        1,
        () => `{name: s, version: 1.0.0, import-values: [${numbered(20_000, () => 'data').join(',')}]}`,
      ),
      'charts/s/Chart.yaml': metadata('s'),
      'charts/s/values.yaml': `exports:\n  data:\n${numbered(20_000, (i) => `    k${i}: {a: 1}\n`).join('')}`,
    }),
  'aliases in values': () => chart({ 'values.yaml': laughs(7) }),
  'more aliases in values': () => chart({ 'values.yaml': laughs(30) }),
  'aliases of maps in values': () =>
    chart({
      'values.yaml': `a: &a {${numbered(100, (i) => `k${i}: {}`).join(', ')}}\nb: [${numbered(9_000, () => '*a').join(', ')}]\n`,
    }),
  'merged values': () =>
    chart({
      'values.yaml': `a: &a {${numbered(1000, (i) => `k${i}: {}`).join(', ')}}\n${numbered(2_000, (i) => `m${i}: {<<: *a}\n`).join('')}`,
    }),
  'a huge schema': () => chart({ 'values.schema.json': `{"enum":[${'[],'.repeat(1_500_000)}1]}` }),
  'a deep schema': () => chart({ 'values.schema.json': `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}` }),
  'a schema that doubles': () =>
    chart({
      ...schema({
        $defs: Object.fromEntries(
          numbered(61, (i) => [`a${i}`, i === 60 ? {} : { allOf: numbered(2, () => ({ $ref: `#/$defs/a${i + 1}` })) }]),
        ),
        $ref: '#/$defs/a0',
      }),
    }),
  'a schema of itself': () => chart({ ...schema({ $defs: { a: anyOfAll }, ...anyOfAll }) }),
  'a schema of unique items': () =>
    chart({
      ...schema({ properties: { a: { uniqueItems: true } } }),
      'values.yaml': `a:\n${numbered(60_000, (i) => `- [${i}]\n`).join('')}`,
    }),
  'a schema of many enums': () =>
    chart({
      ...schema({ properties: { a: { items: { enum: numbered(20_000, (i) => ({ a: i })) } } } }),
      'values.yaml': `a:\n${numbered(20_000, () => '- {a: x}\n').join('')}`,
    }),
  'a schema of patterns': () =>
    chart({
      ...schema({
        patternProperties: Object.fromEntries(numbered(2_000, (i) => [`((x{${i % 100}}){1,${1 + (i % 9)}})+$`, {}])),
      }),
      'values.yaml': numbered(20_000, (i) => `k${i}: 1\n`).join(''),
    }),
  'a schema of one long pattern': () =>
    chart({
      ...schema({ properties: { a: { pattern: '((a{0,30}){0,30}b|c)+$' } } }),
      'values.yaml': `a: "${'a'.repeat(3_000_000)}"\n`,
    }),
  'a schema of formats': () =>
    chart({
      ...schema({
        properties: {
          a: { format: 'uri' },
          b: { format: 'email' },
          c: { format: 'hostname' },
          d: { format: 'regex' },
          e: { format: 'idn-hostname' },
        },
      }),
      'values.yaml': ['a', 'b', 'c', 'd', 'e'].map((key) => `${key}: "${'a.(@'.repeat(200_000)}"\n`).join(''),
    }),
  'problems of a schema': () =>
    chart({
      ...schema({
        additionalProperties: { type: 'string', pattern: 'x', anyOf: [{ minLength: 9 }, { maxLength: 0 }] },
      }),
      'values.yaml': numbered(100_000, (i) => `k${i}: 1\n`).join(''),
    }),
  'tpl of tpl': () =>
    chart({
      'values.yaml': 't: "{{ tpl (print .Values.t .Values.t) . }}"\nu: "{{ tpl .Values.u . }}{{ tpl .Values.u . }}"\n',
      'templates/a.yaml': '{{ tpl .Values.u . }}{{ tpl .Values.t . }}',
    }),
  'tpl that grows': () =>
    chart({
      'templates/a.yaml':
        '{{ $s := "{{ 1 }}" }}{{ range until 60 }}{{ $s = print $s $s }}{{ $x := tpl $s $ }}{{ end }}',
    }),
  'keys in loops of many charts': () =>
    chart(
      subcharts(60, {
        'templates/a.yaml': '{{ range until 900000 }}{{ $k := genCA "a" 1 }}{{ $j := genPrivateKey "rsa" }}{{ end }}',
      }),
    ),
  'loops of many charts': () =>
    chart(subcharts(200, { 'templates/a.yaml': '{{ range until 4000 }}{{ $k := sha256sum (print .) }}{{ end }}' })),
  'definitions of many charts': () =>
    chart(
      subcharts(200, { 'templates/a.yaml': numbered(500, (i) => `{{ define "x${i}" }}{{ .a }}{{ end }}`).join('') }),
    ),
  'huge definitions of kinds': () =>
    chart({ 'crds/a.yaml': 'kind: CustomResourceDefinition\nmetadata: {name: a}\n---\n'.repeat(60_000) }),
};
