import * as v from 'valibot';

/**
 * What a person asks of a review: to accept an effect or a finding, or to take that back. It waits in the queue with
 * the look that answers it, so it is plain data.
 */
export const AskSchema = v.object({
  kind: v.picklist(['approve', 'unapprove', 'override']),
  /** The pull request. */
  number: v.number(),
  /** The cluster's name; `undefined`: every cluster that the person may approve, as a review approval means. */
  cluster: v.optional(v.string()),
  /** The person's login, as GitHub gave it in a signed delivery. */
  by: v.string(),
  via: v.picklist(['command', 'button', 'review']),
  /** When they asked, ISO 8601: what was published later they can't have seen. */
  at: v.string(),
  /** The head commit that they looked at, where GitHub says so. */
  head: v.optional(v.string()),
  /** The check run whose button they clicked. */
  run: v.optional(v.number()),
  /** The comment that holds the command: it is answered by a reaction, and by a reply where something is in the way. */
  comment: v.optional(v.number()),
  /** Of an override. */
  rule: v.optional(v.string()),
  reason: v.optional(v.string()),
});

export type Ask = v.InferOutput<typeof AskSchema>;
