import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { otherNames, renameFleet, renameStory } from '../fixtures/fleets/rename-fleet.ts';
import { reviewStory } from '../fixtures/fleets/review-story.ts';
import type { Expected, ExpectedCluster } from '../fixtures/fleets/story.ts';

const article = loadFleet(articleRepo);
const stories = loadStories(articleStories);
const renamed = renameFleet(article, otherNames);

test.each(stories.map((story) => [story.name, story] as const))('%s: every cluster, every object', (_, story) => {
  expect(summarise(reviewStory(article, story))).toEqual(expectedClusters(story.expected));
});

test.each(stories.map((story) => [story.name, renameStory(story, otherNames)] as const))(
  '%s on a fleet with other names: nothing is known by its name',
  (_, story) => {
    expect(summarise(reviewStory(renamed, story))).toEqual(expectedClusters(story.expected));
  },
);

function expectedClusters(expected: Expected): Record<string, unknown> {
  return Object.fromEntries(Object.entries(expected.clusters).map(([name, cluster]) => [name, sortedLists(cluster)]));
}

function sortedLists(cluster: ExpectedCluster): unknown {
  const { gained, lost, moved, changed } = cluster;
  const lists = { gained: sorted(gained), lost: sorted(lost), moved: sorted(moved), changed: sorted(changed) };
  if (cluster.unresolved) return { unresolved: true, ...lists };
  return { roots: cluster.roots, objects: cluster.objects, ...lists };
}

function summarise({ clusters }: Review): Record<string, unknown> {
  return Object.fromEntries(Object.entries(clusters).map(([name, cluster]) => [name, summary(cluster)]));
}

function summary(cluster: ClusterReview): unknown {
  const lists = {
    gained: sorted(cluster.gained.map(identity)),
    lost: sorted(cluster.lost.map(identity)),
    moved: sorted(cluster.moved.map((each) => ({ ...identity(each), from: end(each.from), to: end(each.to) }))),
    changed: sorted(
      cluster.changed.map((each) => ({
        ...identity(each),
        ...(each.movedFrom === undefined ? {} : { movedFrom: end(each.movedFrom) }),
        fields: each.fields.map(({ path, before, after }) => `${path}: ${shown(before)} → ${shown(after)}`).sort(),
      })),
    ),
  };
  if (cluster.status !== 'rendered') return { unresolved: true, ...lists };
  return { roots: cluster.roots, objects: cluster.objects, ...lists };
}

function identity({ apiVersion, kind, namespace, name }: ClusterReview['gained'][number]) {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function end({ root, path }: { readonly root: string; readonly path: string }) {
  return { root, path };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sorted(list: readonly unknown[]): readonly unknown[] {
  return [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
