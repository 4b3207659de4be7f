import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalClone, openLocalClone } from '../../src/git/clone/local-clone.ts';
import { readFiles } from './read-files.ts';
import { snapshot } from './snapshot.ts';
import {
  type Contents,
  git,
  removeTempFolders,
  type TempRepository,
  tempFolder,
  tempRepository,
} from './temp-repository.ts';

let repository: TempRepository;
let clone: LocalClone;

beforeEach(() => {
  repository = tempRepository();
});
afterEach(() => clone.close());
afterAll(removeTempFolders);

async function checkedOut(contents: Contents): Promise<void> {
  repository.commit(contents);
  repository.git('checkout', '--quiet', '--force', 'main');
  clone = await openLocalClone(repository.path);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository.path, path)), { recursive: true });
  writeFileSync(join(repository.path, path), text);
}

async function files(): Promise<Record<string, string>> {
  return readFiles(clone.repository, await clone.workTree());
}

test('a clean work tree is the commit itself, by id', async () => {
  await checkedOut({ 'a.yaml': 'a', 'dir/b.yaml': 'b', link: { link: 'a.yaml' }, run: { executable: 'x' } });
  expect(await clone.workTree()).toBe(repository.git('rev-parse', 'HEAD^{tree}'));
});

test('modified, deleted, new, ignored, linked and executable files, and nothing of the clone is touched', async () => {
  await checkedOut({ 'a.yaml': 'a', 'gone.yaml': 'g', 'same.yaml': 's', run: 'x', '.gitignore': '*.log\n' });
  write('a.yaml', 'A');
  write('new/names\n"\'-\u00fc.yaml', 'n');
  write('debug.log', 'ignored');
  write('private', 'excluded');
  writeFileSync(join(repository.path, '.git/info/exclude'), 'private\n');
  symlinkSync('a.yaml', join(repository.path, 'link'));
  chmodSync(join(repository.path, 'run'), 0o755);
  rmSync(join(repository.path, 'gone.yaml'));
  const untouched = snapshot(repository.path);
  expect(await files()).toEqual({
    'a.yaml': 'A',
    'same.yaml': 's',
    run: 'x',
    '.gitignore': '*.log\n',
    'new/names\n"\'-\u00fc.yaml': 'n',
    link: '-> a.yaml',
  });
  expect(snapshot(repository.path)).toEqual(untouched);
  repository.git('add', '--all');
  expect(await clone.workTree()).toBe(repository.git('write-tree'));
});

test('files become directories and links, directories become files and links', async () => {
  await checkedOut({ file: '1', linked: '2', 'dir/a': '3', 'away/b': '4', 'other/b': '5' });
  for (const name of ['file', 'linked', 'dir', 'away']) rmSync(join(repository.path, name), { recursive: true });
  write('file/inside', '6');
  symlinkSync('other', join(repository.path, 'linked'));
  write('dir', '7');
  symlinkSync('other', join(repository.path, 'away'));
  expect(await files()).toEqual({ 'file/inside': '6', linked: '-> other', dir: '7', away: '-> other', 'other/b': '5' });
});

test('what is staged counts as far as it still stands there', async () => {
  await checkedOut({ 'a.yaml': 'a' });
  write('staged.yaml', 's');
  write('undone.yaml', 'u');
  repository.git('add', '--all');
  rmSync(join(repository.path, 'undone.yaml'));
  write('intended.yaml', 'i');
  repository.git('add', '--intent-to-add', 'intended.yaml');
  expect(await files()).toEqual({ 'a.yaml': 'a', 'staged.yaml': 's', 'intended.yaml': 'i' });
});

test('a merge in progress is read with its markers', async () => {
  await checkedOut({ 'a.yaml': '1' });
  const fork = repository.git('rev-parse', 'HEAD');
  repository.commit({ 'a.yaml': '2' }, { branch: 'feature', parents: [fork] });
  write('a.yaml', '3');
  repository.git('commit', '--quiet', '--all', '--message=3');
  expect(() => repository.git('merge', 'feature')).toThrow();
  expect((await files())['a.yaml']).toContain('<<<<<<< HEAD');
});

test('a change of the same size in the same instant is seen', async () => {
  await checkedOut({ 'a.yaml': 'aaaa' });
  write('a.yaml', 'bbbb');
  repository.git('add', '--all');
  write('a.yaml', 'cccc');
  expect(await files()).toEqual({ 'a.yaml': 'cccc' });
});

test('from a folder below, a linked work tree, and with a split index', async () => {
  await checkedOut({ 'dir/a.yaml': 'a' });
  repository.git('update-index', '--split-index');
  write('dir/b.yaml', 'b');
  expect(await files()).toEqual({ 'dir/a.yaml': 'a', 'dir/b.yaml': 'b' });
  await clone.close();
  const linked = join(tempFolder(), 'linked');
  repository.git('worktree', 'add', '--quiet', '--detach', linked);
  writeFileSync(join(linked, 'dir/a.yaml'), 'linked');
  clone = await openLocalClone(join(linked, 'dir'));
  expect(await files()).toEqual({ 'dir/a.yaml': 'linked' });
});

test('submodules are their commit, other repositories inside are left out', async () => {
  const other = tempRepository();
  const commit = other.commit({ x: 'x' });
  await checkedOut({ 'a.yaml': 'a', 'lib/sub': { submodule: commit } });
  rmSync(join(repository.path, 'lib/sub'), { recursive: true, force: true });
  git('/', ['clone', '--quiet', other.path, join(repository.path, 'lib/sub')]);
  git('/', ['clone', '--quiet', other.path, join(repository.path, 'stray')]);
  expect(await files()).toEqual({ 'a.yaml': 'a', 'lib/sub': `submodule ${commit}` });
});

test('a repository without a commit has files all the same, in SHA-256 too', async () => {
  repository = tempRepository(['--object-format=sha256']);
  write('a.yaml', 'a');
  clone = await openLocalClone(repository.path);
  expect(await files()).toEqual({ 'a.yaml': 'a' });
});

test('a bare repository has no files to read', async () => {
  repository.commit({ a: 'a' });
  const bare = join(tempFolder(), 'bare');
  repository.git('clone', '--quiet', '--bare', '.', bare);
  clone = await openLocalClone(bare);
  await expect(clone.workTree()).rejects.toMatchObject({ code: 'no-work-tree' });
});
