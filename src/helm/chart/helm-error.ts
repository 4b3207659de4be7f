/** Why a chart does not become objects, in Helm's words where Helm has some. */
export class HelmError extends Error {
  override readonly name = 'HelmError';
}

/**
 * @param what Helm says in front of why something failed
 * @returns what comes of it
 * @throws HelmError with both
 */
export function explained<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    throw new HelmError(`${what}: ${error.message}`);
  }
}
