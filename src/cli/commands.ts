import type { Command } from 'commander';
import type { Finish } from './finish.ts';
import type { Io } from './io.ts';

type MakeCommand = (io: Io, finish: Finish) => Command;

/** In the order in which help lists them; each is loaded when it is called for. */
const COMMANDS: ReadonlyMap<string, () => Promise<MakeCommand>> = new Map([
  ['diff', async () => (await import('./diff.ts')).diffCommand],
  ['where', async () => (await import('./where.ts')).whereCommand],
  ['explain', async () => (await import('./explain.ts')).explainCommand],
  ['compare', async () => (await import('./compare.ts')).compareCommand],
  ['promote', async () => (await import('./promote.ts')).promoteCommand],
  ['demote', async () => (await import('./demote.ts')).demoteCommand],
  ['tree', async () => (await import('./tree.ts')).referencesCommand],
  ['render', async () => (await import('./render.ts')).renderCommand],
  ['build', async () => (await import('./build.ts')).buildCommand],
  ['validate', async () => (await import('./validate.ts')).validateCommand],
  ['rules', async () => (await import('./rules.ts')).rulesCommand],
  ['config', async () => (await import('./config.ts')).configCommand],
  ['serve', async () => (await import('./serve.ts')).serveCommand],
]);

/** @returns the command of that name; where there is none, all commands, of which help or a complaint can tell */
export async function commandsFor(name: string | undefined, io: Io, finish: Finish): Promise<readonly Command[]> {
  const named = name === undefined ? undefined : COMMANDS.get(name);
  if (named !== undefined) return [(await named())(io, finish)];
  const all = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const commands = all.map((make) => make(io, finish));
  const { completionCommand } = await import('./completion.ts');
  return [...commands, completionCommand(io, commands)];
}
