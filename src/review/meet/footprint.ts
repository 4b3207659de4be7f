import * as v from 'valibot';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { dirname } from '../../tree/objects/paths.ts';
import type { ClusterReview } from '../contract/cluster-review.ts';
import type { Review } from '../contract/review.ts';
import { isNew } from '../unknown/partly-known.ts';

const names = v.pipe(v.array(v.string()), v.readonly());

/** What one review leaves behind, so that others can tell whether they may meet it: names, and no content. */
export const FootprintSchema = v.object({
  /** Objects, by the clusters in which all of this happens to them. */
  objects: v.pipe(
    v.array(v.object({ clusters: names, changed: names, lost: names, isGained: v.boolean() })),
    v.readonly(),
  ),
  /** Clusters with errors. */
  troubled: names,
  /** Clusters that read a changed file, the files that one reads, and those that none does. */
  readers: names,
  files: names,
  unread: names,
  /** Whether any file is new. */
  adds: v.boolean(),
  /** Directories that what comes into a cluster comes from; with a slash at its end, with all that is below. */
  passes: names,
});

export type Footprint = v.InferOutput<typeof FootprintSchema>;

/** What is beyond is not known to others. */
const MOST = { objects: 2_000, files: 500 };

/** @returns `undefined` of a change that says nothing to others: no cluster reads it or could, or it conflicts with its base */
export function footprintOf(review: Review): Footprint | undefined {
  if (review.merge.status === 'conflict') return undefined;
  const clusters = Object.entries(review.clusters);
  const troubled = clusters
    .filter(([name, { unresolved }]) => unresolved.some(isNew) || hasError(review, name))
    .map(([name]) => name);
  const objects = objectsOf(clusters);
  const read = review.files.filter((file) => file.clusters.length > 0);
  const adds = review.files.some(({ status }) => status === 'added');
  if (objects.length === 0 && troubled.length === 0 && read.length === 0 && !adds) return undefined;
  const readers = [...new Set(read.flatMap((file) => file.clusters))];
  const unread = review.files.filter((file) => file.clusters.length === 0);
  const paths = (files: Review['files']) => files.slice(0, MOST.files).map(({ path }) => path);
  return { objects, troubled, readers, files: paths(read), unread: paths(unread), adds, passes: passesOf(clusters) };
}

function hasError({ findings }: Review, name: string): boolean {
  return findings.some(({ cluster, severity }) => cluster === name && severity === 'error');
}

/** A change of a shared set does the same in many clusters: it is kept once. */
function objectsOf(clusters: readonly (readonly [string, ClusterReview])[]): Footprint['objects'] {
  let left = MOST.objects;
  const keys = (all: readonly Parameters<typeof objectKey>[0][]) => {
    const some = all.slice(0, left).map(objectKey);
    left -= some.length;
    return some;
  };
  const groups = new Map<
    string,
    { readonly clusters: string[]; readonly done: Omit<Footprint['objects'][number], 'clusters'> }
  >();
  for (const [name, { gained, lost, changed, moved }] of clusters) {
    const formerly = changed.map(({ previous, ...each }) => ({ ...each, name: previous?.name ?? each.name }));
    const done = { changed: keys([...gained, ...formerly, ...moved]), lost: keys(lost), isGained: gained.length > 0 };
    if (done.changed.length === 0 && done.lost.length === 0) continue;
    const group = JSON.stringify(done);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { clusters: [name], done });
    else known.clusters.push(name);
  }
  return [...groups.values()].map(({ clusters, done }) => ({ clusters, ...done }));
}

function passesOf(clusters: readonly (readonly [string, ClusterReview])[]): readonly string[] {
  const passes = new Set<string>();
  for (const [, { gained, moved }] of clusters)
    for (const { chain } of [...gained, ...moved]) {
      const own = chain.filter(({ source }) => source === undefined).map(({ path }) => dirname(path));
      for (const directory of own) passes.add(directory);
      const last = own.at(-1);
      if (last !== undefined && last !== '') passes.add(`${last}/`);
    }
  return [...passes].slice(0, MOST.files);
}
