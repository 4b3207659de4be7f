import type { Explained } from '../../ask/question.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Shown } from '../../review/contract/reference.ts';
import type { Review } from '../../review/contract/review.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

/** The commits that have pages on GitHub, and the result of merging them, which has none. */
interface ShownTrees {
  readonly after: RepoTree;
  readonly head: RepoTree;
  readonly base: RepoTree;
}

/**
 * Where files of a merge's result can be looked at: in the head where that has the very file, else in the base.
 * A file that the merge itself has put together is in neither.
 *
 * @throws Needs where a directory has not been fetched
 */
export function shownPaths(paths: Iterable<string>, trees: ShownTrees): Record<string, Shown> {
  const after = plainFiles(trees.after, { symlinks: 'absent' });
  const head = plainFiles(trees.head, { symlinks: 'absent' });
  const base = plainFiles(trees.base, { symlinks: 'absent' });
  const entries = mapAll(new Set(paths), (path): [string, Shown] => {
    const result = after.find(path);
    if (result.kind !== 'file') return [path, 'nowhere'];
    const isIn = (files: typeof after) => {
      const found = files.find(path);
      return found.kind === 'file' && found.id === result.id;
    };
    return [path, isIn(head) ? 'head' : isIn(base) ? 'base' : 'nowhere'];
  });
  return Object.fromEntries(entries);
}

/** @returns every path that a report of a review could want to link to */
export function reviewedPaths({ clusters, findings, unjudged = [] }: Review): readonly string[] {
  return pathsAt([...findings, ...unjudged, ...Object.values(clusters).flatMap(placesIn)]);
}

function placesIn({
  gained,
  lost,
  changed,
  moved,
  unresolved,
}: ClusterReview): readonly { path?: string | undefined }[] {
  const made = changed.flatMap(({ fields }) => fields.flatMap((field) => field.made ?? []));
  const lines = made.flatMap(({ place, values }) => [place, ...values.map((value) => value.place)]);
  return [
    ...[...gained, ...lost, ...changed, ...moved].flatMap(({ chain }) => chain),
    ...unresolved,
    ...lines.flatMap((line) => line ?? []),
  ];
}

/** @returns every path that an explanation names */
export function explainedPaths({ objects }: Explained): readonly string[] {
  const fields = objects.flatMap(({ explanation }) => explanation.fields);
  const made = fields.flatMap((field) => (field.made === undefined || field.made === 'unknown' ? [] : [field.made]));
  const uses = made.flatMap(({ values, conditions }) => [...values, ...conditions]);
  const lines = [...fields, ...uses].flatMap(({ place }) => place ?? []);
  return pathsAt([
    ...objects.flatMap(({ explanation }) => explanation.chain),
    ...made.flatMap(({ via }) => via),
    ...lines,
  ]);
}

function pathsAt(places: readonly { readonly path?: string | undefined }[]): readonly string[] {
  return places.flatMap(({ path }) => path ?? []);
}
