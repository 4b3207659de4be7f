import { expect, test } from '@jest/globals';
import { KeptByReads } from '../../src/memo/by-reads.ts';
import { Memory } from '../../src/memo/memory.ts';
import type { Files } from '../../src/tree/files/files.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { treeView } from '../../src/tree/files/tree-view.ts';
import { memoFiles } from '../../src/tree/files/workspace.ts';
import { mapAll, Needs } from '../../src/tree/objects/needs.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { memoryTree } from './memory-tree.ts';

type Texts = Readonly<Record<string, string>>;

/** Looks for a file in two places, and lists a directory. */
function look(files: Files): string {
  const found = ['app/settings.yaml', 'app/settings.yml', 'lists'].map((path) => `${path}: ${files.find(path).kind}`);
  const lists = files.find('lists');
  const names = lists.kind === 'directory' ? [...files.list(lists).keys()] : [];
  return [...found, ...names].join('\n');
}

const before: Texts = { 'app/settings.yaml': 'a: 1', 'lists/one.yaml': '', 'other/readme.md': 'hello' };

/** @returns how often it was computed for two trees, one after the other, and what it gave for the second. */
function lookAtBoth(after: Texts): { readonly times: number; readonly given: string } {
  const [treeBefore, treeAfter] = [memoryTree(before), memoryTree(after)];
  const memory = new Memory();
  const looks = new KeptByReads<string>({ capacity: 10, weigh: () => 1 });
  let times = 0;
  const lookOnce = (files: Files) =>
    files.once(looks, 'key', (own) => {
      times++;
      return look(own);
    }).value;
  const filesOf = (tree: RepoTree, other: RepoTree) =>
    memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, [other]));
  lookOnce(filesOf(treeBefore, treeAfter));
  const given = lookOnce(filesOf(treeAfter, treeBefore));
  return { times, given };
}

test.each<[string, Texts]>([
  ['nothing', before],
  ['a file that was not looked at', { ...before, 'other/readme.md': 'goodbye' }],
  ['a directory that was not looked at', { ...before, 'new/file.yaml': '' }],
])('what was computed is given again where %s has changed', (_, after) => {
  expect(lookAtBoth(after)).toEqual({ times: 1, given: look(plainFiles(memoryTree(after), { symlinks: 'absent' })) });
});

test.each<[string, Texts]>([
  ['the content of a file', { ...before, 'app/settings.yaml': 'a: 2' }],
  ['a file that was not there', { ...before, 'app/settings.yml': '' }],
  ['the list of a directory', { ...before, 'lists/two.yaml': '' }],
  ['a directory that is gone', { 'app/settings.yaml': 'a: 1', 'other/readme.md': 'hello' }],
  ['a file that is a directory now', { 'app/settings.yaml/x': '', 'lists/one.yaml': '', 'other/readme.md': 'hello' }],
  ['a file where a directory was passed', { app: 'a: 1', 'lists/one.yaml': '', 'other/readme.md': 'hello' }],
])('it is computed again for %s', (_, after) => {
  expect(lookAtBoth(after)).toEqual({ times: 2, given: look(plainFiles(memoryTree(after), { symlinks: 'absent' })) });
});

test('trees that cannot be compared have nothing in common but their id', () => {
  const memory = new Memory();
  const looks = new KeptByReads<number>({ capacity: 10, weigh: () => 1 });
  let times = 0;
  const count = () => ++times;
  for (const tree of [memoryTree(before), memoryTree(before), memoryTree({ ...before, 'other/readme.md': '' })]) {
    memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, [])).once(looks, 'key', count);
  }
  expect(times).toBe(2);
});

test('what has lacked something is tried again by the next attempt, and not by the same one', () => {
  const memory = new Memory();
  const looks = new KeptByReads<string>({ capacity: 10, weigh: () => 1 });
  const tree = memoryTree(before, { lazy: true });
  let times = 0;
  const attempt = () => {
    const files = memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, []));
    const lookOnce = () =>
      files.once(looks, 'key', (own) => {
        times++;
        return look(own);
      }).value;
    return mapAll([1, 2, 3], lookOnce);
  };
  const tries: number[] = [];
  for (let done = false; !done; tries.push(times)) {
    try {
      done = attempt().length === 3;
    } catch (error) {
      if (!(error instanceof Needs)) throw error;
      tree.bring(error.ids);
    }
  }
  expect(tries).toEqual(tries.map((_, index) => index + 1));
  expect(tries.length).toBeGreaterThan(2);
});

test('a memory is bounded: what was not asked for longest is forgotten', () => {
  const memory = new Memory();
  const looks = new KeptByReads<number>({ capacity: 2, weigh: () => 1 });
  let times = 0;
  const tree = memoryTree(before);
  const files = memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, []));
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) files.once(looks, key, () => ++times);
  expect(times).toBe(4);
});
