import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openFolder } from '../../src/disk/open-folder.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'blast-radius-disk-')));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('a folder in a git work tree', () => {
  beforeEach(() => {
    mkdirSync(join(folder, '.git'));
    write('clusters/test/kustomization.yaml', 'resources: [../../apps]');
    write('apps/one.yaml', 'kind: One');
    write('apps/two.yaml', 'kind: One');
  });

  test("the tree starts at the work tree's top and leaves out .git", () => {
    const opened = openFolder(join(folder, 'clusters/test'));
    expect([opened.root, opened.path]).toEqual([folder, 'clusters/test']);
    expect([...opened.tree.objects.directory(opened.tree.id).keys()].toSorted()).toEqual(['apps', 'clusters']);
  });

  test("files have git's ids, equal for equal content", () => {
    const { tree } = openFolder(folder);
    const files = plainFiles(tree, { symlinks: 'follow' });
    const id = execFileSync('git', ['hash-object', '--stdin'], { input: 'kind: One', encoding: 'utf8' }).trim();
    const [one, two] = [files.find('apps/one.yaml'), files.find('apps/two.yaml')];
    expect([one, two]).toEqual([
      { kind: 'file', path: 'apps/one.yaml', id },
      { kind: 'file', path: 'apps/two.yaml', id },
    ]);
    if (one.kind !== 'file') throw new Error('not found');
    expect(files.read(one)).toEqual({ kind: 'bytes', bytes: Buffer.from('kind: One') });
  });

  test('links are followed inside, absolute ones too, and not outside', () => {
    symlinkSync('../apps', join(folder, 'clusters/relative'));
    symlinkSync(join(folder, 'apps'), join(folder, 'clusters/absolute'));
    symlinkSync('/etc', join(folder, 'clusters/outside'));
    symlinkSync('nothing', join(folder, 'clusters/dangling'));
    const files = plainFiles(openFolder(folder).tree, { symlinks: 'follow' });
    expect(files.find('clusters/relative/one.yaml')).toMatchObject({ kind: 'file', path: 'apps/one.yaml' });
    expect(files.find('clusters/absolute/one.yaml')).toMatchObject({ kind: 'file', path: 'apps/one.yaml' });
    expect(files.find('clusters/outside/passwd')).toMatchObject({ kind: 'absent', why: 'symlink-outside' });
    expect(files.find('clusters/dangling')).toMatchObject({ kind: 'absent', why: 'not-found' });
  });

  test('a huge file is not read, a pipe is no file', () => {
    write('huge.yaml', '');
    truncateSync(join(folder, 'huge.yaml'), 11 * 1024 * 1024);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const files = plainFiles(openFolder(folder).tree, { symlinks: 'follow' });
    const huge = files.find('huge.yaml');
    if (huge.kind !== 'file') throw new Error('not found');
    expect(files.read(huge)).toEqual({ kind: 'too-large', size: 11 * 1024 * 1024 });
    expect(files.find('pipe')).toMatchObject({ kind: 'absent', why: 'not-found' });
  });

  test('names of any bytes are read', () => {
    const name = Buffer.concat([Buffer.from(`${folder}/grü\n`), Buffer.from([0xff]), Buffer.from('.yaml')]);
    writeFileSync(name, 'kind: Odd');
    write('grün/one.yaml', 'kind: One');
    const { tree } = openFolder(folder);
    const odd = [...tree.objects.directory(tree.id)].find(
      ([entry]) => entry.startsWith('gr') && entry.endsWith('yaml'),
    );
    expect(tree.objects.blob(odd?.[1].id ?? '')).toEqual({ kind: 'bytes', bytes: Buffer.from('kind: Odd') });
    expect(plainFiles(tree, { symlinks: 'follow' }).find('grün/one.yaml').kind).toBe('file');
  });
});

test('outside of git the tree is the whole volume, read only where it is asked for', () => {
  write('base/one.yaml', 'kind: One');
  write('overlay/kustomization.yaml', 'resources: [../base]');
  symlinkSync(join(folder, 'base'), join(folder, 'overlay/absolute'));
  const opened = openFolder(join(folder, 'overlay'));
  const files = plainFiles(opened.tree, { symlinks: 'follow' });
  expect([opened.root, `/${opened.path}`]).toEqual(['/', join(folder, 'overlay')]);
  expect(files.find(`${opened.path}/absolute/one.yaml`)).toMatchObject({
    path: join(folder, 'base/one.yaml').slice(1),
  });
});

test('what is no folder is refused by name', () => {
  write('file', '');
  expect(() => openFolder(join(folder, 'nothing'))).toThrow(`there is no folder ${join(folder, 'nothing')}`);
  expect(() => openFolder(join(folder, 'file'))).toThrow('is a file; give the folder that contains it');
});
