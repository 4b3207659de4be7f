import { Command } from 'commander';
import { type FetchOptions, withFetchOptions } from '../elsewhere/fetch-options.ts';

/** The options that select the files: those of a commit, or without one those on disk. */
export interface TreeOptions extends FetchOptions {
  readonly repo: string;
  readonly rev?: string;
  /** A day or a time. */
  readonly at?: string;
  readonly workTree?: boolean;
  readonly config?: string;
}

/** @returns a command that looks at the files of one commit, with the options that say which */
export function commandOnTree(name: string): Command {
  return withFetchOptions(new Command(name))
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option(
      '--at <date>',
      'that commit, as its branch was at the end of a day (2026-11-20), or at a time with its zone',
    )
    .option('--work-tree', 'use the files on disk, committed or not')
    .option('--config <file>', 'use instead of .github/blast-radius.yml at the commit');
}
