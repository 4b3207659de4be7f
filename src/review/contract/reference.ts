import * as v from 'valibot';

export const Line = v.pipe(v.number(), v.integer(), v.minValue(1));

export const PlaceSchema = v.object({
  path: v.pipe(
    v.string(),
    v.description(
      'A file of the repository, relative to its root; with `source`, as kustomize refers to it elsewhere.',
    ),
  ),
  line: v.optional(v.pipe(Line, v.description('1-based; absent where the whole file is meant.'))),
  column: v.optional(v.pipe(Line, v.description('1-based; only where a template or its inputs are wrong.'))),
  source: v.optional(
    v.pipe(
      v.object({ url: v.string(), revision: v.string() }),
      v.description('Of a file that is not in the repository: where it is, and at which commit or digest.'),
    ),
  ),
  changed: v.optional(
    v.pipe(v.literal(true), v.description('The pull request edits this file: here the change begins.')),
  ),
});

export type ReviewPlace = v.InferOutput<typeof PlaceSchema>;

/** Where a file of the merge result can be shown: the merge itself is a tree, and no page of GitHub shows trees. */
export type Shown = 'head' | 'base' | 'nowhere';

export const objectFields = {
  apiVersion: v.string(),
  kind: v.string(),
  namespace: v.optional(v.pipe(v.string(), v.description('As rendered; absent where the manifest names none.'))),
  name: v.string(),
};

export const ObjectRefSchema = v.object(objectFields);
