/** CPU seconds that hostile input may take in a test: two are promised, which a busy machine makes up to three times as many. */
export const HOSTILE_SECONDS = 6;

/** @returns CPU seconds that this process takes while something is done: waiting for the machine does not count */
export function cpuSeconds(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
