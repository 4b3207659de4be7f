import { expect, test } from '@jest/globals';
import { effectDigest, effectParts } from '../../src/review/cluster/effect-digest.ts';
import type { Unresolved } from '../../src/review/contract/cluster-review.ts';
import type { Affected, Changed, Lost, Moved } from '../../src/review/contract/object-change.ts';

const nothing = { gained: [], lost: [], changed: [], moved: [], affected: [], fields: new Map(), releases: [] };
const key = new Uint8Array(32);

const claim: Lost = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespace: 'shop',
  name: 'data',
  root: 'apps',
  chain: [],
  effect: 'pruned',
};

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

test.each<[string, Partial<Lost>]>([
  ['data that goes with what is lost', { dataAtRisk: 'the data on it' }],
  ['a loss that is not certain', { uncertain: 'another root may hold it' }],
])('%s changes the digest, however it is worded', (_, other) => {
  const [plain, more, again] = [{}, other, reworded(other)].map((each) => {
    const parts = { ...nothing, lost: [{ ...claim, ...each }] };
    return [effectDigest(parts, [], key), effectParts(parts, [], key)];
  });
  expect(more).not.toEqual(plain);
  expect(more).toEqual(again);
});

const end = { path: 'a.yaml' };

test.each<[string, Partial<Changed>]>([
  ['that comes from another root', { movedFrom: { ...end, root: 'infra' }, handover: 'safe' }],
  ['that its old root may delete on its way', { movedFrom: { ...end, root: 'infra' }, handover: 'race' }],
  ['that its old root deletes on its way', { movedFrom: { ...end, root: 'infra' }, handover: 'recreated' }],
  ['that goes to a sync of another name', { handover: 'race' }],
])('a changed object %s has a digest of its own, as who approved its fields has not seen that', (_, other) => {
  const changed: Changed = { ...claim, effect: 'updated', fields: [] };
  const [inPlace, onItsWay] = [{}, other].map((each) => {
    const parts = { ...nothing, changed: [{ ...changed, ...each }] };
    return [effectDigest(parts, [], key), effectParts(parts, [], key)];
  });
  expect(onItsWay?.[0]).not.toBe(inPlace?.[0]);
  expect(onItsWay?.[1]).not.toEqual(inPlace?.[1]);
});

test('a move that has become a risk has another digest than one that was safe', () => {
  const moved: Moved = { ...claim, effect: 'updated', from: { ...end, root: 'infra' }, to: { ...end, root: 'apps' } };
  const digests = [undefined, 'safe', 'race', 'recreated'] as const;
  const [unknown, safe, race, recreated] = digests.map((handover) =>
    effectDigest({ ...nothing, moved: [{ ...moved, handover }] }, [], key),
  );
  expect(safe).toBe(unknown);
  expect(new Set([safe, race, recreated]).size).toBe(3);
});

test('an object that a root gives up under another has a digest of its own, however that is worded', () => {
  const dropped: Affected = { ...claim, effect: 'dropped', reason: 'may be deleted' };
  const [none, one, again] = [[], [dropped], [{ ...dropped, reason: 'in other words' }]].map((affected) => {
    const parts = { ...nothing, affected };
    return [effectDigest(parts, [], key), effectParts(parts, [], key)];
  });
  expect(one).not.toEqual(none);
  expect(again).toEqual(one);
});

function reworded(loss: Partial<Lost>): Partial<Lost> {
  return Object.fromEntries(Object.keys(loss).map((name) => [name, 'in other words']));
}

function digestOf(unresolved: Unresolved): readonly [string, readonly string[]] {
  return [effectDigest(nothing, [unresolved], key), effectParts(nothing, [unresolved], key)];
}
