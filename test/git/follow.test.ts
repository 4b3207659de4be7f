import { afterAll, afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import { readFiles } from './read-files.ts';
import { type Contents, removeTempFolders, type TempRepository, tempRepository } from './temp-repository.ts';

const opened: GitRepository[] = [];

function open(repository: TempRepository, format: 'sha1' | 'sha256' = 'sha1'): GitRepository {
  const opening = new GitRepository(`${repository.path}/.git`, format);
  opened.push(opening);
  return opening;
}

afterEach(async () => {
  for (const repository of opened.splice(0)) await repository.close();
});
afterAll(removeTempFolders);

/** Follows from one commit to the next, and reads the last: with what was told of the change, and without. */
async function followed(repository: TempRepository, commits: readonly string[], format: 'sha1' | 'sha256' = 'sha1') {
  const [objects, fresh] = [open(repository, format), open(repository, format)];
  const trees = await Promise.all(commits.map((commit) => objects.treeOf(commit)));
  await readFiles(objects, commits[0] ?? '');
  for (const [index, tree] of trees.slice(1).entries()) await objects.session().follow(trees[index] ?? '', tree);
  const before = objects.counters;
  const last = commits.at(-1) ?? '';
  const files = await readFiles(objects, last);
  expect(files).toEqual(await readFiles(fresh, last));
  return { files, read: objects.counters.objects - before.objects, bytes: objects.counters.bytes };
}

const before: Contents = {
  'apps/a.yaml': '1',
  'apps/b.yaml': '1',
  'apps/gone.yaml': '1',
  'apps/file-then-folder': '1',
  'apps/folder-then-file/x.yaml': '1',
  'names/gr\u00c3\u00bc\u00c3\u009fe.yaml': '4',
  'names/odd\u00ff.yaml': '5',
  'names/new\nline.yaml': '2',
  'run.sh': '#!/bin/sh',
  'vendor/chart': { submodule: '1234567890'.repeat(4) },
  link: { link: 'run.sh' },
  'untouched/deep/x.yaml': '1',
};
const after: Contents = {
  'apps/a.yaml': '2',
  'apps/b.yaml': '1',
  'apps/b.yaml.more': 'sorts between',
  'apps/file-then-folder/x.yaml': '1',
  'apps/folder-then-file': '1',
  'apps/new/deep/er.yaml': 'new',
  'names/gr\u00c3\u00bc\u00c3\u009fe.yaml': '6',
  'names/odd\u00ff.yaml': '7',
  'names/odd\u00fe.yaml': '8',
  'names/new\nline.yaml': '3',
  'run.sh': { executable: '#!/bin/sh' },
  'vendor/chart': { submodule: '0987654321'.repeat(4) },
  link: { link: 'link-too' },
  'link-too': 'x',
  'untouched/deep/x.yaml': '1',
};

test.each(['sha1', 'sha256'] as const)('what is new, gone, changed, of another kind or mode: in %s', async (format) => {
  const submodule = (digit: string) => ({ submodule: digit.repeat(format === 'sha1' ? 40 : 64) });
  const repository = tempRepository(format === 'sha1' ? [] : ['--object-format=sha256']);
  const commits = [
    repository.commit({ ...before, 'vendor/chart': submodule('1') }),
    repository.commit({ ...after, 'vendor/chart': submodule('2') }),
  ];
  const { files, read } = await followed(repository, commits, format);
  expect(Object.keys(files)).toHaveLength(15);
  // No directory; and of the files only the three new ones that are no manifests.
  expect(read).toBe(3);
});

test('one file among thousands costs what it is itself', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [`apps/app-${index}.yaml`, `n: ${index}`]),
  );
  const repository = tempRepository();
  const first = repository.commit(many);
  const { bytes: all } = await followed(repository, [first, first]);
  const { read, bytes } = await followed(repository, [
    first,
    repository.commit({ ...many, 'apps/app-7.yaml': 'n: 8' }),
  ]);
  expect(read).toBe(0);
  expect(bytes - all).toBeLessThan(1500);
});

test('random histories read as they are', async () => {
  const path = fc.array(fc.constantFrom('a', 'b', 'a.b', 'a-b', 'c'), { minLength: 1, maxLength: 3 });
  const edits = fc.array(fc.tuple(path, fc.constantFrom('1', '2', '3')), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { minLength: 2, maxLength: 4 }), async (history) => {
      const repository = tempRepository();
      const commits = history.map((each) => repository.commit(filesOf(each)));
      const { files } = await followed(repository, commits);
      expect(files).toEqual(filesOf(history.at(-1) ?? []));
    }),
    { numRuns: 40 },
  );
});

test('where git cannot compare, what is wrong is said by whoever reads', async () => {
  const repository = tempRepository();
  const commit = repository.commit({ a: '1' });
  const objects = open(repository);
  const tree = await objects.treeOf(commit);
  await readFiles(objects, commit);
  await objects.session().follow(tree, 'f'.repeat(40));
  await expect(readFiles(objects, 'f'.repeat(40))).rejects.toMatchObject({ code: 'missing-object' });
  expect(await readFiles(objects, commit)).toEqual({ a: '1' });
});

/** A path that goes on below a file of another one gives way to it. */
function filesOf(edits: readonly (readonly [readonly string[], string])[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [parts, text] of edits) {
    const path = parts.join('/');
    const isInTheWay = Object.keys(files).some((other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`));
    if (!isInTheWay) files[path] = text;
  }
  return files;
}
