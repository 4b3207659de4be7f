import { Command, CommanderError } from 'commander';
import { commandsFor } from './commands.ts';
import { CliError } from './process/cli-error.ts';
import { errorText } from './process/error-text.ts';
import type { Finish } from './process/finish.ts';
import type { Io } from './process/io.ts';

const help = `
Exit codes: 0 nothing wrong, 1 an error finding, 2 something could not be told, 64 wrong usage.
`;

/**
 * Runs the program.
 *
 * @param args without the interpreter and the script
 * @returns the exit code; every error has been said
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const finish: Finish = (code) => {
    exitCode = code;
  };
  const program = new Command('blast-radius')
    .description('What will run where, that did not before, and why: reviews Flux GitOps repositories.')
    .addHelpText('after', help)
    .helpCommand('help [command]', 'show the help of a command');
  const commands = await commandsFor(args[0], io, finish);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) prepare(command, io);
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64;
    const isDebugging = process.env.BLAST_RADIUS_DEBUG === '1';
    io.err(errorText(error, isDebugging));
    return error instanceof CliError ? error.exitCode : 2;
  } finally {
    io.progress('');
  }
}

function prepare(command: Command, io: Io): void {
  command
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (message, write) => write(message.replace(/^error: /, 'blast-radius: ')),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
}
