import * as v from 'valibot';

const GivenSchema = {
  cluster: v.string(),
  digest: v.string(),
  by: v.string(),
  at: v.string(),
  via: v.picklist(['command', 'button', 'review']),
  withdrawn: v.optional(v.object({ by: v.string(), at: v.string() })),
};

const GrantSchema = v.variant('kind', [
  v.object({ kind: v.literal('approval'), ...GivenSchema }),
  v.object({ kind: v.literal('override'), ...GivenSchema, rule: v.string(), reason: v.string() }),
]);

/** What the comment of a pull request remembers, hidden and signed. */
export const ApprovalStateSchema = v.object({
  /** GitHub's id of the repository, which outlives its name. */
  repository: v.number(),
  pull: v.number(),
  /** Counts what was ever written. */
  sequence: v.number(),
  /** The name of the state that this one follows. */
  previous: v.optional(v.string()),
  /** The head commit it was written for. */
  head: v.string(),
  /** The people who pushed, opened or asked for it, as far as events show. */
  actors: v.array(v.string()),
  /** By cluster, the effect that the comment shows, and since when: what can be approved. */
  shown: v.record(v.string(), v.object({ digest: v.string(), since: v.string() })),
  grants: v.array(GrantSchema),
});

export type ApprovalState = v.InferOutput<typeof ApprovalStateSchema>;
