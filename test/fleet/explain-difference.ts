import type { Inventory, InventoryObject, Root } from '../../src/flux/roots/inventory.ts';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { ExpectedClusterChange } from './expected-fleet.ts';

/**
 * Why an expectation and a review may differ, each a known omission of the expectation:
 *
 * - `hash pair`, `apiVersion pair`: it takes one changed object for one lost and one gained;
 * - `failed root`: it takes a root that does not build for one without objects, where the review claims nothing;
 * - `own source`: it takes a source with another name for another repository's, where the repository says it is its own.
 */
export type Omission = 'hash pair' | 'apiVersion pair' | 'failed root' | 'own source';

export interface Explanation {
  readonly explained: readonly Omission[];
  /** What no omission accounts for, in words. */
  readonly unexplained: readonly string[];
}

type ListName = 'gained' | 'lost' | 'changed';
const LISTS = ['gained', 'lost', 'changed'] as const;

/** @param sides the inventories that were compared */
export function explainDifference(
  expected: ExpectedClusterChange,
  review: ClusterReview,
  sides: { readonly before: Inventory | undefined; readonly after: Inventory | undefined },
): Explanation {
  const theirs = new Set(LISTS.flatMap((list) => expected[list].map((object) => entry(list, object))));
  const ours = new Set(LISTS.flatMap((list) => review[list].map((object) => entry(list, object))));
  const explained: Omission[] = [];
  for (const changed of review.changed.filter(({ previous }) => previous !== undefined)) {
    const { apiVersion = changed.apiVersion, name = changed.name } = changed.previous ?? {};
    const before = entry('lost', { ...changed, apiVersion, name });
    const after = entry('gained', changed);
    if (!theirs.has(before) || !theirs.has(after)) continue;
    for (const each of [before, after]) theirs.delete(each);
    ours.delete(entry('changed', changed));
    explained.push(changed.previous?.name === undefined ? 'apiVersion pair' : 'hash pair');
  }
  const failed = new Set([...expected.failedBefore, ...expected.failedAfter]);
  const unclaimed = new Set(review.unresolved.map(({ root }) => root));
  for (const side of [sides.before, sides.after]) {
    for (const object of side?.objects ?? []) {
      const isUnclaimed = lineage(object.root, side).some(
        (root) => failed.has(`${root.name} ${root.directory}`) && unclaimed.has(root.name),
      );
      const isOwn = lineage(object.root, side).some((root) => isLeftOut(root, [], expected.external));
      for (const each of isOwn ? LISTS.map((list) => entry(list, object.resource)) : []) {
        if (!theirs.has(each) && ours.delete(each)) explained.push('own source');
      }
      if (!isUnclaimed) continue;
      for (const each of LISTS.map((list) => entry(list, object.resource))) {
        if (!ours.has(each) && theirs.delete(each)) explained.push('failed root');
      }
    }
  }
  const unexplained = [
    ...[...theirs].filter((each) => !ours.has(each)).map((each) => `missing: ${each}`),
    ...[...ours].filter((each) => !theirs.has(each)).map((each) => `not expected: ${each}`),
  ];
  const counts = [
    countDifference('before', sides.before, expected.objectsBefore, expected.failedBefore, expected.external),
    countDifference('after', sides.after, expected.objectsAfter, expected.failedAfter, expected.external),
  ];
  return {
    explained: [...explained, ...counts.flatMap((count) => count.explained)],
    unexplained: [...unexplained, ...counts.flatMap((count) => count.unexplained)],
  };
}

/** No object is missing on both sides: those that the expectation does not count are in the roots it says it left out. */
function countDifference(
  name: string,
  side: Inventory | undefined,
  expected: number,
  failed: readonly string[],
  external: readonly string[],
): Explanation {
  const objects = side?.objects ?? [];
  const counted = objects.filter(({ root }) => !lineage(root, side).some((each) => isLeftOut(each, failed, external)));
  const found = distinct(counted);
  if (found !== expected) return { explained: [], unexplained: [`${found} objects ${name}, not ${expected}`] };
  const isOwnSource = objects.some(({ root }) => isLeftOut(root, [], external));
  return { explained: isOwnSource ? ['own source'] : [], unexplained: [] };
}

function isLeftOut({ name, directory, flux }: Root, failed: readonly string[], external: readonly string[]): boolean {
  if (failed.includes(`${name} ${directory}`)) return true;
  return flux !== undefined && external.includes(`${name} <- ${flux.sourceRef.kind}/${flux.sourceRef.name}`);
}

function distinct(objects: readonly InventoryObject[]): number {
  return new Set(objects.map(({ resource }) => resource.id)).size;
}

function lineage(root: Root, side: Inventory | undefined): readonly Root[] {
  const parent = [...(side?.roots ?? []), ...(side?.above ?? [])].find(({ name }) => name === root.parent);
  return parent === undefined || parent === root ? [root] : [root, ...lineage(parent, side)];
}

function entry(
  list: ListName,
  object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace?: string | undefined;
    readonly name: string;
  },
): string {
  return `${list} ${object.apiVersion} ${object.kind} ${object.namespace ?? ''}/${object.name}`;
}
