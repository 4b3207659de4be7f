import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalClone, openLocalClone } from '../../src/git/clone/local-clone.ts';
import { treesUnderReview } from '../../src/git/repository/trees-under-review.ts';
import { readFiles } from './read-files.ts';
import { git, removeTempFolders, type TempRepository, tempFolder, tempRepository } from './temp-repository.ts';

let repository: TempRepository;
let marker: string;
let script: string;
let commits: { readonly main: string; readonly feature: string };

const attributes = '* filter=evil merge=evil diff=evil text=auto ident\n';

beforeEach(() => {
  repository = tempRepository();
  marker = join(tempFolder(), 'executed');
  script = join(tempFolder(), 'evil.sh');
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${marker}'\n`);
  chmodSync(script, 0o755);
  const fork = repository.commit({ 'app.yaml': 'one\ntwo\nthree\n', '.gitattributes': attributes });
  const main = repository.commit({ 'app.yaml': 'ONE\ntwo\nthree\n', '.gitattributes': attributes });
  const theirs = { 'app.yaml': 'uno\ntwo\nthree\n', '.gitattributes': attributes };
  const feature = repository.commit(theirs, { branch: 'feature', parents: [fork] });
  commits = { main, feature };
  repository.git('checkout', '--quiet', '--force', 'main');
  arm(join(repository.path, '.git'));
});
afterAll(removeTempFolders);

/** Everything in a git directory by which git starts programs. */
function arm(gitDirectory: string): void {
  const settings: readonly (readonly [string, string])[] = [
    ['core.fsmonitor', script],
    ['core.hooksPath', join(gitDirectory, 'hooks')],
    ['core.sshCommand', script],
    ['core.gitProxy', script],
    ['core.askPass', script],
    ['core.editor', script],
    ['core.pager', script],
    ['core.alternateRefsCommand', script],
    ['core.attributesFile', join(gitDirectory, 'evil-attributes')],
    ['credential.helper', `!${script}`],
    ['filter.evil.clean', `${script} clean`],
    ['filter.evil.smudge', `${script} smudge`],
    ['filter.evil.process', `${script} process`],
    ['filter.evil.required', 'true'],
    ['merge.evil.driver', `${script} merge %A %O %B`],
    ['diff.evil.command', script],
    ['diff.evil.textconv', script],
    ['diff.external', script],
    ['pager.rev-parse', script],
    ['pager.cat-file', script],
    ['alias.rev-parse', `!${script}`],
    ['alias.cat-file', `!${script}`],
    ['alias.merge-tree', `!${script}`],
    ['gpg.program', script],
    ['log.showSignature', 'true'],
    ['uploadpack.packObjectsHook', script],
    ['protocol.allow', 'always'],
    ['protocol.ext.allow', 'always'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.url', `ext::${script} %S`],
    ['remote.origin.uploadpack', script],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialCloneFilter', 'blob:none'],
    ['include.path', join(gitDirectory, 'more-config')],
  ];
  const text = settings.map(([key, value]) => `[${section(key)}]\n\t${key.split('.').at(-1)} = "${value}"\n`).join('');
  writeFileSync(join(gitDirectory, 'config'), `[core]\n\trepositoryFormatVersion = 1\n${text}`);
  writeFileSync(join(gitDirectory, 'more-config'), `[core]\n\tfsmonitor = ${script}\n`);
  writeFileSync(join(gitDirectory, 'evil-attributes'), attributes);
  mkdirSync(join(gitDirectory, 'info'), { recursive: true });
  writeFileSync(join(gitDirectory, 'info/attributes'), attributes);
  mkdirSync(join(gitDirectory, 'hooks'), { recursive: true });
  const hooks = ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'post-checkout', 'fsmonitor-watchman'];
  for (const name of hooks) {
    writeFileSync(join(gitDirectory, 'hooks', name), `#!/bin/sh\n${script} ${name}\n`);
    chmodSync(join(gitDirectory, 'hooks', name), 0o755);
  }
}

function section(key: string): string {
  const [first = '', ...rest] = key.split('.').slice(0, -1);
  return rest.length === 0 ? first : `${first} "${rest.join('.')}"`;
}

async function withClone(use: (clone: LocalClone) => Promise<void>): Promise<void> {
  const clone = await openLocalClone(repository.path);
  try {
    await use(clone);
  } finally {
    await clone.close();
  }
}

