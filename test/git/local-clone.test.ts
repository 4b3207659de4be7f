import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type LocalClone, openLocalClone } from '../../src/git/clone/local-clone.ts';
import { requireVersion } from '../../src/git/process/check-git.ts';
import { treesUnderReview } from '../../src/git/repository/trees-under-review.ts';
import { readFiles } from './read-files.ts';
import { snapshot } from './snapshot.ts';
import { git, removeTempFolders, tempFolder, tempRepository } from './temp-repository.ts';

const clones: LocalClone[] = [];

async function open(folder: string): Promise<LocalClone> {
  const clone = await openLocalClone(folder);
  clones.push(clone);
  return clone;
}

afterEach(async () => {
  for (const clone of clones.splice(0)) await clone.close();
});
afterAll(removeTempFolders);

describe('finding the repository', () => {
  test('from a folder below, from .git, from a bare mirror, from a linked work tree', async () => {
    const { path, ...repository } = tempRepository();
    repository.commit({ a: 'a' });
    mkdirSync(join(path, 'clusters/test'), { recursive: true });
    const linked = join(tempFolder(), 'linked');
    const bare = join(tempFolder(), 'bare');
    repository.git('worktree', 'add', '--quiet', '--detach', linked);
    repository.git('clone', '--quiet', '--bare', '.', bare);
    const common = join(path, '.git');
    expect([
      (await open(join(path, 'clusters/test'))).git,
      (await open(common)).git,
      (await open(bare)).git,
      (await open(linked)).git,
    ]).toEqual([
      { path: common, common, workTree: path, prefix: 'clusters/test' },
      { path: common, common, workTree: path, prefix: '' },
      { path: bare, common: bare, prefix: '' },
      { path: join(common, 'worktrees/linked'), common, workTree: linked, prefix: '' },
    ]);
  });

  test('where there is none, it says so', async () => {
    const folder = tempFolder();
    await expect(open(folder)).rejects.toThrow(`${folder} is not in a git repository; give a clone or a bare mirror`);
    await expect(open(join(folder, 'no'))).rejects.toThrow(`there is no folder ${join(folder, 'no')}`);
    writeFileSync(join(folder, '.git'), 'gitdir: ../moved\n');
    await expect(open(folder)).rejects.toThrow('does not point to a git directory; was the work tree moved?');
  });
});

describe('looking up revisions', () => {
  test('branches, tags, ids, ancestors and directories', async () => {
    const repository = tempRepository();
    const first = repository.commit({ a: '1' });
    const second = repository.commit({ 'dir/a': '2' });
    repository.git('tag', '-a', '-m', 'v1', 'v1', first);
    const clone = await open(repository.path);
    const tree = (revision: string) => repository.git('rev-parse', `${revision}^{tree}`);
    expect(await Promise.all(['main', 'HEAD~1', 'v1', second.slice(0, 8)].map(clone.revision))).toEqual([
      { commit: second, tree: tree(second) },
      { commit: first, tree: tree(first) },
      { commit: first, tree: tree(first) },
      { commit: second, tree: tree(second) },
    ]);
    expect(await clone.revision('HEAD:dir')).toEqual({ tree: repository.git('rev-parse', 'HEAD:dir') });
  });

  test.each([
    ['featur', 'there is no revision "featur" here; did you mean feature?'],
    ['release', 'there is no revision "release" here; did you mean origin/release?'],
    ['nothing-like-it', 'there is no revision "nothing-like-it" here; fetch it first, if it is on the remote'],
    ['--all', 'there is no revision "--all" here'],
    ['0'.repeat(40), `there is no revision "${'0'.repeat(40)}" here; fetch it first`],
    ['a\nb', 'there is no revision "a\nb" here'],
    ['', 'there is no revision "" here'],
  ])('%j is answered by what helps', async (revision, message) => {
    const repository = tempRepository();
    const commit = repository.commit({ a: '1' });
    repository.git('update-ref', 'refs/heads/feature', commit);
    repository.git('update-ref', 'refs/remotes/origin/release', commit);
    const unknown = (await open(repository.path)).revision(revision);
    await expect(unknown).rejects.toMatchObject({
      code: 'unknown-revision',
      message: expect.stringContaining(message),
    });
  });

  test('an empty repository has no commits', async () => {
    const { path } = tempRepository();
    const clone = await open(path);
    await expect(clone.revision('HEAD')).rejects.toMatchObject({ code: 'no-commits' });
    await expect(clone.defaultBranch()).rejects.toMatchObject({ code: 'no-default-branch' });
  });
});

describe('the default branch', () => {
  test("is origin's HEAD, else main or master, origin's first; of a bare mirror its HEAD", async () => {
    const repository = tempRepository();
    const old = repository.commit({ a: '1' });
    const commit = repository.commit({ a: '2' });
    const clone = await open(repository.path);
    const found: unknown[] = [await clone.defaultBranch()];
    repository.git('update-ref', 'refs/remotes/origin/main', old);
    found.push(await clone.defaultBranch());
    repository.git('update-ref', 'refs/remotes/origin/trunk/x', commit);
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk/x');
    found.push(await clone.defaultBranch());
    const bare = join(tempFolder(), 'bare');
    repository.git('branch', '-m', 'main', 'develop');
    repository.git('clone', '--quiet', '--bare', '.', bare);
    found.push(await (await open(bare)).defaultBranch());
    expect(found).toEqual([
      { name: 'main', ref: 'refs/heads/main', commit },
      { name: 'main', ref: 'refs/remotes/origin/main', commit: old },
      { name: 'trunk/x', ref: 'refs/remotes/origin/trunk/x', commit },
      { name: 'develop', ref: 'refs/heads/develop', commit },
    ]);
  });
});

