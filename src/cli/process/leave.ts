import type { Writable } from 'node:stream';

/**
 * Ends the process once all that it has said is written, as pipes take it when their readers do. Nothing else is waited
 * for: Node would let V8 finish what it compiles, and collect, in the background.
 *
 * @param last what is done when whoever asked has the answer
 */
export async function leave(exitCode: number, last?: () => void): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(written));
  last?.();
  process.exit(exitCode);
}

/** One that was closed has nothing to write either. */
function written(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
