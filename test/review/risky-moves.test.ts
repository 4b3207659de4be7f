import { expect, test } from '@jest/globals';
import { toText } from '../../src/report/text/to-text.ts';
import { configOf } from '../policy/weaken/config-of.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux, type SmallFiles } from './small-fleet.ts';

const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n';
const config = configOf('clusters: [{ path: clusters/prod, protected: true }]\n');

/** Two roots, and where the claim is. */
const fleet = (where: 'old' | 'new', spec: Readonly<Record<'old' | 'new', readonly string[]>>): SmallFiles => ({
  ...cluster('prod'),
  'clusters/prod/old.yaml': flux('old', 'old', spec.old),
  'clusters/prod/new.yaml': flux('new', 'new', spec.new),
  'old/kept.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: old, namespace: shop }\n',
  'new/kept.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: new, namespace: shop }\n',
  [`${where}/claim.yaml`]: claim,
});

const prunes = ['prune: true'];
const waitsFor = (name: string) => [...prunes, `dependsOn: [{ name: ${name} }]`];

test.each([
  ['may be deleted by its old root', prunes, prunes, 'action_required', 'prod may lose 1 moved object'],
  ['is deleted by its old root', prunes, waitsFor('old'), 'failure', 'prod recreates 1 moved object, 1 error'],
  ['is taken over first', waitsFor('new'), prunes, 'success', 'prod unchanged'],
  ['is not pruned', ['prune: false'], prunes, 'success', 'prod unchanged'],
])('of what moves and %s, a protected cluster is asked as of any loss', (_, old, now, verdict, headline) => {
  const spec = { old, new: now };
  const review = reviewOf(fleet('old', spec), fleet('new', spec), { config });
  expect([review.verdict, toText(review).split('\n')[0]]).toEqual([verdict, headline]);
});

test.each([
  ['may be deleted', prunes, prunes, 'action_required', 'prod may lose 1 shared object'],
  ['is not pruned', ['prune: false'], prunes, 'success', 'prod unchanged'],
])('of what one of two roots gives up and %s, too', (_, old, now, verdict, headline) => {
  const spec = { old, new: now };
  const shared = { ...fleet('old', spec), 'new/claim.yaml': claim };
  const review = reviewOf(shared, fleet('new', spec), { config });
  expect([review.verdict, toText(review).split('\n')[0]]).toEqual([verdict, headline]);
});
