import * as v from 'valibot';

export const WeakeningSchema = v.object({
  cluster: v.optional(
    v.pipe(v.string(), v.description('The cluster that is judged less strictly; absent where it is not one cluster.')),
  ),
  what: v.pipe(
    v.string(),
    v.description('What would be weaker after the merge: behind the name of the cluster, else a sentence of its own.'),
  ),
  digest: v.optional(v.pipe(v.string(), v.description('Names all of it, where words do not.'))),
});

/**
 * One thing that a change of the configuration makes weaker: later merges would be told less, or asked less.
 * Who approves it approves just that: two that are not the same never have the same words and digest.
 */
export type Weakening = v.InferOutput<typeof WeakeningSchema>;
