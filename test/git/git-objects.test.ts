import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type LocalClone, openLocalClone } from '../../src/git/clone/local-clone.ts';
import { objectCache } from '../../src/git/objects/object-cache.ts';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { readFiles } from './read-files.ts';
import { git, removeTempFolders, type TempRepository, tempFolder, tempRepository } from './temp-repository.ts';

const clones: LocalClone[] = [];

async function open(folder: string, options: Parameters<typeof openLocalClone>[1] = {}): Promise<LocalClone> {
  const clone = await openLocalClone(folder, options);
  clones.push(clone);
  return clone;
}

afterEach(async () => {
  for (const clone of clones.splice(0)) await clone.close();
});
afterAll(removeTempFolders);

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
const everything = {
  'plain.yaml': 'kind: Plain\r\n',
  'empty.yaml': '',
  'a/run.sh': { executable: '#!/bin/sh' },
  'a/deep/er/file.yaml': 'deep',
  'a/link': { link: '../plain.yaml' },
  'vendor/chart': { submodule: '1234567890'.repeat(4) },
  'big.bin': pointer,
  '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text',
  'names/-dash': '1',
  'names/new\nline': '2',
  'names/"quoted"\\': '3',
  'names/gr\u00c3\u00bc\u00c3\u009fe.yaml': '4',
  'names/odd\u00ff.yaml': '5',
  'names/ space ': '6',
} as const;
const expected = {
  'plain.yaml': 'kind: Plain\r\n',
  'empty.yaml': '',
  'a/run.sh': '#!/bin/sh',
  'a/deep/er/file.yaml': 'deep',
  'a/link': '-> ../plain.yaml',
  'vendor/chart': `submodule ${'1234567890'.repeat(4)}`,
  'big.bin': pointer,
  '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text',
  'names/-dash': '1',
  'names/new\nline': '2',
  'names/"quoted"\\': '3',
  'names/grüße.yaml': '4',
  'names/odd\udcff.yaml': '5',
  'names/ space ': '6',
};

describe('every file of a commit is read as it is', () => {
  async function read(folder: string, commit: string): Promise<Record<string, string>> {
    return readFiles((await open(folder)).repository, commit);
  }

  test('from loose objects', async () => {
    const repository = tempRepository();
    expect(await read(repository.path, repository.commit(everything))).toEqual(expected);
  });

  test('from packs with deltas, in a bare mirror', async () => {
    const repository = tempRepository();
    repository.commit({ ...everything, 'plain.yaml': 'kind: Plain\nfirst: true\n' });
    const commit = repository.commit(everything);
    repository.git('repack', '-adfq');
    const mirror = join(tempFolder(), 'mirror.git');
    repository.git('clone', '--quiet', '--mirror', '.', mirror);
    expect(await read(mirror, commit)).toEqual(expected);
  });

  test("from another repository's objects, of alternates in a folder with an odd name", async () => {
    const odd = join(tempFolder(), 'a "b"\nc:d\\é');
    const repository = tempRepository();
    const commit = repository.commit(everything);
    git('/', ['clone', '--quiet', '--shared', repository.path, odd]);
    expect(await read(odd, commit)).toEqual(expected);
  });

  test('from a linked work tree', async () => {
    const repository = tempRepository();
    const commit = repository.commit(everything);
    const linked = join(tempFolder(), 'linked');
    repository.git('worktree', 'add', '--quiet', '--no-checkout', '--detach', linked, commit);
    expect(await read(linked, commit)).toEqual(expected);
  });

  test('from a shallow clone', async () => {
    const repository = tempRepository();
    repository.commit({ first: '1' });
    const commit = repository.commit(everything);
    const shallow = join(tempFolder(), 'shallow');
    git('/', ['clone', '--quiet', '--no-checkout', '--depth=1', `file://${repository.path}`, shallow]);
    expect(await read(shallow, commit)).toEqual(expected);
  });

  test('in SHA-256', async () => {
    const repository = tempRepository(['--object-format=sha256']);
    const { 'vendor/chart': _, ...others } = everything;
    const { 'vendor/chart': __, ...read256 } = expected;
    const commit = repository.commit(others);
    expect(commit).toHaveLength(64);
    expect(await read(repository.path, commit)).toEqual(read256);
  });
});

