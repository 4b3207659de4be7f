import { expect, test } from '@jest/globals';
import { changedPaths } from '../../src/tree/files/changed-paths.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { memoryTree } from './memory-tree.ts';

const before = memoryTree({
  'apps/foo/deployment.yaml': 'one',
  'apps/foo/service.yaml': 'same',
  'apps/bar/deployment.yaml': 'never opened',
  'apps/moved/old.yaml': 'renamed',
  'kind-changes': 'a file',
  'lib/chart': { submodule: '1'.repeat(40) },
});
const after = memoryTree({
  'apps/foo/deployment.yaml': 'two',
  'apps/foo/service.yaml': 'same',
  'apps/bar/deployment.yaml': 'never opened',
  'apps/new/old.yaml': 'renamed',
  'kind-changes/inside.yaml': 'now a directory',
  'lib/chart': { submodule: '2'.repeat(40) },
});

test('changed, lost, gained and renamed files, submodules and kinds, sorted', () => {
  const changes = changedPaths(before, after).map(({ path, before: was, after: is }) => [path, was?.kind, is?.kind]);
  expect(changes).toEqual([
    ['apps/foo/deployment.yaml', 'file', 'file'],
    ['apps/moved/old.yaml', 'file', undefined],
    ['apps/new/old.yaml', undefined, 'file'],
    ['kind-changes', 'file', undefined],
    ['kind-changes/inside.yaml', undefined, 'file'],
    ['lib/chart', 'submodule', 'submodule'],
  ]);
});

test('a rename shows by the same id on both sides', () => {
  const changes = new Map(changedPaths(before, after).map((change) => [change.path, change]));
  expect(changes.get('apps/moved/old.yaml')?.before?.id).toBe(changes.get('apps/new/old.yaml')?.after?.id);
});

test('equal trees and subtrees are never opened', () => {
  expect(changedPaths(before, before)).toEqual([]);
  const left = memoryTree({ 'a/same/x': 'x', 'a/y': '1' });
  const right = memoryTree({ 'a/same/x': 'x', 'a/y': '2' });
  expect(changedPaths(left, right).map((change) => change.path)).toEqual(['a/y']);
  expect([left.opened.length, right.opened.length]).toEqual([2, 2]);
});

test('all directories of one depth are asked for at once', async () => {
  const many = (text: string) => memoryTree({ 'a/x/1': text, 'b/x/1': text, 'c/x/1': text }, { lazy: true });
  const left = many('one');
  const right = many('two');
  const rounds: number[] = [];
  const changes = await drive(
    async (ids) => {
      rounds.push(ids.size);
      left.bring(ids);
      right.bring(ids);
    },
    () => changedPaths(left, right),
  );
  expect([changes.length, rounds]).toEqual([3, [2, 2, 2]]);
});

test('a repository nested deeper than a stack is compared', () => {
  const deep = (text: string) => memoryTree({ [`${'d/'.repeat(1500)}leaf`]: text });
  expect(changedPaths(deep('one'), deep('two'))).toHaveLength(1);
});
