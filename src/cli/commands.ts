import type { Command } from 'commander';
import type { Finish } from './process/finish.ts';
import type { Io } from './process/io.ts';

type MakeCommand = (io: Io, finish: Finish) => Command;

/** In the order in which help lists them; each is loaded when it is called for. */
const COMMANDS: ReadonlyMap<string, () => Promise<MakeCommand>> = new Map([
  ['diff', async () => (await import('./commands/diff.ts')).diffCommand],
  ['where', async () => (await import('./commands/where.ts')).whereCommand],
  ['explain', async () => (await import('./commands/explain.ts')).explainCommand],
  ['compare', async () => (await import('./commands/compare.ts')).compareCommand],
  ['promote', async () => (await import('./commands/promote.ts')).promoteCommand],
  ['demote', async () => (await import('./commands/demote.ts')).demoteCommand],
  ['tree', async () => (await import('./commands/tree.ts')).referencesCommand],
  ['render', async () => (await import('./commands/render.ts')).renderCommand],
  ['build', async () => (await import('./commands/build.ts')).buildCommand],
  ['validate', async () => (await import('./commands/validate.ts')).validateCommand],
  ['rules', async () => (await import('./commands/rules.ts')).rulesCommand],
  ['config', async () => (await import('./commands/config.ts')).configCommand],
  ['serve', async () => (await import('./commands/serve.ts')).serveCommand],
]);

/** @returns the command of that name; where there is none, all commands, of which help or a complaint can tell */
export async function commandsFor(name: string | undefined, io: Io, finish: Finish): Promise<readonly Command[]> {
  const named = name === undefined ? undefined : COMMANDS.get(name);
  if (named !== undefined) return [(await named())(io, finish)];
  const all = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const commands = all.map((make) => make(io, finish));
  const { completionCommand } = await import('./commands/completion.ts');
  return [...commands, completionCommand(io, commands)];
}
