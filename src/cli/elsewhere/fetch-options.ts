import type { Command } from 'commander';

/** What somebody says of what lies elsewhere. */
export interface FetchOptions {
  /** Uses what is here, however old it is, and asks nobody. */
  readonly offline?: boolean;
  /** Asks again, whatever was fetched a moment ago. */
  readonly refresh?: boolean;
}

/** @returns the command, with the options */
export function withFetchOptions(command: Command): Command {
  return command
    .option('--offline', 'of what lies elsewhere, use what was fetched before, however old it is')
    .option('--refresh', 'ask again for what may have moved elsewhere, whatever was fetched in the last ten minutes');
}
