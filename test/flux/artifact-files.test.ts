import { expect, test } from '@jest/globals';
import { artifactFiles } from '../../src/flux/artifact/artifact-files.ts';
import { artifactFilter } from '../../src/flux/artifact/artifact-filter.ts';
import type { Files } from '../../src/tree/files/files.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const paths = [
  'apps/a.yaml',
  'apps/charts/x/templates/t.yaml',
  'apps/charts/x/values.yaml',
  'apps/logo.png',
  'apps/.sops.yaml',
  '.github/blast-radius.yml',
  'docs/example.yaml',
  'docs/keep/example.yaml',
  'team/tests/deep/t.yaml',
];

const artifact = (ignores: Readonly<Record<string, string>>, ignore = ''): readonly string[] => {
  const tree = memoryTree({ ...Object.fromEntries(paths.map((path) => [path, 'a: 1\n'])), ...ignores });
  const files = artifactOf(tree, ignore);
  return paths.filter((path) => files.find(path).kind === 'file');
};

const byDefault = paths.filter(
  (path) => !['apps/logo.png', 'apps/.sops.yaml', '.github/blast-radius.yml'].includes(path),
);

test.each([
  ['nothing said: pictures, CI files and SOPS settings are left out', {}, '', byDefault],
  ['a comment and an empty line say nothing', { '.sourceignore': '# docs\n\n \t\n' }, '', byDefault],
  ['one pattern, and nothing is left out by default', { '.sourceignore': 'nowhere/\n' }, '', paths],
  ['also one of the source', {}, 'nowhere', paths],
  ['also one far from what it brings back', { 'team/tests/.sourceignore': 'nowhere\n' }, '', paths],
  ['also one that includes', { 'docs/.sourceignore': '!nothing\n' }, '', paths],
  ['also a mark alone', { '.sourceignore': '!\n' }, '', paths],
  ['also what is a comment no more behind a byte order mark', { '.sourceignore': '\ufeff# docs\n' }, '', paths],
  [
    'a name leaves out files and directories of that name everywhere',
    { '.sourceignore': 'tests\n' },
    '',
    without('team/'),
  ],
  [
    'a name with a slash behind it leaves out directories only',
    { '.sourceignore': 'a.yaml/\ndocs/\n' },
    '',
    without('docs/'),
  ],
  [
    'a path starts where its file lies',
    { 'apps/.sourceignore': '/charts/*/templates\n' },
    '',
    without('apps/charts/x/templates'),
  ],
  ['two stars skip directories', { '.sourceignore': '**/deep/*.yaml\n' }, '', without('team/')],
  [
    'a later line brings back what an earlier one left out',
    { '.sourceignore': 'docs/*\n!docs/keep\n' },
    '',
    without('docs/example.yaml'),
  ],
  ['the source’s own list comes last', { '.sourceignore': 'docs/\n' }, '!docs/keep/\n', without('docs/example.yaml')],
])('%s', (_, ignores, ignore, kept) => {
  expect([...artifact(ignores, ignore)].sort()).toEqual([...kept].sort());
});

test.each([
  ['app-[!1].yaml', ['app-1.yaml', 'app-!.yaml']],
  ['app-[^1].yaml', ['app-2.yaml', 'app-!.yaml', 'app-].yaml']],
  ['app-[0-9].yaml', ['app-1.yaml', 'app-2.yaml']],
  ['app-[2\\]].yaml', ['app-2.yaml', 'app-].yaml']],
  ['app-[].yaml', []],
  ['app-[1', []],
  ['app-{1,2}.yaml', []],
  ['app-+(1).yaml', []],
  ['*-?.yaml', ['app-1.yaml', 'app-2.yaml', 'app-!.yaml', 'app-].yaml']],
  ['app-\\!.yaml', ['app-!.yaml']],
])('%s names what Go’s filepath.Match says', (pattern, ignored) => {
  const names = ['app-1.yaml', 'app-2.yaml', 'app-!.yaml', 'app-].yaml'];
  const tree = memoryTree({
    '.sourceignore': `${pattern}\n`,
    ...Object.fromEntries(names.map((name) => [`apps/${name}`, ''])),
  });
  const files = artifactOf(tree);
  expect(names.filter((name) => files.find(`apps/${name}`).kind === 'absent')).toEqual(ignored);
});

test.each([
  ['a space behind a backslash belongs to the name', 'a\\ ', ['a ']],
  ['two do not', 'a\\  ', []],
  ['a carriage return does not', 'b\r', ['b']],
  ['a line of 64 KiB ends the list', `b\n${'x'.repeat(65_536)}\na `, ['b']],
])('%s', (_, ignore, ignored) => {
  const files = artifactOf(memoryTree({ 'a ': '', b: '' }), ignore);
  expect(['a ', 'b'].filter((name) => files.find(name).kind === 'absent')).toEqual(ignored);
});

test('files of version control stay left out, unless a pattern includes them', () => {
  const tree = memoryTree({ '.gitattributes': '', '.gitignore': '', 'a.zip': '' });
  const found = (ignore: string) =>
    [...tree.objects.directory(tree.id).keys()].filter((name) => {
      return artifactOf(tree, ignore).find(name).kind === 'file';
    });
  expect([found(''), found('x'), found('!.gitignore')]).toEqual([[], ['a.zip'], ['.gitignore', 'a.zip']]);
});

test('a directory is listed without what is left out of it', () => {
  const tree = memoryTree({ 'apps/a.yaml': '', 'apps/logo.png': '' });
  const files = artifactOf(tree);
  const apps = files.find('apps');
  expect(apps.kind === 'directory' && [...files.list(apps).keys()]).toEqual(['a.yaml']);
});

function artifactOf(tree: RepoTree, ignore = ''): Files {
  const files = plainFiles(tree, { symlinks: 'absent' });
  return artifactFiles(files, artifactFilter(sourceWith({ ignore }), files));
}

function sourceWith(spec: unknown) {
  const { documents } = parseYaml(new Source(JSON.stringify({ spec })));
  const [node] = documents;
  return node instanceof Mapping ? { node } : undefined;
}

function without(prefix: string): readonly string[] {
  return paths.filter((path) => !path.startsWith(prefix));
}
