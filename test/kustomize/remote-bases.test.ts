import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { Needs } from '../../src/tree/objects/needs.ts';
import { type Lack, SourceTable } from '../../src/tree/sources/source-table.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { type Content, memoryTree } from '../tree/memory-tree.ts';
import { type Elsewhere, treeWithSources } from '../tree/tree-with-sources.ts';

const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

function built(
  files: Readonly<Record<string, Content>>,
  elsewhere: Readonly<Record<string, Elsewhere>>,
  lacking?: Lack,
) {
  const tree = treeWithSources(files, elsewhere, lacking);
  const { resources, problems, gaps } = buildRoot(plainFiles(tree, { symlinks: 'follow' }), '');
  return {
    text: printYamlDocuments(resources.map(({ node }) => node)),
    problems: [...problems, ...gaps].map(({ code, message, fix }) => [code, message, fix].join(' | ')),
  };
}

const web = { 'web/kustomization.yaml': 'resources: [config.yaml]\n', 'web/config.yaml': config('web') };
const main = 'clone https://github.com/acme/bases?ref=v1';

test.each([
  ['with a marker', 'https://github.com/acme/bases//web?ref=v1'],
  ['of GitHub, without a marker', 'https://github.com/acme/bases/web?ref=v1'],
  ['of GitHub, without a scheme', 'github.com/acme/bases/web?ref=v1'],
  ['forced to git', 'git::https://github.com/acme/bases//web/?ref=v1&timeout=90s'],
  ['by its version', 'https://GitHub.com/acme/bases//web?version=v1'],
])('a remote base %s is built from what it refers to', (_, entry) => {
  expect(built({ 'kustomization.yaml': `resources: ["${entry}"]\nnamePrefix: eu-\n` }, { [main]: web })).toEqual({
    text: config('eu-web'),
    problems: [],
  });
});

test.each([
  ['by SSH', 'git@github.com:acme/bases.git//web?ref=v1', 'clone git@github.com:acme/bases.git?ref=v1'],
  ['by SSH, in the form of a URL', 'ssh://git@example.com/acme/bases//web', 'clone ssh://git@example.com/acme/bases'],
  ['of another host', 'https://example.com/acme/bases.git/web', 'clone https://example.com/acme/bases.git'],
  [
    'of Azure DevOps',
    'https://me@dev.azure.com/o/p/_git/bases/web?ref=main',
    'clone https://me@dev.azure.com/o/p/_git/bases?ref=main',
  ],
  [
    'without submodules',
    'https://example.com/acme/bases.git//web?submodules=false',
    'clone https://example.com/acme/bases.git without submodules',
  ],
])('a repository %s is known by what git is given', (_, entry, key) => {
  expect(built({ 'kustomization.yaml': `resources: ["${entry}"]\n` }, { [key]: web }).text).toBe(config('web'));
});

test('a file is downloaded, and so is one whose address may be a repository', () => {
  const urls = [
    'https://example.com/install.yaml',
    'https://github.com/acme/web/releases/latest/download/install.yaml',
    'https://example.com/files/config',
    'https://raw.example.com/a/b/v1/c.yaml',
  ];
  const files = Object.fromEntries(urls.map((url, index) => [`file ${url}`, config(`file-${index}`)]));
  const entries = urls.map((url) => `- ${url}\n`).join('');
  expect(built({ 'kustomization.yaml': `resources:\n${entries}` }, files).text).toBe(
    urls.map((_, index) => config(`file-${index}`)).join('---\n'),
  );
});

test('where there is no file at an address, it may be a repository', () => {
  const key = 'file https://example.com/acme/bases/web';
  const gone = { reason: 'example.com answers 404', remedy: 'Check the address.' };
  const elsewhere = { [key]: gone, 'clone https://example.com/acme/bases': web };
  expect(built({ 'kustomization.yaml': 'resources: [https://example.com/acme/bases/web]\n' }, elsewhere).text).toBe(
    config('web'),
  );
});