describe('what is not given', () => {
  test('a huge blob is told by its size', async () => {
    const repository = tempRepository();
    const commit = repository.commit({ 'huge.yaml': Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'small.yaml': 's' });
    const { repository: objects } = await open(repository.path);
    expect(await readFiles(objects, commit)).toEqual({ 'huge.yaml': 'too large: 10485761', 'small.yaml': 's' });
    expect(objects.counters.bytes).toBeLessThan(1000);
  });

  test('the limit is for blobs, and prefetching has one of its own', async () => {
    const repository = tempRepository();
    const names = Array.from({ length: 3000 }, (_, index) => [`many/a-file-with-a-long-name-${index}`, 'x']);
    const commit = repository.commit({ ...Object.fromEntries(names), 'above.yaml': 'y'.repeat(100_000) });
    const { repository: objects } = await open(repository.path);
    const files = await readFiles(objects, commit);
    expect([Object.keys(files).length, files['above.yaml']?.length]).toEqual([3001, 100_000]);
  });

  test('blobs that a partial clone lacks are missing, and nothing is fetched for them', async () => {
    const repository = tempRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const commit = repository.commit({ 'a.yaml': 'a', 'b/c.yaml': 'c' });
    const partial = join(tempFolder(), 'partial');
    git('/', ['clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repository.path}`, partial]);
    const { repository: objects } = await open(partial);
    expect(await readFiles(objects, commit)).toEqual({ 'a.yaml': 'missing', 'b/c.yaml': 'missing' });
    expect(git(partial, ['rev-list', '--objects', '--all', '--missing=print']).match(/^\?/gm)).toHaveLength(2);
  });

  test('a directory that is not there is an error, not an empty directory', async () => {
    const repository = tempRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const commit = repository.commit({ 'a.yaml': 'a' });
    const partial = join(tempFolder(), 'partial');
    git('/', ['clone', '-q', '--no-checkout', '--filter=tree:0', `file://${repository.path}`, partial]);
    const { repository: objects } = await open(partial);
    await expect(readFiles(objects, commit)).rejects.toMatchObject({
      code: 'missing-object',
      message: expect.stringContaining('is not in this clone: it is partial or damaged'),
    });
  });

  test('a damaged blob is missing, and the next one is read all the same', async () => {
    const repository = tempRepository();
    const commit = repository.commit({ 'a.yaml': 'a', 'b.yaml': 'b' });
    damage(repository, repository.git('rev-parse', `${commit}:a.yaml`));
    const { repository: objects } = await open(repository.path, {
      prefetch: { levels: 0, objects: 0, objectsEach: 0, bytes: 0, blob: 0 },
    });
    const session = objects.session();
    const files = plainFiles(await objects.tree(commit, session), { symlinks: 'follow' });
    const read = (path: string) =>
      drive(session.fetch, () => {
        const found = files.find(path);
        return found.kind === 'file' ? files.read(found).kind : found.kind;
      });
    expect(await read('a.yaml')).toBe('missing');
    expect(await read('b.yaml')).toBe('bytes');
  });

  test.each([
    ['..', 'holds the entry ".."'],
    ['a/b', 'holds the entry "a/b"'],
  ])('a directory with the entry %s, which only a forger writes, is corrupt', async (name, reason) => {
    const repository = tempRepository();
    const blob = git(repository.path, ['hash-object', '-w', '--stdin'], 'x');
    const entry = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
    const tree = git(repository.path, ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], entry);
    const { repository: objects } = await open(repository.path);
    await expect(readFiles(objects, tree)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining(reason),
    });
  });

  test('what is no commit names no tree', async () => {
    const repository = tempRepository();
    const commit = repository.commit({ 'a.yaml': 'a' });
    repository.git('tag', '-a', '-m', 't', 'one', commit);
    repository.git('tag', '-a', '-m', 't', 'two', 'one');
    const { repository: objects } = await open(repository.path);
    const tree = repository.git('rev-parse', 'main^{tree}');
    expect(await objects.treeOf(repository.git('rev-parse', 'two'))).toBe(tree);
    const blob = repository.git('rev-parse', 'main:a.yaml');
    await expect(objects.treeOf(blob)).rejects.toMatchObject({ code: 'not-a-tree' });
    await expect(objects.treeOf('f'.repeat(40))).rejects.toMatchObject({ code: 'missing-object' });
    await expect(objects.treeOf('main\ncontents x')).rejects.toMatchObject({ code: 'missing-object' });
  });
});

