import type { PullRequestRef } from '../api/pull-request-ref.ts';
import type { Ask } from './ask.ts';
import { type LookAgain, newLook } from './look-again.ts';

/** A command as its comment gives it: nothing of it is checked yet but the signature of its delivery. */
interface AskedByCommand {
  readonly kind: Ask['kind'];
  readonly pullRequest: PullRequestRef;
  /** GitHub's id of the delivery, for the log. */
  readonly delivery: string;
  /** As written; `undefined` only for an override over every cluster that has the finding. */
  readonly cluster: string | undefined;
  /** Login of who wrote the comment. */
  readonly by: string;
  /** `created_at` of the comment. */
  readonly at: string;
  /** Id of the comment, which is answered by a reaction and, where something is in the way, by a reply. */
  readonly comment: number;
  /** Of an override. */
  readonly rule?: string | undefined;
  /** Of an override. */
  readonly reason?: string | undefined;
}

/**
 * What `/approve`, `/unapprove` and `/override` leave in the queue: `inbox.lookAgain(lookForCommand({ … }))`. Who may do
 * it, whether the effect is still the one that they saw, and the answer are all the look's business; the command only
 * has to be parsed.
 */
export function lookForCommand({ pullRequest, delivery, ...asked }: AskedByCommand): LookAgain {
  const ask: Ask = { ...asked, number: pullRequest.number, via: 'command' };
  return newLook(pullRequest, { delivery, urgency: 'person', asks: [ask] });
}
