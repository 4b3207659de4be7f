import { expect, test } from '@jest/globals';
import type { Layout } from '../review-of.ts';
import { cluster, root, saidOf } from './said-of.ts';

/** A variable, which no string of a test may hold as it is written. */
const N = ['$', '{N}'].join('');
const NEXT = String.fromCharCode(0x85);

test.each<[string, Layout, string]>([
  [
    'a generated value, in the line of its file',
    { 'apps/kustomization.yaml': generator('files: [f.txt]'), 'apps/f.txt': 'plain\n\u0093smart quotes\u0094\n' },
    'U+0093 of this text; remove it (apps/f.txt:2)',
  ],
  [
    'a value of an env file',
    { 'apps/kustomization.yaml': generator('envs: [f.env]'), 'apps/f.env': 'A=1\nB=del\u007f\n' },
    'U+007F of this text; remove it (apps/f.env:2)',
  ],
  [
    'a literal',
    { 'apps/kustomization.yaml': generator('literals: ["A=\\uFFFE"]') },
    'U+FFFE of this text; remove it (apps/kustomization.yaml:4)',
  ],
  [
    'a literal of a Secret, which kustomize writes and reads before it is base64',
    { 'apps/kustomization.yaml': 'secretGenerator:\n- name: c\n  literals: ["A=\\x7F"]\n' },
    'U+007F of this text; remove it (apps/kustomization.yaml:3)',
  ],
  [
    'an escape in a manifest',
    { 'apps/c.yaml': config('a: "\\x9f"') },
    'U+009F of this text; remove it (apps/c.yaml:5)',
  ],
  ['a key', { 'apps/c.yaml': config('"a\\x80": b') }, 'U+0080 of this text; remove it (apps/c.yaml:5)'],
])('a control character that YAML cannot hold stops the root: %s', (_, files, message) => {
  const { effects, unresolved } = saidOf({ 'apps/c.yaml': config('a: b') }, files);
  expect({ effects, unresolved }).toEqual({
    effects: [],
    unresolved: [`kustomize cannot print the control character ${message}`],
  });
});

test.each<[string, Layout]>([
  ['a line break of its own kind', { 'apps/c.yaml': config(`a: "x${NEXT}y"`) }],
  ['what JSON escapes', { 'apps/c.yaml': config('a: "\\a\\e"') }],
  [
    'a Secret, in base64',
    {
      'apps/kustomization.yaml': 'secretGenerator:\n- name: c\n  files: [f.txt]\n',
      'apps/f.txt': 'del\u007f',
    },
  ],
  [
    'an object that is left out again',
    {
      'apps/kustomization.yaml': `${generator('files: [f.txt]')}  options: { annotations: { config.kubernetes.io/local-config: "true" } }\n`,
      'apps/f.txt': 'del\u007f',
    },
  ],
])('other characters do not: %s', (_, files) => {
  expect(saidOf({ 'apps/c.yaml': config('a: b') }, files).unresolved).toEqual([]);
});

const SUBSTITUTED = 'apiVersion: example.com/v1\nkind: Foo\nmetadata: { name: f, namespace: default }\nspec:\n';

test.each([
  [
    'an infinite number',
    `  max: ${N}\n`,
    '.inf',
    `spec.max is infinite or not a number, which JSON cannot hold (${N})`,
    5,
  ],
  [
    'one in a list',
    `  a:\n  - 1\n  - -${N}\n`,
    '.inf',
    `spec.a[1] is infinite or not a number, which JSON cannot hold (${N})`,
    7,
  ],
  ['no number', `  max: "${N}"\n`, '.NaN', `spec.max is infinite or not a number, which JSON cannot hold (${N})`, 5],
  ['an escape', `  text: '${N}'\n`, '"a\\x7fb"', `spec.text has a control character, which YAML cannot hold (${N})`, 5],
])('a substituted value that cannot be printed stops its root alone: %s', (_, spec, value, why, line) => {
  const withSubstitute = (substitute: string) => (files: Layout) => ({
    ...cluster(files),
    'clusters/prod/apps.yaml': root('apps', `  postBuild: { substitute: { N: ${substitute} } }\n`),
    'clusters/prod/c.yaml': config('a: b'),
  });
  const files = { 'apps/f.yaml': SUBSTITUTED + spec };
  const { unresolved } = saidOf(files, files, withSubstitute(JSON.stringify(value)));
  expect(unresolved).toEqual([
    `substituting variables in example.com/v1 Foo default/f: after substitution ${why} (apps/f.yaml:${line})`,
  ]);
});

function generator(sources: string): string {
  return `configMapGenerator:\n- name: c\n  namespace: default\n  ${sources}\n`;
}

function config(entry: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: default }\ndata:\n  ${entry}\n`;
}
