import type { Account } from './account.ts';
import type { Review } from './review.ts';

interface Happened {
  readonly id: number;
  readonly actor: Account;
  readonly at: Date;
}

/** What GitHub keeps of a pull request's life; commits, reviews and comments are kept elsewhere. */
export type TimelineEvent = Happened & TimelineFact;

export type TimelineFact =
  | {
      readonly kind: 'HeadRefForcePushedEvent' | 'BaseRefForcePushedEvent';
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'BaseRefChangedEvent' | 'AutomaticBaseChangeSucceededEvent' | 'RenamedTitleEvent';
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'MergedEvent'; readonly commit: string; readonly base: string }
  | { readonly kind: 'ReviewDismissedEvent'; readonly review: Review; readonly before: Review['state'] }
  | { readonly kind: 'HeadRefDeletedEvent'; readonly branch: string }
  | { readonly kind: 'ClosedEvent' | 'ReopenedEvent' | 'ReadyForReviewEvent' | 'ConvertToDraftEvent' };
