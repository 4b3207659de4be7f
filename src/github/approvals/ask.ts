/**
 * What a person asks of a review: to accept an effect or a finding, or to take that back. It waits in the queue with
 * the look that answers it, so it is plain data.
 */
export interface Ask {
  readonly kind: 'approve' | 'unapprove' | 'override';
  /** The pull request. */
  readonly number: number;
  /** The cluster's name; `undefined`: every cluster that the person may approve, as a review approval means. */
  readonly cluster: string | undefined;
  /** The person's login, as GitHub gave it in a signed delivery. */
  readonly by: string;
  readonly via: 'command' | 'button' | 'review';
  /** When they asked, ISO 8601: what was published later they can't have seen. */
  readonly at: string;
  /** The head commit that they looked at, where GitHub says so. */
  readonly head?: string | undefined;
  /** The check run whose button they clicked. */
  readonly run?: number | undefined;
  /** The comment that holds the command: it is answered by a reaction, and by a reply where something is in the way. */
  readonly comment?: number | undefined;
  /** Of an override. */
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
}
