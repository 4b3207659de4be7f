import type { Logger } from 'pino';
import type { GitHub } from '../api/github.ts';
import { aWeek } from '../api/notes.ts';
import type { Contributors } from '../people/contributors.ts';
import type { Eligibility } from '../people/eligibility.ts';
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
  readonly contributors: Contributors;
  readonly eligibility: Eligibility;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Whether the published review was found to be valid for the current base. */
export async function isValidAt({ headState, head, ports, inputs }: LookWork): Promise<boolean> {
  const { baseCommit } = head;
  return headState.record?.baseCommit === baseCommit || (await ports.notes.read(`base ${inputs}`)) === baseCommit;
}

/** @param floats whether the effect rests on what moves elsewhere */
export async function noteValid({ ports, inputs, head }: LookWork, floats: boolean): Promise<void> {
  await ports.notes.write(`base ${inputs}`, head.baseCommit, aWeek);
  if (floats) await ports.notes.write(`at ${inputs}`, String(ports.now().getTime()), aWeek);
}

/** How long what moves elsewhere is taken to stand still, unless something else asks for a review. In milliseconds. */
const AN_HOUR = 3_600_000;

/** Whether nothing is due of what the effect rests on elsewhere: nobody tells when that moves. */
export async function isElsewhereFresh({ headState, ports, inputs }: LookWork): Promise<boolean> {
  const floats = headState.record?.members.some(({ floating = {} }) => Object.keys(floating).length > 0) ?? false;
  if (!floats) return true;
  const at = Number((await ports.notes.read(`at ${inputs}`)) ?? 0);
  return ports.now().getTime() - at < AN_HOUR;
}
