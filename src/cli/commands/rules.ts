import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';

/** `blast-radius rules`: what is looked for. */
export function rulesCommand(io: Io, finish: Finish): Command {
  return new Command('rules')
    .description('list the rules that findings come from')
    .argument('[rule]', 'one rule, with why it is there and what to do; all if left out')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .action(async (rule: string | undefined, { format }: { readonly format: string }) => {
      const { runRules } = await import('./run-rules.ts');
      finish(runRules(rule, format, io));
    });
}
