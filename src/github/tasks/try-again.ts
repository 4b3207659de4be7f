import * as v from 'valibot';
import { refusalOf } from '../api/refusal.ts';

/** What was published says that something could not be done now: a retry may succeed. */
export class NotDone extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotDone';
  }
}

/** In milliseconds, each with as much again by chance: those who failed together must not come back together. */
const delays = [1_000, 4_000, 15_000, 60_000, 240_000];
const mostForNotDone = 3;

/**
 * When to look again after a look that failed. GitHub's failures and limits pass; what it refuses for good does not.
 *
 * @param attempt 1 after the first
 * @returns milliseconds; `undefined` to leave it to the next event or sweep
 */
export function tryAgainAfter(error: unknown, attempt: number): number | undefined {
  if (refusalOf(error) !== undefined) return undefined;
  if (error instanceof NotDone && attempt > mostForNotDone) return undefined;
  const delay = delays[attempt - 1];
  if (delay === undefined) return undefined;
  return Math.max(retryAfter(error), delay * (1 + Math.random()));
}

/** What GitHub itself asks for, in milliseconds: after a secondary limit, or until the hour's budget is renewed. */
function retryAfter(error: unknown): number {
  const found = v.safeParse(LimitedSchema, error);
  if (!found.success) return 0;
  const { headers } = found.output.response;
  const isSpent = headers['x-ratelimit-remaining'] === '0';
  const reset = isSpent ? Number(headers['x-ratelimit-reset']) * 1000 - Date.now() : 0;
  return Math.max(0, ...[reset, Number(headers['retry-after']) * 1000].filter(Number.isFinite));
}

const LimitedSchema = v.object({
  response: v.object({ headers: v.record(v.string(), v.unknown()) }),
});
