import { expect, test } from '@jest/globals';
import { toText } from '../../src/report/text/to-text.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const kustomization = (...lines: string[]): SmallFiles => ({
  'apps/kustomization.yaml': ['apiVersion: kustomize.config.k8s.io/v1beta1', 'kind: Kustomization', ...lines, ''].join(
    '\n',
  ),
});
const configMap = (...data: string[]): string =>
  `${['apiVersion: v1', 'kind: ConfigMap', 'metadata: { name: cm, namespace: shop }', 'data:'].join('\n')}\n${data.map((line) => `  ${line}\n`).join('')}`;
const root = (...spec: string[]): SmallFiles => ({ 'clusters/prod/apps.yaml': flux('apps', 'apps', spec) });
const filled = (values: string) => root(`postBuild: { substitute: { ${values} } }`);
const plain: SmallFiles = { ...root(), 'apps/cm.yaml': configMap('a: b') };
const variable = (name: string) => `\${${name}}`;
const A = variable('A');
const N = variable('N');
const substituting = 'substituting variables in v1 ConfigMap shop/cm:';
const quotesFor = (name: string) =>
  `Put quotes into the value of ${name}, as in '"…"': kustomize drops those around ${variable(name)}.`;
const replacement = (source: string, target: string) =>
  kustomization(
    'resources: [cm.yaml]',
    'replacements:',
    `- source: { kind: ConfigMap, ${source} }`,
    `  targets: [{ select: { kind: ConfigMap }, fieldPaths: ["${target}"] }]`,
  );
const CHECK_NAMES = 'Check the names and fields of its source and targets.';
const ONE_A_LINE = 'Write each entry on a line of its own, behind a "- ".';
const RENAME = (file: string) => `Give the file another name, and list that under resources of a ${file}.`;

/** What stands in the way, what to do about it, where. */
const cases: readonly (readonly [string, SmallFiles, readonly [string, string, string]])[] = [
  [
    'a value that is not YAML where it is filled in',
    { ...filled('A: "x: y: z"'), 'apps/cm.yaml': configMap('a: ok', `b: ${A}`) },
    [`${substituting} after substitution data.b is not YAML (${A})`, quotesFor('A'), 'apps/cm.yaml:6'],
  ],
  [
    'a value within a text that is not YAML',
    { ...filled('A: "x: y", N: "1"'), 'apps/cm.yaml': configMap(`a: "${N}"`, `b: at ${N} ${A}`) },
    [
      `${substituting} after substitution data.b is not YAML (${N}, ${A})`,
      `Give its variables values that fit there, or write "$\${" for "\${".`,
      'apps/cm.yaml:6',
    ],
  ],
  [
    'a value in a list',
    {
      ...filled('A: "]"'),
      'apps/cm.yaml': `apiVersion: acme.dev/v1\nkind: Widget\nmetadata: { name: w, namespace: shop }\nspec:\n  items:\n    - { port: 1 }\n    - { port: "${A}" }\n`,
    },
    [
      `substituting variables in acme.dev/v1 Widget shop/w: after substitution spec.items[1].port is not YAML (${A})`,
      quotesFor('A'),
      'apps/cm.yaml:7',
    ],
  ],
  [
    'a key',
    { ...filled('A: "x: ["'), 'apps/cm.yaml': configMap('a: ok', `${A}: "1"`) },
    [`${substituting} after substitution data.${A} is not YAML (${A})`, quotesFor('A'), 'apps/cm.yaml:6'],
  ],
  [
    'a source of a replacement without the field: nothing is created there',
    { ...plain, ...replacement('name: cm, fieldPath: data.none', 'data.z') },
    ['replacements: the source has no field "data.none"', CHECK_NAMES, 'apps/kustomization.yaml:5'],
  ],
  [
    'a target of a replacement without the field: it can be created',
    { ...plain, ...replacement('name: cm, fieldPath: data.a', 'data.z') },
    [
      'replacements: v1 ConfigMap shop/cm has no field "data.z" to write to: nothing matches',
      'Correct the field path, or write options.create: true.',
      'apps/kustomization.yaml:5',
    ],
  ],
  [
    'a wildcard that matches nothing creates nothing',
    { ...plain, ...replacement('name: cm, fieldPath: data.a', 'spec.*.z') },
    [
      'replacements: v1 ConfigMap shop/cm has no field "spec.*.z" to write to: nothing matches',
      CHECK_NAMES,
      'apps/kustomization.yaml:5',
    ],
  ],
  [
    'a FluxKustomization where kustomize reads its own, in a root',
    { ...plain, 'apps/kustomization.yaml': flux('x', 'x') },
    [
      'kustomization.yaml holds a FluxKustomization, where kustomize reads a kustomization of its own',
      RENAME('kustomization.yaml'),
      'apps/kustomization.yaml:1',
    ],
  ],
  [
    'and in a base',
    { ...plain, ...kustomization('resources: [cm.yaml, sub]'), 'apps/sub/kustomization.yml': flux('x', 'x') },
    [
      'kustomization.yml holds a FluxKustomization, where kustomize reads a kustomization of its own',
      RENAME('kustomization.yml'),
      'apps/sub/kustomization.yml:1',
    ],
  ],
  [
    'two entries on one line',
    { ...plain, ...kustomization('resources:', '- ../base - ../extra', '- cm.yaml') },
    ['"../base - ../extra" does not exist', ONE_A_LINE, 'apps/kustomization.yaml:4'],
  ],
  [
    'two entries with a comma',
    { ...plain, ...kustomization('resources:', '- cm.yaml, other.yaml') },
    ['"cm.yaml, other.yaml" does not exist', ONE_A_LINE, 'apps/kustomization.yaml:4'],
  ],
  [
    'two objects without a line between them',
    { ...plain, 'apps/cm.yaml': `${configMap('a: b')}${configMap('a: b')}` },
    [
      'mapping key "apiVersion" already defined at line 1; put a line --- between two objects, or keep one',
      '',
      'apps/cm.yaml:6',
    ],
  ],
  [
    'a key that stands twice in one object',
    { ...plain, 'apps/cm.yaml': configMap('a: b', 'a: c') },
    ['mapping key "a" already defined at line 5; keep one', '', 'apps/cm.yaml:6'],
  ],
  [
    'a misspelled file in another directory, with the whole path to write',
    { ...plain, ...kustomization('resources: [cm.yaml, ../base/dbb.yaml]'), 'base/db.yaml': configMap('a: b') },
    ['"../base/dbb.yaml" does not exist', 'Did you mean "../base/db.yaml"?', 'apps/kustomization.yaml:3'],
  ],
  [
    'a misspelled directory on the way to a file',
    { ...plain, ...kustomization('resources: [cm.yaml, ../bsae/db.yaml]'), 'base/db.yaml': configMap('a: b') },
    ['"../bsae/db.yaml" does not exist', 'Did you mean "../base/db.yaml"?', 'apps/kustomization.yaml:3'],
  ],
  [
    'a chart in a kustomization',
    { ...plain, ...kustomization('resources: [cm.yaml]', 'helmCharts: [{ name: x }]') },
    [
      'helmCharts: Helm charts are not rendered here, and Flux refuses them too',
      'Install the chart with a HelmRelease, or commit the rendered manifests.',
      'apps/kustomization.yaml:4',
    ],
  ],
  [
    'a plugin',
    {
      ...plain,
      ...kustomization('resources: [cm.yaml]', 'generators: [g.yaml]'),
      'apps/g.yaml': 'apiVersion: acme.dev/v1\nkind: Gen\nmetadata: { name: g }\n',
    },
    [
      'generators: "Gen" is not a kustomize builtin; plugins are not run here, and Flux refuses them too',
      'Check its apiVersion: builtins use "builtin".',
      'apps/g.yaml:1',
    ],
  ],
];

