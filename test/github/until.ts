import { setTimeout } from 'node:timers/promises';

/** Less than a test may take, so that it says what has not come about. In milliseconds. */
const PATIENCE = 120_000;

/** Waits until something has come about that GitHub tells nobody of. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not within ${PATIENCE / 1000} s: ${isSo}`);
    await setTimeout(5);
  }
}