describe('the process that reads', () => {
  test('is replaced when it dies', async () => {
    const repository = tempRepository();
    const commit = repository.commit(everything);
    const { repository: objects } = await open(repository.path, { cache: objectCache(1) });
    expect(await readFiles(objects, commit)).toEqual(expected);
    for (const child of children(objects)) process.kill(child, 'SIGKILL');
    expect(await readFiles(objects, commit)).toEqual(expected);
  });

  test('ends when the repository is closed, with all it wrote', async () => {
    const repository = tempRepository();
    const commit = repository.commit(everything);
    const clone = await openLocalClone(repository.path);
    await readFiles(clone.repository, commit);
    const { scratch } = clone.repository;
    await clone.close();
    expect(() => readdirSync(scratch)).toThrow('ENOENT');
    await expect(clone.repository.treeOf('f'.repeat(40))).rejects.toMatchObject({ code: 'closed' });
  });

  test('that was killed leaves nothing for long: the next one removes it', async () => {
    const scratchOf = async () => (await open(tempRepository().path)).repository.scratch;
    const { pid } = spawnSync('true');
    const living = await scratchOf();
    const dead = living.replace(`-${process.pid}-`, `-${pid}-`);
    mkdirSync(join(dead, 'objects'), { recursive: true });
    const next = await scratchOf();
    expect([living, dead, next].map(existsSync)).toEqual([true, false, true]);
  });

  test('that can not be started says so', async () => {
    const folder = tempFolder();
    const { PATH } = process.env;
    const objects = new GitRepository(folder, 'sha1');
    try {
      process.env.PATH = folder;
      await expect(objects.treeOf('f'.repeat(40))).rejects.toMatchObject({ code: 'git-missing' });
    } finally {
      process.env.PATH = PATH;
      await objects.close();
    }
  });
});

describe('what reading costs', () => {
  function fleet(apps: number): TempRepository {
    const files = Array.from({ length: apps }, (_, app) => [
      [`apps/app-${app}/kustomization.yaml`, `resources: [deployment.yaml] # ${app}`],
      [`apps/app-${app}/deployment.yaml`, `kind: Deployment # ${app}`],
      [`apps/app-${app}/settings.ini`, `input = ${app}`],
    ]);
    const repository = tempRepository();
    repository.commit(Object.fromEntries(files.flat()));
    return repository;
  }

  /** Reads a file of a directory that stands in another one. */
  async function readBelow(
    repository: TempRepository,
    home: string,
    name: string,
    file: string,
    options: Parameters<typeof openLocalClone>[1] = {},
  ) {
    const { repository: objects } = await open(repository.path, options);
    const session = objects.session();
    const root = repository.git('rev-parse', `main:${home}`);
    let runs = 0;
    const kind = await drive(session.fetch, () => {
      runs += 1;
      const directory = session.objects.directory(session.objects.directory(root).get(name)?.id ?? '');
      return session.objects.blob(directory.get(file)?.id ?? '').kind;
    });
    return { kind, runs, objects: objects.counters.objects };
  }

  test('a directory comes with its child directories, and with all that stands beside a kustomization', async () => {
    const read = { kind: 'bytes', runs: 2, objects: 1 + 3 + 9 };
    expect(await readBelow(fleet(3), 'apps', 'app-1', 'settings.ini')).toEqual(read);
  });

  test('elsewhere it comes with its manifests, and not with the rest', async () => {
    const repository = tempRepository();
    repository.commit({ 'docs/app/one.yaml': '1', 'docs/app/picture.png': '2', 'docs/app/notes.txt': '3' });
    expect(await readBelow(repository, 'docs', 'app', 'one.yaml')).toEqual({ kind: 'bytes', runs: 2, objects: 3 });
    expect(await readBelow(repository, 'docs', 'app', 'notes.txt')).toEqual({ kind: 'bytes', runs: 3, objects: 4 });
  });

  test('where not all of it may come along, the manifests of all directories come first', async () => {
    const prefetch = { levels: 2, objects: 6 + 12, objectsEach: 0, bytes: 1000, blob: 1000 };
    const read = { kind: 'bytes', runs: 2, objects: 1 + 6 + 12 };
    expect(await readBelow(fleet(6), 'apps', 'app-5', 'deployment.yaml', { prefetch })).toEqual(read);
    const late = { kind: 'bytes', runs: 3, objects: 1 + 6 + 12 + 1 };
    expect(await readBelow(fleet(6), 'apps', 'app-0', 'settings.ini', { prefetch })).toEqual(late);
  });

  test('what a session has read stays, whatever the cache evicts', async () => {
    const repository = fleet(20);
    const { repository: objects } = await open(repository.path, { cache: objectCache(2_000) });
    expect(Object.keys(await readFiles(objects, repository.git('rev-parse', 'main')))).toHaveLength(60);
  });

  test('a second session reads nothing again', async () => {
    const repository = fleet(20);
    const { repository: objects } = await open(repository.path);
    const commit = repository.git('rev-parse', 'main');
    await readFiles(objects, commit);
    const before = objects.counters;
    await readFiles(objects, commit);
    expect(objects.counters).toEqual(before);
  });
});

function damage(repository: TempRepository, id: string): void {
  const file = join(repository.path, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  truncateSync(file, 0);
  writeFileSync(file, 'damaged');
}

/** The processes that read a repository: those started with its scratch directory. */
function children(repository: GitRepository): readonly number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.includes(repository.scratch)).map((line) => Number.parseInt(line, 10));
}
