import { expect, test } from '@jest/globals';
import { artifactFiles } from '../../src/flux/artifact/artifact-files.ts';
import { WHOLE_REPOSITORY } from '../../src/flux/artifact/artifact-filter.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
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
  const files = artifactFiles(plainFiles(tree, { symlinks: 'absent' }), { ...WHOLE_REPOSITORY, ignore });
  return paths.filter((path) => files.find(path).kind === 'file');
};

const plain = paths.filter((path) => !['apps/logo.png', 'apps/.sops.yaml', '.github/blast-radius.yml'].includes(path));

test.each([
  ['nothing said: pictures, CI files and SOPS settings are left out', {}, '', plain],
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
  ['what is left out by default can be brought back', { '.sourceignore': '!*.png\n' }, '', [...plain, 'apps/logo.png']],
  ['a comment and an empty line say nothing', { '.sourceignore': '# docs\n\n' }, '', plain],
  ['the source’s own list comes last', { '.sourceignore': 'docs/\n' }, '!docs/keep/\n', without('docs/example.yaml')],
])('%s', (_, ignores, ignore, kept) => {
  expect([...artifact(ignores, ignore)].sort()).toEqual([...kept].sort());
});

test('a directory is listed without what is left out of it', () => {
  const tree = memoryTree({ 'apps/a.yaml': '', 'apps/logo.png': '' });
  const files = artifactFiles(plainFiles(tree, { symlinks: 'absent' }), WHOLE_REPOSITORY);
  const apps = files.find('apps');
  expect(apps.kind === 'directory' && [...files.list(apps).keys()]).toEqual(['a.yaml']);
});

function without(prefix: string): readonly string[] {
  return plain.filter((path) => !path.startsWith(prefix));
}
