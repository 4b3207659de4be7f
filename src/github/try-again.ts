import { refusalOf } from './refusal.ts';

/** What was published says that something could not be done now: the same look once more may do it. */
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
 * When to look again after a look that failed. GitHub's failures pass; what it refuses for good does not.
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

/** What GitHub itself asks for, in milliseconds. */
function retryAfter(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('response' in error)) return 0;
  const { response } = error;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return 0;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return 0;
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}
