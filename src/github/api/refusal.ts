/** GitHub's answers that no retry changes: uninstalled, suspended, a permission not granted, a repository that is gone. */
const final = new Set([401, 403, 404, 410, 451]);

/**
 * @returns why GitHub refuses this App permanently, for the log; `undefined` for every other error
 */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (!final.has(error.status)) return undefined;
  // Rate limits come as 403 too; they pass.
  if (/rate limit/i.test(error.message)) return undefined;
  return `${error.status} ${error.message}`;
}

/** @returns whether GitHub failed, or was not reached: its part may be done or not, and the next try may succeed */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 500;
}
