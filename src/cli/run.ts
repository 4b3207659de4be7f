import { Command, CommanderError } from 'commander';
import { buildCommand } from './build.ts';
import { CliError } from './cli-error.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { demoteCommand } from './demote.ts';
import { diffCommand } from './diff.ts';
import { errorText } from './error-text.ts';
import { explainCommand } from './explain.ts';
import type { Finish } from './finish.ts';
import type { Io } from './io.ts';
import { promoteCommand } from './promote.ts';
import { renderCommand } from './render.ts';
import { rulesCommand } from './rules.ts';
import { serveCommand } from './serve.ts';
import { referencesCommand } from './tree.ts';
import { validateCommand } from './validate.ts';
import { whereCommand } from './where.ts';

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
  const commands = [
    diffCommand(io, finish),
    whereCommand(io, finish),
    explainCommand(io, finish),
    compareCommand(io, finish),
    promoteCommand(io, finish),
    demoteCommand(io, finish),
    referencesCommand(io, finish),
    renderCommand(io, finish),
    buildCommand(io, finish),
    validateCommand(io, finish),
    rulesCommand(io, finish),
    configCommand(io, finish),
    serveCommand(),
  ];
  commands.push(completionCommand(io, [...commands]));
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
