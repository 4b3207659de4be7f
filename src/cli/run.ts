import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { CliError } from './process/cli-error.ts';
import { errorText } from './process/error-text.ts';
import type { Finish, Io } from './process/io.ts';

const help = `
Exit codes: 0 nothing wrong, 1 an error finding, 2 something could not be determined, 64 wrong usage.
`;

/**
 * Runs the program.
 *
 * @param args without the interpreter and the script
 * @returns the exit code; every error has been printed
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const finish: Finish = (code) => {
    exitCode = code;
  };
  const program = new Command('blast-radius')
    .description('What will this merge change, where, and why? Reviews Flux GitOps repositories.')
    .version(VERSION, '-V, --version', 'show the version')
    .enablePositionalOptions()
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

type MakeCommand = (io: Io, finish: Finish) => Command;

/**
 * In the order in which help lists them; each is loaded when it is called for. For help all of them are: what a command
 * needs to read a repository or to render it is imported by its action, so that nobody waits for it who only asks.
 */
const COMMANDS: ReadonlyMap<string, () => Promise<MakeCommand>> = new Map([
  ['diff', async () => (await import('./commands/review/diff.ts')).diffCommand],
  ['try', async () => (await import('./commands/review/try.ts')).tryCommand],
  ['where', async () => (await import('./commands/fleet/where.ts')).whereCommand],
  ['history', async () => (await import('./commands/fleet/history.ts')).historyCommand],
  ['images', async () => (await import('./commands/fleet/images.ts')).imagesCommand],
  ['explain', async () => (await import('./commands/fleet/explain.ts')).explainCommand],
  ['compare', async () => (await import('./commands/review/compare.ts')).compareCommand],
  ['promote', async () => (await import('./commands/promotion/promote.ts')).promoteCommand],
  ['demote', async () => (await import('./commands/promotion/demote.ts')).demoteCommand],
  ['tree', async () => (await import('./commands/fleet/tree.ts')).treeCommand],
  ['render', async () => (await import('./commands/fleet/render.ts')).renderCommand],
  ['build', async () => (await import('./commands/build/build.ts')).buildCommand],
  ['helm', async () => (await import('./commands/build/helm.ts')).helmCommand],
  ['validate', async () => (await import('./commands/review/validate.ts')).validateCommand],
  ['rules', async () => (await import('./commands/setup/rules.ts')).rulesCommand],
  ['init', async () => (await import('./commands/setup/init.ts')).initCommand],
  ['config', async () => (await import('./commands/setup/config.ts')).configCommand],
  ['serve', async () => (await import('./commands/setup/serve.ts')).serveCommand],
  ['mcp', async () => (await import('./commands/mcp/mcp.ts')).mcpCommand],
]);

/** @returns the command of that name; if there is none, all commands, for help or an error message */
async function commandsFor(name: string | undefined, io: Io, finish: Finish): Promise<readonly Command[]> {
  const named = name === undefined ? undefined : COMMANDS.get(name);
  if (named !== undefined) return [(await named())(io, finish)];
  const all = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const commands = all.map((make) => make(io, finish));
  const { completionCommand } = await import('./commands/setup/completion.ts');
  return [...commands, completionCommand(io, commands)];
}
