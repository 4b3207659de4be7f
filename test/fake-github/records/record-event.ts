import type { Account } from '../state/account.ts';
import type { PullIssue } from '../state/repository.ts';
import type { TimelineFact } from '../state/timeline.ts';
import type { World } from '../state/world.ts';

/** Adds to what GitHub tells of a pull request's life, with who did it and when. */
export const recordEvent = (world: World, { pull }: PullIssue, actor: Account, fact: TimelineFact): void => {
  pull.timeline.push({ id: world.nextId(), actor, at: world.now(), ...fact });
};
