import { expect, test } from '@jest/globals';
import { articleLike } from '../../bench/fleet/article-like.ts';
import type { Fleet, Kind } from '../../bench/fleet/fleet.ts';
import { fluxExampleLike } from '../../bench/fleet/flux-example-like.ts';
import { overlayFleet, overlayFleetOf } from '../../bench/fleet/overlay-fleet.ts';
import { reviewOf } from '../review/review-of.ts';

const SIZE = { clusters: 3, apps: 8 };

test.each([
  [
    overlayFleet(SIZE),
    {
      'one overlay': { 'cluster-3': '+0 −0 ~1' },
      'a shared base': { 'cluster-1': '+0 −0 ~1', 'cluster-2': '+0 −0 ~1', 'cluster-3': '+0 −0 ~1' },
      'a cluster list': { 'cluster-3': '+0 −5 ~0' },
      'a common set': { 'cluster-1': '+0 −0 ~1', 'cluster-2': '+0 −0 ~1', 'cluster-3': '+0 −0 ~1' },
      'a merge of 100 commits': { 'cluster-1': '+0 −0 ~8', 'cluster-2': '+0 −0 ~8', 'cluster-3': '+0 −0 ~8' },
    },
  ],
  [overlayFleetOf(SIZE, 10), { '10 overlays': { 'cluster-1': '+0 −0 ~8', 'cluster-2': '+0 −0 ~2' } }],
  [articleLike(SIZE), { 'one overlay': { 'cluster-3': '+0 −0 ~1' }, 'a cluster list': { 'cluster-3': '+0 −4 ~0' } }],
  [fluxExampleLike(SIZE), { 'one values file': { 'stage-2': '+0 −0 ~1' } }],
])(
  'the bench measures what it says: every cluster of fleet %# renders, and a pull request changes this',
  (fleet, told) => {
    expect(Object.fromEntries(fleet.kinds.map((kind) => [kind.name, effectOf(fleet, kind)]))).toEqual(told);
  },
);

function effectOf({ files }: Fleet, { commits }: Kind): Readonly<Record<string, string>> {
  const before = Object.fromEntries(files);
  const after = Object.fromEntries([...files, ...commits(1).flatMap((set) => [...set])]);
  const clusters = Object.entries(reviewOf(before, after).clusters);
  expect(clusters.map(([, { status }]) => status)).toEqual(['rendered', 'rendered', 'rendered']);
  const told = clusters.map(([name, { gained, lost, changed }]) => {
    return [name, `+${gained.length} −${lost.length} ~${changed.length}`] as const;
  });
  return Object.fromEntries(told.filter(([, effect]) => effect !== '+0 −0 ~0'));
}
