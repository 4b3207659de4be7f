import { setTimeout } from 'node:timers/promises';
import type { GitHub } from '../../../../test/fake-github/start-github.ts';

/** Between two looks at whether anything is under way. In milliseconds. */
export const glance = 60;

/**
 * Waits until neither side has anything under way. What the App writes makes deliveries in turn: nothing new may have come
 * while it was idle.
 *
 * @param url where the App listens
 */
export async function quiet(github: GitHub, url: string): Promise<void> {
  for (let idle = 0; idle < 2; ) {
    await github.settled();
    const before = github.requests.length + github.deliveries().length;
    const isIdle = (await isIdleAt(url)) && before === github.requests.length + github.deliveries().length;
    idle = isIdle ? idle + 1 : 0;
    await setTimeout(glance);
  }
}

/** The App's own measure of its queue: what waits, what failed and waits for its time, and what is done now. */
async function isIdleAt(url: string): Promise<boolean> {
  // A connection that is kept may be closed by the App in the moment in which it is used again.
  const answer = await fetch(`${url}/metrics`, { headers: { connection: 'close' } });
  const text = await answer.text();
  return ['waiting', 'running'].every((what) => new RegExp(`^blast_radius_queue_${what} 0$`, 'm').test(text));
}