describe('what a merge would do', () => {
  function forked(base: string, head: string, extra = {}) {
    const repository = tempRepository();
    const fork = repository.commit({ 'app.yaml': 'one\ntwo\nthree\n', ...extra });
    const main = repository.commit({ 'app.yaml': base, 'main.yaml': 'm', ...extra });
    const feature = repository.commit({ 'app.yaml': head, ...extra }, { branch: 'feature', parents: [fork] });
    return { repository, fork, main, feature };
  }

  test('before is the tip of the base, after the merge, and the clone is not written to', async () => {
    const { repository, main, feature } = forked('ONE\ntwo\nthree\n', 'one\ntwo\nTHREE\n');
    const { repository: objects } = await open(repository.path);
    const untouched = snapshot(repository.path);
    const trees = await treesUnderReview(objects, main, feature);
    expect(trees).toEqual({ before: repository.git('rev-parse', 'main^{tree}'), after: expect.any(String) });
    expect(await readFiles(objects, trees.after)).toEqual({ 'app.yaml': 'ONE\ntwo\nTHREE\n', 'main.yaml': 'm' });
    expect(snapshot(repository.path)).toEqual(untouched);
  });

  test('on a conflict: the merge base against the head, with the paths', async () => {
    const { repository, fork, main, feature } = forked('ONE\ntwo\nthree\n', 'uno\ntwo\nthree\n');
    const { repository: objects } = await open(repository.path);
    expect(await treesUnderReview(objects, main, feature)).toEqual({
      before: repository.git('rev-parse', `${fork}^{tree}`),
      after: repository.git('rev-parse', 'feature^{tree}'),
      conflict: { paths: ['app.yaml'], mergeBase: fork },
    });
  });

  test("a repository's attributes change no merge", async () => {
    const attributes = { '.gitattributes': '* merge=union' };
    const { repository, main, feature } = forked('ONE\ntwo\nthree\n', 'uno\ntwo\nthree\n', attributes);
    repository.git('checkout', '--quiet', 'main');
    writeFileSync(join(repository.path, '.git/info/attributes'), '* merge=union');
    const { repository: objects } = await open(repository.path);
    expect((await treesUnderReview(objects, main, feature)).conflict?.paths).toEqual(['app.yaml']);
  });

  test('a head that is ahead is itself, one that is merged changes nothing', async () => {
    const repository = tempRepository();
    const first = repository.commit({ a: '1' });
    const second = repository.commit({ a: '2' });
    const tree = (commit: string) => repository.git('rev-parse', `${commit}^{tree}`);
    const { repository: objects } = await open(repository.path);
    expect(await treesUnderReview(objects, first, second)).toEqual({ before: tree(first), after: tree(second) });
    expect(await treesUnderReview(objects, second, first)).toEqual({ before: tree(second), after: tree(second) });
  });

  test('names of any kind are in conflict by their own name', async () => {
    const repository = tempRepository();
    const fork = repository.commit({ 'new\nline "q"': '1' });
    const main = repository.commit({ 'new\nline "q"': '2' });
    const feature = repository.commit({ 'new\nline "q"': '3' }, { branch: 'feature', parents: [fork] });
    const { repository: objects } = await open(repository.path);
    expect((await treesUnderReview(objects, main, feature)).conflict?.paths).toEqual(['new\nline "q"']);
  });

  test('in SHA-256', async () => {
    const repository = tempRepository(['--object-format=sha256']);
    const fork = repository.commit({ a: '1', b: '1' });
    const main = repository.commit({ a: '2', b: '1' });
    const feature = repository.commit({ a: '1', b: '2' }, { branch: 'feature', parents: [fork] });
    const { repository: objects } = await open(repository.path);
    const { after } = await treesUnderReview(objects, main, feature);
    expect(await readFiles(objects, after)).toEqual({ a: '2', b: '2' });
  });

  test('unrelated histories are told from a shallow clone that lacks the merge base', async () => {
    const { repository, main, feature } = forked('2', '3');
    const lone = repository.commit({ lone: '1' }, { branch: 'lone', parents: [] });
    const { repository: objects } = await open(repository.path);
    await expect(treesUnderReview(objects, main, lone)).rejects.toMatchObject({ code: 'no-merge-base' });
    const shallow = join(tempFolder(), 'shallow');
    const url = `file://${repository.path}`;
    git('/', ['clone', '--quiet', '--no-checkout', '--depth=1', '--no-single-branch', url, shallow]);
    await expect(treesUnderReview((await open(shallow)).repository, main, feature)).rejects.toMatchObject({
      code: 'shallow',
      message: expect.stringContaining('fetch-depth: 0'),
    });
  });

  test('a clone that was moved away meanwhile is an error', async () => {
    const { repository, main, feature } = forked('2', '3');
    const { repository: objects } = await open(repository.path);
    renameSync(join(repository.path, '.git'), join(repository.path, 'moved'));
    await expect(treesUnderReview(objects, main, feature)).rejects.toThrow(/^finding the merge base failed: /);
  });
});

test.each([
  ['git version 2.39.5', '2.39.5'],
  ['git version 2.38.0.windows.1', '2.38.0'],
  ['git version 3.0.1 (Apple Git-154)', '3.0.1'],
])('%s is new enough', (said, version) => {
  expect(requireVersion(said.replace('.windows', ' windows'))).toBe(version);
});

test('an older git is refused by name', () => {
  expect(() => requireVersion('git version 2.37.7')).toThrow('git 2.38 or later is needed, this is 2.37.7');
});
