import * as v from 'valibot';

export const UnjudgedSchema = v.object({
  path: v.pipe(v.string(), v.description('The changed file, or the directory that all of its files are in.')),
  reason: v.pipe(v.string(), v.description('Why nothing has read them, in a sentence.')),
  files: v.pipe(v.array(v.string()), v.description('The changed files that nothing has read.')),
  config: v.pipe(
    v.string(),
    v.description('The configuration that would settle it, with a guess filled in; empty where none would.'),
  ),
});

/** Changed manifests that may run in a cluster, and that no review of a cluster has read: nothing is known of them. */
export type Unjudged = v.InferOutput<typeof UnjudgedSchema>;