test.each(cases)('%s', (_, after, expected) => {
  const [problem] = reviewProd(plain, after).unresolved;
  expect([problem?.message, problem?.fix ?? '', `${problem?.path}:${problem?.line}`]).toEqual(expected);
});

const strict: SmallFiles = {
  'clusters/prod/flux-system/gotk-components.yaml': [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: kustomize-controller, namespace: flux-system }',
    'spec:',
    '  selector: { matchLabels: { app: kustomize-controller } }',
    '  template:',
    '    metadata: { labels: { app: kustomize-controller } }',
    '    spec:',
    '      containers:',
    '        - name: manager',
    '          image: ghcr.io/fluxcd/kustomize-controller:v1.9.0',
    '          args: ["--feature-gates=StrictPostBuildSubstitutions=true"]',
    '',
  ].join('\n'),
};

test('a variable without a value, where that is an error, can be set, defaulted or escaped', () => {
  const fleet = { ...strict, ...filled('A: "1"') };
  const after = { ...fleet, 'apps/cm.yaml': configMap('a: ok', `b: "${variable('NONE')}"`) };
  const [problem] = reviewProd({ ...fleet, 'apps/cm.yaml': configMap('a: ok') }, after).unresolved;
  expect([problem?.message, problem?.fix, `${problem?.path}:${problem?.line}`]).toEqual([
    `${substituting} data.b: the variable "NONE" is not set and has no default`,
    `Set NONE in postBuild.substitute or a source of substituteFrom, give it a default, as in \${NONE:=value}, or write $\${NONE} to keep it as text.`,
    'apps/cm.yaml:6',
  ]);
});

test('a value of the wrong type names the variable that it came from, and where quotes help', () => {
  const fleet = { ...cluster('prod'), ...filled('N: "5", Q: \'"5"\'') };
  const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  replicas: ${variable('Q')}\n  selector: { matchLabels: { app: web } }\n  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1" }] } }\n`;
  const after = { ...fleet, 'apps/cm.yaml': configMap(`a: "${N}"`), 'apps/web.yaml': deployment };
  const { findings } = reviewOf({ ...fleet, 'apps/cm.yaml': configMap('a: b') }, after);
  expect(
    findings.filter(({ rule }) => rule === 'schema-invalid').map(({ message, fix }) => `${message} / ${fix}`),
  ).toEqual([
    `ConfigMap \`shop/cm\`: \`data.a\` must be text, but is a number (${N}) / Put quotes into the value of the variable, as in \`'"…"'\`: kustomize drops those around it.`,
    `Deployment \`shop/web\`: \`spec.replicas\` must be a whole number of 32 bits, but is text (${variable('Q')}) / Take the quotes out of the value of the variable.`,
  ]);
});

test('the text of a review cuts a value of many lines, as the comment does', () => {
  const fleet = { ...cluster('prod'), ...root(), 'apps/cm.yaml': configMap('a: b') };
  const long = Array.from({ length: 300 }, (_, line) => `  line ${line}`);
  const text = toText(reviewOf(fleet, { ...fleet, 'apps/cm.yaml': configMap('a: b', 'b: |', ...long) }));
  expect(text).toContain('line 98\n');
  expect(text).not.toContain('line 99\n');
  expect(text).toContain('… and 201 more lines');
});
