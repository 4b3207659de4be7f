import * as v from 'valibot';
import { UnresolvedSchema } from './cluster-review.ts';
import { ImageChangesSchema } from './images.ts';

/**
 * What a change does to the images of a fleet, as data: what `images A B --format json` prints and the one input of its
 * report. `docs/image-changes.schema.json` is generated from here. Later versions only add.
 */
export const ImageDiffSchema = v.object({
  schema: v.literal(1),
  base: v.pipe(v.string(), v.description('The base commit; empty where a side is not a commit.')),
  head: v.string(),
  merge: v.pipe(
    v.picklist(['merged', 'conflict', 'as-given']),
    v.description('conflict: the merge base against the head alone.'),
  ),
  clusters: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        releases: v.pipe(
          v.number(),
          v.description('Releases that are not rendered whole: which images these bring is not all known.'),
        ),
        external: v.pipe(v.number(), v.description('Roots whose content is in another repository, which is not read.')),
        unresolved: v.array(UnresolvedSchema),
      }),
    ),
    v.description('In promotion order, with what is not known of them.'),
  ),
  ...ImageChangesSchema.entries,
});

export type ImageDiff = v.InferOutput<typeof ImageDiffSchema>;