describe('a clone whose every setting would run a program', () => {
  test('is a trap: git by itself falls into it', () => {
    writeFileSync(join(repository.path, 'app.yaml'), 'changed\n');
    try {
      git(repository.path, ['status']);
    } catch {
      // What its output is does not matter: that something ran does.
    }
    expect(existsSync(marker)).toBe(true);
  });

  test('runs none: revisions, branches, merges, files, work tree', async () => {
    writeFileSync(join(repository.path, 'app.yaml'), 'changed\n');
    writeFileSync(join(repository.path, 'new.yaml'), 'new\n');
    await withClone(async (clone) => {
      expect(await clone.revision('feature')).toMatchObject({ commit: commits.feature });
      await expect(clone.revision('nothing')).rejects.toMatchObject({ code: 'unknown-revision' });
      expect(await clone.defaultBranch()).toMatchObject({ name: 'main' });
      const trees = await treesUnderReview(clone.repository, commits.main, commits.feature);
      expect(trees.conflict?.paths).toEqual(['app.yaml']);
      expect(await readFiles(clone.repository, commits.main)).toMatchObject({ 'app.yaml': 'ONE\ntwo\nthree\n' });
      const work = await readFiles(clone.repository, await clone.workTree());
      expect(work).toEqual({ 'app.yaml': 'changed\n', 'new.yaml': 'new\n', '.gitattributes': attributes });
    });
    expect(existsSync(marker)).toBe(false);
  });

  test('runs none when objects are missing that its remote promises', async () => {
    const blob = repository.git('rev-parse', 'main:app.yaml');
    rmSync(join(repository.path, '.git/objects', blob.slice(0, 2)), { recursive: true });
    await withClone(async (clone) => {
      expect(await readFiles(clone.repository, commits.main)).toMatchObject({ 'app.yaml': 'missing' });
      const merge = treesUnderReview(clone.repository, commits.main, commits.feature);
      await expect(merge).rejects.toMatchObject({ name: 'GitError' });
      await expect(clone.revision('main:app.yaml')).rejects.toMatchObject({ name: 'GitError' });
    });
    expect(existsSync(marker)).toBe(false);
  });

  test('runs none of a submodule whose settings are as bad', async () => {
    const other = tempRepository();
    const commit = other.commit({ x: 'x', '.gitattributes': attributes });
    repository = tempRepository();
    repository.commit({ 'a.yaml': 'a', sub: { submodule: commit } });
    repository.git('checkout', '--quiet', '--force', 'main');
    const sub = join(repository.path, 'sub');
    rmSync(sub, { recursive: true, force: true });
    git('/', ['clone', '--quiet', other.path, sub]);
    arm(join(sub, '.git'));
    arm(join(repository.path, '.git'));
    writeFileSync(join(sub, 'x'), 'changed');
    await withClone(async (clone) => {
      expect(await readFiles(clone.repository, await clone.workTree())).toEqual({
        'a.yaml': 'a',
        sub: `submodule ${commit}`,
      });
    });
    expect(existsSync(marker)).toBe(false);
  });

  test('replaced objects and the environment of whoever started us change nothing', async () => {
    const fake = repository.git('rev-parse', 'feature:app.yaml');
    const real = repository.git('rev-parse', 'main:app.yaml');
    mkdirSync(join(repository.path, '.git/refs/replace'), { recursive: true });
    writeFileSync(join(repository.path, '.git/refs/replace', real), `${fake}\n`);
    const before = { ...process.env };
    Object.assign(process.env, { GIT_DIR: '/nowhere', GIT_TRACE: marker, GIT_EXTERNAL_DIFF: script });
    try {
      await withClone(async (clone) => {
        expect(await readFiles(clone.repository, commits.main)).toMatchObject({ 'app.yaml': 'ONE\ntwo\nthree\n' });
      });
    } finally {
      for (const name of ['GIT_DIR', 'GIT_TRACE', 'GIT_EXTERNAL_DIFF']) delete process.env[name];
      Object.assign(process.env, before);
    }
    expect(existsSync(marker)).toBe(false);
  });
});

test('nothing is left in the temporary folder', async () => {
  await withClone(async (clone) => {
    await clone.workTree();
    expect(readdirSync(clone.repository.scratch).filter((name) => name.startsWith('index-'))).toEqual([]);
  });
});
