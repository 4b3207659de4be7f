import { setTimeout } from 'node:timers/promises';
import { type Alone, NotAlone } from '../../github/tasks/alone.ts';

/** How long to wait for a turn: sections are short, so whoever holds it longer hangs. In milliseconds. */
export const mostPatience = 30_000;

/**
 * Turns of one process: of each key one at a time, in the order they were asked for.
 *
 * @param patience milliseconds
 */
export function aloneHere(patience = mostPatience): Alone {
  const last = new Map<string, Promise<void>>();
  return async (key, work, signal) => {
    const before = last.get(key);
    let end: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      end = resolve;
    });
    // Who leaves the line early still has those behind wait for those before.
    const mine = Promise.all([before, done]).then(() => undefined);
    last.set(key, mine);
    try {
      if (before) await inTime(before, patience, signal);
      signal.throwIfAborted();
      return await work(signal);
    } finally {
      end();
      if (last.get(key) === mine) void mine.then(() => last.get(key) === mine && last.delete(key));
    }
  };
}

/** @throws NotAlone after so many milliseconds; the signal's reason */
async function inTime(before: Promise<void>, patience: number, signal: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const late = setTimeout(patience, 'late' as const, { signal: AbortSignal.any([signal, timer.signal]) });
  try {
    if ((await Promise.race([before, late])) === 'late') throw new NotAlone('others were at work for too long');
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    timer.abort();
  }
}
