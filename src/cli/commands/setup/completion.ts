import { Argument, Command } from 'commander';
import type { Io } from '../../process/io.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/**
 * `blast-radius completion`: a script that a shell reads to complete commands and options.
 *
 * @param commands those of the program
 */
export function completionCommand(io: Io, commands: readonly Command[]): Command {
  return new Command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', '\nExamples:\n  source <(blast-radius completion bash)\n')
    .action((shell: (typeof SHELLS)[number]) =>
      io.out(shell === 'fish' ? fishScript(commands) : bashScript(commands, shell)),
    );
}

function optionsOf(command: Command): readonly string[] {
  return [...command.options.flatMap(({ long }) => long ?? []), '--help'];
}

function bashScript(commands: readonly Command[], shell: 'bash' | 'zsh'): string {
  const cases = commands.map((command) => `    ${command.name()}) words="${optionsOf(command).join(' ')}" ;;`);
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_blast_radius() {
  local words="${commands.map((command) => command.name()).join(' ')} help"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${cases.map((line) => `  ${line}`).join('\n')}
      *) words="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _blast_radius blast-radius
`;
}

function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const name = command.name();
    const text = command.description().replaceAll("'", "\\'");
    return [
      `complete -c blast-radius -f -n __fish_use_subcommand -a ${name} -d '${text}'`,
      ...optionsOf(command).map(
        (option) => `complete -c blast-radius -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}
