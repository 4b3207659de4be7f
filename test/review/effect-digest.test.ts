import { expect, test } from '@jest/globals';
import { effectDigest, effectParts } from '../../src/review/cluster/effect-digest.ts';
import type { Unresolved } from '../../src/review/contract/cluster-review.ts';

const nothing = { gained: [], lost: [], changed: [], moved: [], fields: new Map(), releases: [] };
const key = new Uint8Array(32);

const problem: Unresolved = {
  code: 'remote-base',
  message: 'https://github.com/acme/base is a remote base',
  fix: 'Copy it into this repository.',
  path: 'apps/kustomization.yaml',
  line: 4,
  root: 'apps',
  side: 'both',
  standing: true,
};

test.each<[string, Partial<Unresolved>]>([
  ['a reworded message', { message: 'the base is in another repository' }],
  ['a reworded fix', { fix: 'Vendor it.' }],
  ['a line that an edit above has shifted', { line: 7 }],
])('%s keeps the digest, and with it an approval', (_, other) => {
  expect(digestOf({ ...problem, ...other })).toEqual(digestOf(problem));
});

test.each<[string, Partial<Unresolved>]>([
  ['another code', { code: 'missing-file' }],
  ['another root', { root: 'infra' }],
  ['another file', { path: 'infra/kustomization.yaml' }],
  ['no file', { path: undefined }],
  ['another side', { side: 'after' }],
])('%s changes the digest', (_, other) => {
  const [digest, parts] = digestOf({ ...problem, ...other });
  expect(digest).not.toBe(digestOf(problem)[0]);
  expect(parts).not.toEqual(digestOf(problem)[1]);
});

test('a second problem of one kind in one file changes the digest', () => {
  expect(effectDigest(nothing, [problem, problem], key)).not.toBe(effectDigest(nothing, [problem], key));
});

function digestOf(unresolved: Unresolved): readonly [string, readonly string[]] {
  return [effectDigest(nothing, [unresolved], key), effectParts(nothing, [unresolved], key)];
}
