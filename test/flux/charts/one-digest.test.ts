import { expect, test } from '@jest/globals';
import { Random } from '../../../scripts/fuzz/random.ts';
import { Memory } from '../../../src/memo/memory.ts';
import { filesIn } from '../../../src/tree/files/workspace.ts';
import type { RepoTree } from '../../../src/tree/objects/repo-tree.ts';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { isThorough } from '../../thorough.ts';
import type { Content } from '../../tree/memory-tree.ts';
import type { Elsewhere } from '../../tree/tree-with-sources.ts';
import { open, show, treeOf } from './open.ts';
import { packed, TELLS } from './tells.ts';

const OBJECTS = (valuesFiles: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: apps }
spec:
  chart:
    spec:
      chart: charts/app
      valuesFiles: ${valuesFiles}
      sourceRef: { kind: GitRepository, name: fleet, namespace: flux-system }
`;
const VALUES = '[charts/app/values.yaml, values/b.yaml]';
const DEFINITION = `apiVersion: v2
name: app
version: 1.2.3
dependencies:
  - { name: beside, version: ^1.0.0, repository: "file://../beside" }
  - { name: far, version: ^1.0.0, repository: "https://charts.example.com" }
  - { name: inner, version: ^1.0.0, repository: "https://charts.example.com" }
`;
const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata: { name: notes }
data: { is: {{ printf "%s %s" (toJson .Values) (toJson (.Files.Glob "**").AsConfig) | quote }} }
`;
const keyOf = (name: string) =>
  sourceKey({ kind: 'chart', url: 'https://charts.example.com', name, version: '^1.0.0' });
const GONE = { reason: 'it has no such chart', remedy: 'Choose another.', isGone: true } as const;
const definition = (name: string, version = '1.0.0') => `apiVersion: v2\nname: ${name}\nversion: ${version}\n`;
const archive = (name: string, value: string) =>
  packed({
    [`${name}/Chart.yaml`]: definition(name),
    [`${name}/values.yaml`]: `is: ${value}\n`,
    [`${name}/templates/a.yaml`]: TELLS,
  });

type Parts = Readonly<Record<string, Content>>;

/** A repository, in which a chart takes of everything that a chart may take. */
const PARTS: Parts = {
  'charts/app/Chart.yaml': DEFINITION,
  'charts/app/.helmignore': 'ci/\n',
  'charts/app/values.yaml': 'a: 1\n',
  'charts/app/templates/a.yaml': TEMPLATE,
  'charts/app/crds/a.yaml': '# none\n',
  'charts/app/notes.txt': 'one\n',
  'charts/app/ci/notes.txt': 'one\n',
  'charts/app/charts/inner-1.0.0.tgz': archive('inner', 'one'),
  'charts/beside/Chart.yaml': definition('beside'),
  'charts/beside/templates/a.yaml': TELLS,
  'charts/other/Chart.yaml': definition('other'),
  'values/b.yaml': 'b: 1\n',
  'values/c.yaml': 'c: 1\n',
  'README.md': 'one\n',
};
const FAR: Parts = { far: archive('far', 'one') };

function treeWith(parts: Parts, { far }: Parts, valuesFiles = VALUES): RepoTree {
  const elsewhere: Readonly<Record<string, Elsewhere>> = {
    [keyOf('far')]: far instanceof Uint8Array ? far : GONE,
    [keyOf('inner')]: GONE,
  };
  return treeOf(OBJECTS(valuesFiles), parts, elsewhere);
}

function digestOf(tree: RepoTree): string {
  const opened = open(tree);
  if (opened.kind !== 'chart') throw new Error(opened.reason);
  return `${opened.digest} ${JSON.stringify(opened.revision)}`;
}

test.each<[string, Content]>([
  ['charts/app/Chart.yaml', DEFINITION.replace('1.2.3', '1.2.4')],
  ['charts/app/.helmignore', ''],
  ['charts/app/values.yaml', 'a: 2\n'],
  ['charts/app/templates/a.yaml', `${TEMPLATE}# more\n`],
  ['charts/app/templates/b.yaml', TELLS],
  ['charts/app/crds/a.yaml', '# still none\n'],
  ['charts/app/notes.txt', 'two\n'],
  ['charts/app/charts/inner-1.0.0.tgz', archive('inner', 'two')],
  ['charts/beside/Chart.yaml', definition('beside', '1.0.1')],
  ['charts/beside/templates/a.yaml', `${TELLS}# more\n`],
  ['values/b.yaml', 'b: 2\n'],
])('the digest of a chart is another one where %s is', (path, content) => {
  expect(digestOf(treeWith({ ...PARTS, [path]: content }, FAR))).not.toBe(digestOf(treeWith(PARTS, FAR)));
});

