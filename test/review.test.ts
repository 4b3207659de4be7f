import { expect, test } from '@jest/globals';
import { defaultConfig } from '../src/config/default-config.ts';
import type { ParsedBlob } from '../src/kustomize/loader.ts';
import type { ClusterReview, Review } from '../src/radius/review-contract.ts';
import { review } from '../src/review.ts';
import type { RepoTree } from '../src/tree/repo-tree.ts';
import { applyChanges, articleRepo, articleStories, loadFleet, loadStories } from './fixtures/fleets/load-fleet.ts';
import { otherNames, renameFleet, renameStory } from './fixtures/fleets/rename-fleet.ts';
import type { Expected, ExpectedCluster, FleetFiles, Story } from './fixtures/fleets/story.ts';
import { memoryTree } from './tree/memory-tree.ts';

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

/** The merge of a story without git: a conflict reviews the head alone, all else merges file by file. */
function reviewStory(fleet: FleetFiles, story: Story): Review {
  const after = applyChanges(fleet, story.changes);
  const base = story.conflict ? fleet : new Map([...fleet, ...story.baseFiles]);
  return review({
    before: treeOf(base),
    after: treeOf(story.conflict ? after : mergeFiles(fleet, base, after)),
    config: defaultConfig,
    key: new Uint8Array(32),
    base: '',
    head: '',
    merge: { status: story.conflict ? 'conflict' : 'as-given', conflicts: [] },
    parsed: new Map<string, ParsedBlob>(),
  });
}

/** Three-way by line, for files whose sides insert or change different lines. */
function mergeFiles(ancestor: FleetFiles, base: FleetFiles, head: FleetFiles): FleetFiles {
  const merged = new Map(head);
  for (const [path, ours] of base) {
    const old = ancestor.get(path);
    const theirs = head.get(path);
    if (old !== undefined && ours.equals(old)) continue;
    if (theirs === undefined || old === undefined || theirs.equals(old)) merged.set(path, ours);
    else merged.set(path, Buffer.from(mergeLines(String(old), String(ours), String(theirs))));
  }
  return merged;
}

function mergeLines(old: string, ours: string, theirs: string): string {
  const [a, b, c] = [old, ours, theirs].map((text) => text.split('\n'));
  if (a === undefined || b === undefined || c === undefined) return theirs;
  if (a.length !== b.length || a.length !== c.length) throw new Error('this story needs a real merge');
  return a.map((line, index) => (b[index] === line ? c[index] : b[index])).join('\n');
}

function treeOf(files: FleetFiles): RepoTree {
  return memoryTree(Object.fromEntries([...files].map(([path, content]) => [path, String(content)])));
}

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
