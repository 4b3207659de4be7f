import { Argument, Command } from 'commander';
import { bashScript } from '../../completion/bash-script.ts';
import { completedCommand, NAMED } from '../../completion/completed-command.ts';
import { fishScript } from '../../completion/fish-script.ts';
import type { Io } from '../../process/io.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

type Asked = (typeof SHELLS)[number] | (typeof NAMED)[number];

const more = `
Examples:
  source <(blast-radius completion bash)
  blast-radius completion fish > ~/.config/fish/completions/blast-radius.fish

The script asks for the names that it offers: blast-radius completion clusters, units or rules, of the clone it is in.
`;

/**
 * `blast-radius completion`: a script that a shell reads to complete commands, options, and the names of a fleet.
 *
 * @param commands those of the program
 */
export function completionCommand(io: Io, commands: readonly Command[]): Command {
  const completion = new Command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices([...SHELLS, ...NAMED]))
    .addHelpText('after', more)
    .action(async (asked: Asked) => {
      const all = [...commands, completion].map(completedCommand);
      if (asked === 'fish') return io.out(fishScript(all));
      if (asked === 'bash' || asked === 'zsh') return io.out(bashScript(all, asked));
      const { namesOf } = await import('../../completion/names-of.ts');
      io.out((await namesOf(asked, io)).map((name) => `${name}\n`).join(''));
    });
  return completion;
}
