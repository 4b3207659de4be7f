/** Ends a command with one sentence that names the problem and its remedy, and with an exit code. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** The command was called in a wrong way: sysexits' EX_USAGE. */
export function usageError(message: string): CliError {
  return new CliError(message, 64);
}

/** The command was called correctly, but could not determine the answer. */
export function cannotTell(message: string): CliError {
  return new CliError(message, 2);
}

/** Nothing was found to look at. */
export function noCluster(): CliError {
  return cannotTell('no cluster found; name the clusters in .github/blast-radius.yml');
}