test('where a page stands at an address, it is a repository', () => {
  const page = {
    'file https://example.com/acme/bases/web': '<!DOCTYPE html>',
    'clone https://example.com/acme/bases': web,
  };
  const files = { 'kustomization.yaml': 'resources: [https://example.com/acme/bases/web]\n' };
  expect(built(files, page)).toEqual({ text: config('web'), problems: [] });
});

test.each(['https://github.com/acme/bases//web/config.yaml?ref=v1', 'github.com/acme/bases/web/config.yaml?ref=v1'])(
  'a file of a repository is no base, as kustomize has it: %s',
  (entry) => {
    const gone = { reason: 'github.com answers 404', remedy: 'Check the address.' };
    const files = { 'kustomization.yaml': `resources: ["${entry}"]\n` };
    expect(built(files, { [`file ${entry}`]: gone, [main]: web })).toEqual({
      text: '',
      problems: [
        `remote-base | "${entry}" is a remote URL; it is a file of a repository, where kustomize takes only a directory | Refer to the directory that holds it, or to the address that it is downloaded from.`,
      ],
    });
  },
);

test('a manifest is downloaded first, whatever its address asks for', () => {
  const url = 'https://example.com/acme/web/config.yaml?version=2';
  expect(built({ 'kustomization.yaml': `resources: ["${url}"]\n` }, { [`file ${url}`]: config('web') }).text).toBe(
    config('web'),
  );
});

test('a patch and the files of generators may be elsewhere too', () => {
  const kustomization = [
    'resources: [app.yaml]',
    'patches: [ { path: https://example.com/patch.yaml } ]',
    'configMapGenerator: [ { name: made, files: [ "key=https://example.com/key.txt" ], options: { disableNameSuffixHash: true } } ]',
  ].join('\n');
  expect(
    built(
      { 'kustomization.yaml': kustomization, 'app.yaml': config('app') },
      {
        'file https://example.com/patch.yaml': `${config('app')}data: { a: b }\n`,
        'file https://example.com/key.txt': 'value',
      },
    ),
  ).toEqual({
    text: [
      `apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: app\n`,
      'apiVersion: v1\ndata:\n  key: value\nkind: ConfigMap\nmetadata:\n  name: made\n',
    ].join('---\n'),
    problems: [],
  });
});

test('what is cloned may refer to more of itself, and to other repositories; links in it lead where they point', () => {
  const inner = {
    'a/kustomization.yaml': 'resources: [../b, "https://github.com/acme/deep//x?ref=2", link]\n',
    'b/kustomization.yaml': 'resources: [config.yaml]\n',
    'b/config.yaml': config('b'),
    'c/kustomization.yaml': 'resources: [config.yaml]\n',
    'c/config.yaml': config('c'),
    'a/link': { link: '../c' },
  };
  const deep = { 'x/kustomization.yaml': 'resources: [config.yaml]\n', 'x/config.yaml': config('x') };
  expect(
    built(
      { 'kustomization.yaml': 'resources: ["https://github.com/acme/bases//a?ref=v1"]\n' },
      { [main]: inner, 'clone https://github.com/acme/deep?ref=2': deep },
    ),
  ).toEqual({ text: ['b', 'c', 'x'].map(config).join('---\n'), problems: [] });
});

test.each<[string, Readonly<Record<string, Content>>, string]>([
  [
    'a directory of the repository that refers to it',
    { 'web/kustomization.yaml': 'resources: [../../secrets]\n' },
    'outside-repository | "../../secrets" is outside the repository | ',
  ],
  [
    'a file of it',
    { 'web/kustomization.yaml': 'resources: [../../own.yaml]\n' },
    'outside-repository | "../../own.yaml" is outside the repository | ',
  ],
  [
    'a file above its own kustomization',
    { 'web/kustomization.yaml': 'resources: [../up.yaml]\n', 'up.yaml': config('up') },
    'outside-repository | "../up.yaml" is not below the kustomization that names it, as it must be in what is cloned | ',
  ],
  [
    'a link that leads out of it',
    { 'web/kustomization.yaml': 'resources: [out]\n', 'web/out': { link: '../../own.yaml' } },
    'symlink | "out" is a symbolic link that points outside the repository | ',
  ],
])('what is cloned reaches no further than it may: %s', (_, remote, problem) => {
  const files = {
    'kustomization.yaml': 'resources: ["https://github.com/acme/bases//web?ref=v1"]\n',
    'own.yaml': config('own'),
    'secrets/kustomization.yaml': 'resources: [../own.yaml]\n',
  };
  expect(built(files, { [main]: remote })).toEqual({ text: '', problems: [problem] });
});

