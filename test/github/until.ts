import { setTimeout } from 'node:timers/promises';

/** Waits until something has come about that GitHub tells nobody of. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}
