import { expect, test } from '@jest/globals';
import { decodeEntryName, encodeEntryName } from '../../src/tree/objects/entry-name.ts';
import { basename, dirname, isWithin, joinPath, normalizePath, relativePath } from '../../src/tree/objects/paths.ts';

test.each([
  ['', ''],
  ['.', ''],
  ['./apps//foo/', 'apps/foo'],
  ['/apps/foo', 'apps/foo'],
  ['apps/../infra', 'infra'],
  ['apps/..', ''],
  ['..', undefined],
  ['apps/../../other', undefined],
  ['apps/..foo/...', 'apps/..foo/...'],
  ['a\\b', 'a\\b'],
])('%j normalises to %j', (path, normal) => {
  expect(normalizePath(path)).toBe(normal);
});

test.each([
  ['clusters/test', '../../apps', 'apps'],
  ['', 'apps', 'apps'],
  ['', '/apps', 'apps'],
  ['apps', '.', 'apps'],
  ['apps', '../..', undefined],
])('from %j, %j is %j', (directory, target, path) => {
  expect(joinPath(directory, target)).toBe(path);
});

test.each([
  ['clusters/test', 'apps/foo', '../../apps/foo'],
  ['apps', 'apps/foo', 'foo'],
  ['apps/foo', 'apps/foo', '.'],
  ['apps/foo', '', '../..'],
  ['', 'apps', 'apps'],
  ['apps/foo', 'apps/foobar', '../foobar'],
])('in %j one writes %j as %j', (directory, path, written) => {
  expect(relativePath(directory, path)).toBe(written);
  expect(joinPath(directory, written)).toBe(path);
});

test('the parts of a path', () => {
  expect(['a/b/c', 'a', ''].map(dirname)).toEqual(['a/b', '', '']);
  expect(['a/b/c', 'a', ''].map(basename)).toEqual(['c', 'a', '']);
  expect([isWithin('a/b', 'a'), isWithin('a', 'a'), isWithin('ab', 'a'), isWithin('x', '')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test('names of any bytes stay different and come back as they were', () => {
  const names = [
    Buffer.from('plain.yaml'),
    Buffer.from('grüße 🎉\n"\'-'),
    Buffer.from([0x66, 0xff, 0x67]),
    Buffer.from([0x66, 0xfe, 0x67]),
    Buffer.from([0xed, 0xb3, 0xbf]),
  ];
  const texts = names.map(decodeEntryName);
  expect(new Set(texts).size).toBe(names.length);
  expect(texts.map(encodeEntryName)).toEqual(names);
});
