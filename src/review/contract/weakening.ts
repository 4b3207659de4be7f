import * as v from 'valibot';

export const WeakeningSchema = v.object({
  cluster: v.optional(
    v.pipe(v.string(), v.description('The cluster that is judged less strictly; absent where it is not one cluster.')),
  ),
  what: v.pipe(
    v.string(),
    v.description('What would be weaker after the merge: behind the name of the cluster, else a sentence of its own.'),
  ),
});

/** One thing that a change of the configuration makes weaker: later merges would be told less, or asked less. */
export type Weakening = v.InferOutput<typeof WeakeningSchema>;