test.each<[string, Content]>([
  ['charts/app/ci/notes.txt', 'two\n'],
  ['charts/app/ci/more.txt', 'two\n'],
  ['charts/other/Chart.yaml', definition('other', '1.0.1')],
  ['values/c.yaml', 'c: 2\n'],
  ['README.md', 'two\n'],
])('the digest of a chart stays where %s changes, which is no part of it', (path, content) => {
  expect(digestOf(treeWith({ ...PARTS, [path]: content }, FAR))).toBe(digestOf(treeWith(PARTS, FAR)));
});

test('the digest of a chart is another one where a chart that it needs is elsewhere', () => {
  expect(digestOf(treeWith(PARTS, { far: archive('far', 'two') }))).not.toBe(digestOf(treeWith(PARTS, FAR)));
});

test('the digest of a chart does not hang on where it stands', () => {
  const moved = Object.fromEntries(Object.entries(PARTS).map(([path, content]) => [`moved/${path}`, content]));
  const objects = OBJECTS('[moved/charts/app/values.yaml, moved/values/b.yaml]').replace(
    'charts/app\n',
    'moved/charts/app\n',
  );
  const tree = treeOf(objects, moved, { [keyOf('far')]: archive('far', 'one') });
  expect(digestOf(tree)).toBe(digestOf(treeWith(PARTS, FAR)));
});

const EDITS: Readonly<Record<string, readonly Content[]>> = {
  'charts/app/Chart.yaml': [DEFINITION, DEFINITION.replace('beside, version: ^1.0.0', 'beside, version: ^2.0.0')],
  'charts/app/.helmignore': ['ci/\n', '', 'notes.txt\n', 'charts/\n'],
  'charts/app/values.yaml': ['a: 1\n', 'a: 2\nbeside: { is: three }\n'],
  'charts/app/notes.txt': ['one\n', 'two\n'],
  'charts/app/ci/notes.txt': ['one\n', 'two\n'],
  'charts/app/charts/inner-1.0.0.tgz': [archive('inner', 'one'), archive('inner', 'two'), 'no archive'],
  'charts/beside/Chart.yaml': [definition('beside'), definition('beside', '2.0.0'), 'no: chart\n'],
  'charts/beside/values.yaml': ['is: one\n', 'is: two\n'],
  'values/b.yaml': ['b: 1\n', 'a: [1]\n', '- b\n'],
  'README.md': ['one\n', 'two\n'],
  far: [archive('far', 'one'), archive('far', 'two'), 'gone'],
  valuesFiles: [VALUES, '[values/b.yaml]', '[values.yaml]', '[]'],
};

test('over random edits, equal digests make equal objects, and what is remembered equals what is read anew', () => {
  const random = new Random(1);
  const memory = new Memory();
  const known: RepoTree[] = [];
  const outs = new Map<string, string>();
  let parts: Readonly<Record<string, Content>> = { ...PARTS, ...FAR, valuesFiles: VALUES };
  for (let round = 0; round < (isThorough ? 2_000 : 100); round++) {
    const path = random.pick(Object.keys(EDITS));
    parts = { ...parts, [path]: random.pick(EDITS[path] ?? []) };
    const { far = '', valuesFiles, ...files } = parts;
    const tree = treeWith(files, { far }, String(valuesFiles));
    const cold = open(tree);
    const said = JSON.stringify(show(cold));
    expect(JSON.stringify(show(open(tree, filesIn({ memory, known: known.slice(-3) }, tree))))).toBe(said);
    known.push(tree);
    if (cold.kind !== 'chart') {
      // Else most of what follows would be refused too.
      parts = { ...parts, [path]: EDITS[path]?.[0] ?? '' };
      continue;
    }
    const { digest, revision } = cold;
    const key = `${digest} ${JSON.stringify(revision)}`;
    expect(outs.get(key) ?? said).toBe(said);
    outs.set(key, said);
  }
  expect(outs.size).toBeGreaterThan(10);
});
