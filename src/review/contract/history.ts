import * as v from 'valibot';

/**
 * What happened to the clusters, commit by commit, as data: what `history --format json` prints.
 * `docs/history.schema.json` is generated from here. Later versions only add.
 */

const HistoryEntrySchema = v.object({
  commit: v.string(),
  at: v.pipe(v.string(), v.description('When the commit was made: ISO 8601 with a zone.')),
  author: v.pipe(v.string(), v.description('Of a merge: who merged.')),
  subject: v.pipe(v.string(), v.description('The first line of its message.')),
  headline: v.pipe(v.string(), v.description('What it did to the clusters, in one line.')),
  unknown: v.optional(
    v.pipe(
      v.literal(true),
      v.description('Whether it may have done more than its cells say, anywhere: it could not be judged.'),
    ),
  ),
  cells: v.pipe(
    v.array(
      v.object({
        unit: v.string(),
        cluster: v.string(),
        signs: v.pipe(v.string(), v.description('As in the matrix of a review: `+2 ~1`, `?` for what is not known.')),
      }),
    ),
    v.description('Where something happened.'),
  ),
});

export const HistorySchema = v.object({
  schema: v.literal(1),
  looked: v.pipe(v.number(), v.description('How many commits were looked at, newest first.')),
  entries: v.pipe(v.array(HistoryEntrySchema), v.description('Those that did something, newest first.')),
});

export type History = v.InferOutput<typeof HistorySchema>;
export type HistoryEntry = v.InferOutput<typeof HistoryEntrySchema>;
