import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { DiffOptions } from './diff-options.ts';

const examples = `
Examples:
  blast-radius diff                        HEAD merged into the default branch, as the App does
  blast-radius diff --work-tree            what is not committed yet, against HEAD
  blast-radius diff main...feature         feature against where it left main
  blast-radius diff v1 v2                  two commits as they are
  blast-radius diff --merge main feature   feature merged into main
`;

/** `blast-radius diff`: the review. */
export function diffCommand(io: Io, finish: Finish): Command {
  return new Command('diff')
    .description('show what a change does to every cluster')
    .argument('[before]', 'a revision, or A...B')
    .argument('[after]', 'a revision')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .addOption(
      new Option('--format <format>', 'how to say it').choices(['text', 'markdown', 'html', 'json']).default('text'),
    )
    .option('--config <file>', 'instead of .github/blast-radius.yml of the commit before')
    .option('--merge', 'merge the second revision into the first')
    .option('--work-tree', 'review the files as they are, committed or not')
    .option('--base-branch <branch>', 'merge HEAD into this branch; the default branch if left out')
    .option('--no-cache', 'review anew what an earlier run has reviewed, and keep nothing')
    .addHelpText('after', examples)
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const { runDiff } = await import('./run-diff.ts');
      finish(await runDiff(before, after, options, io));
    });
}