test('a submodule of what is cloned is not known, as kustomize would fetch it; why it was not had is said', () => {
  const remote = { 'web/kustomization.yaml': 'resources: [inner]\n', 'web/inner': { submodule: '0'.repeat(40) } };
  const files = { 'kustomization.yaml': 'resources: ["https://github.com/acme/bases//web?ref=v1"]\n' };
  const what =
    'remote-base | "inner" is a Git submodule of https://github.com/acme/bases//web/inner?ref=v1, whose content was not fetched';
  expect(built(files, { [main]: remote }).problems).toEqual([
    `${what} | Copy it into this repository, or refer to the repository of the submodule.`,
  ]);
  const lacking = { reason: 'its submodule web/inner (here.example/x) is not fetched', remedy: 'Check its address.' };
  expect(built(files, { [main]: remote }, lacking).problems).toEqual([
    `${what}: ${lacking.reason} | Check its address.`,
  ]);
});

test('what cannot be had is left out, with the reason and the remedy; what is there is built', () => {
  const gone = { reason: 'github.com answers 404', remedy: 'Check the address, or give credentials for it.' };
  const files = {
    'kustomization.yaml': 'resources: [app.yaml, "https://github.com/acme/bases//web?ref=v1"]\n',
    'app.yaml': config('app'),
  };
  expect(built(files, { [main]: gone })).toEqual({
    text: config('app'),
    problems: [
      'remote-base | "https://github.com/acme/bases//web?ref=v1" is a remote URL; github.com answers 404 | Check the address, or give credentials for it.',
    ],
  });
});

test('a directory that the repository does not have fails as it fails in the cluster', () => {
  const files = { 'kustomization.yaml': 'resources: ["https://github.com/acme/bases//wob?ref=v1"]\n' };
  expect(built(files, { [main]: web }).problems).toEqual([
    'not-found | "https://github.com/acme/bases//wob?ref=v1" does not exist | ',
  ]);
});

test('all that is elsewhere is asked for at once', () => {
  const entries = ['https://github.com/acme/bases//web?ref=v1', 'https://example.com/install.yaml', 'base'];
  const tree = {
    ...memoryTree({
      'kustomization.yaml': `resources:\n${entries.map((entry) => `- ${entry}\n`).join('')}`,
      'base/kustomization.yaml': 'resources: [https://example.com/other.yaml]\n',
    }),
    sources: new SourceTable(),
  };
  let asked: unknown;
  try {
    buildRoot(plainFiles(tree, { symlinks: 'follow' }), '');
  } catch (error) {
    asked = error instanceof Needs ? [...error.sources.keys()] : error;
  }
  expect(asked).toEqual([main, 'file https://example.com/install.yaml', 'file https://example.com/other.yaml']);
});

test('origins name the repository, the ref and the path in it', () => {
  const files = {
    'kustomization.yaml':
      'resources: ["https://github.com/acme/bases//web?ref=v1"]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n',
  };
  const remote = { ...web, 'web/kustomization.yaml': 'resources: [config.yaml]\nnamePrefix: eu-\n' };
  expect(built(files, { [main]: remote }).text).toBe(
    [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  annotations:',
      '    alpha.config.kubernetes.io/transformations: |',
      '      - repo: https://github.com/acme/bases',
      '        ref: v1',
      '        configuredIn: web/kustomization.yaml',
      '        configuredBy:',
      '          apiVersion: builtin',
      '          kind: PrefixTransformer',
      '    config.kubernetes.io/origin: |',
      '      path: web/config.yaml',
      '      repo: https://github.com/acme/bases',
      '      ref: v1',
      '  name: eu-web',
      '',
    ].join('\n'),
  );
});
