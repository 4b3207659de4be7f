import type { Logger } from 'pino';
import type { GitHub } from '../api/github.ts';
import { aWeek } from '../api/notes.ts';
import { readState } from '../approvals/signed-state.ts';
import type { LiveHead } from '../tasks/live-head.ts';
import type { LookAgain } from '../tasks/look-again.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';
import type { HeadState } from './head-state.ts';

/** What one look works with. */
export interface LookWork {
  readonly ports: ReviewPorts;
  readonly github: GitHub;
  readonly identity: AppIdentity;
  readonly look: LookAgain;
  readonly head: LiveHead;
  readonly headState: HeadState;
  readonly inputs: string;
  readonly bases: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Whether it has contributors that no comment records yet: they must be known before they approve. */
export function bringsActors({ look, head, headState, ports }: LookWork): boolean {
  return head.pulls.some(({ repositoryId: repository, ref: { number } }) => {
    const comment = headState.comments.get(number);
    if (comment === undefined) return false;
    const found = readState(comment.body, { repository, pull: number }, ports.stateKeys);
    const known = found.kind === 'signed' ? found.state.actors : [];
    return (look.actors ?? []).some((actor) => actor.number === number && !known.includes(actor.login));
  });
}

/** Whether the published review was found to be valid for the current bases. */
export async function isValidAt({ headState, bases, ports, inputs }: LookWork): Promise<boolean> {
  return headState.published?.bases === bases || (await ports.notes.read(`bases ${inputs}`)) === bases;
}

export async function noteValid({ ports, inputs, bases }: LookWork): Promise<void> {
  await ports.notes.write(`bases ${inputs}`, bases, aWeek);
}
