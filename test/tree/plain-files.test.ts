import { describe, expect, test } from '@jest/globals';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive, NotBroughtError } from '../../src/tree/objects/drive.ts';
import { memoryTree } from './memory-tree.ts';

const repository = memoryTree({
  'apps/base/kustomization.yaml': 'resources: [deployment.yaml]',
  'apps/base/deployment.yaml': 'kind: Deployment',
  'apps/common': { link: 'base' },
  'apps/chained': { link: './/common/' },
  'apps/loop': { link: 'loop/x' },
  'clusters/test/apps': { link: '../../apps' },
  'clusters/test/out': { link: '../../../etc' },
  'clusters/test/absolute': { link: '/etc/passwd' },
  'clusters/test/dangling': { link: '../nothing' },
  'clusters/test/root': { link: '../..' },
  'vendored/chart': { submodule: '1'.repeat(40) },
});

describe('following links, as kustomize on a folder', () => {
  const files = plainFiles(repository, { symlinks: 'follow' });

  test.each([
    ['apps/base/deployment.yaml', 'file', 'apps/base/deployment.yaml'],
    ['apps/common/deployment.yaml', 'file', 'apps/base/deployment.yaml'],
    ['clusters/test/apps/chained/deployment.yaml', 'file', 'apps/base/deployment.yaml'],
    ['clusters/test/apps/chained', 'directory', 'apps/base'],
    ['clusters/test/root', 'directory', ''],
    ['', 'directory', ''],
    ['vendored/chart/values.yaml', 'submodule', 'vendored/chart'],
  ])('%s is the %s %s', (path, kind, real) => {
    expect(files.find(path)).toMatchObject({ kind, path: real });
  });

  test.each([
    ['apps/Base/deployment.yaml', 'not-found', 'apps/Base/deployment.yaml'],
    ['apps/base/deployment.yaml/x', 'not-a-directory', 'apps/base/deployment.yaml/x'],
    ['apps/common/nothing.yaml', 'not-found', 'apps/base/nothing.yaml'],
    ['clusters/test/dangling', 'not-found', 'clusters/nothing'],
    ['clusters/test/absolute', 'symlink-outside', 'clusters/test/absolute'],
    ['apps/loop', 'symlink-loop', expect.stringMatching(/^apps\/loop/)],
  ])('%s is absent: %s', (path, why, real) => {
    expect(files.find(path)).toEqual({ kind: 'absent', path: real, why });
  });

  test('a link above the root leads outside', () => {
    expect(files.find('clusters/test/out/passwd')).toMatchObject({ kind: 'absent', why: 'symlink-outside' });
  });
});

describe("links left out, as in Flux's artifact", () => {
  const files = plainFiles(repository, { symlinks: 'absent' });

  test('a link, and what it would lead to, is absent', () => {
    const link = { kind: 'absent', path: 'clusters/test/apps/base', why: 'symlink' };
    expect(files.find('clusters/test/apps/base')).toEqual(link);
  });

  test('a file is read, a directory listed', () => {
    const file = files.find('apps/base/deployment.yaml');
    const directory = files.find('apps/base');
    if (file.kind !== 'file' || directory.kind !== 'directory') throw new Error('not found');
    expect(files.read(file)).toEqual({ kind: 'bytes', bytes: Buffer.from('kind: Deployment') });
    expect([...files.list(directory).keys()]).toEqual(['kustomization.yaml', 'deployment.yaml']);
  });
});

describe('driving a pure function', () => {
  const lazy = memoryTree({ 'a/b/c.yaml': 'c' }, { lazy: true });
  const read = () => plainFiles(lazy, { symlinks: 'absent' }).find('a/b/c.yaml').kind;

  test('fetches what it needs and runs it again', async () => {
    const fetched: number[] = [];
    const kind = await drive(async (ids) => {
      fetched.push(ids.size);
      lazy.bring(ids);
    }, read);
    expect([kind, fetched]).toEqual(['file', [1, 1, 1]]);
  });

  test('ends where fetching brings nothing', async () => {
    const empty = memoryTree({ a: 'a' }, { lazy: true });
    const run = drive(
      async () => undefined,
      () => plainFiles(empty, { symlinks: 'absent' }).find('a'),
    );
    await expect(run).rejects.toEqual(new NotBroughtError([empty.id]));
  });

  test('passes on other errors', async () => {
    const broken = drive(
      async () => undefined,
      () => {
        throw new TypeError('broken');
      },
    );
    await expect(broken).rejects.toThrow(TypeError);
  });
});
