import type { Command, Option } from 'commander';

/** What names a repository, or this program, has for. */
export const NAMED = ['clusters', 'units', 'rules'] as const;

export type Named = (typeof NAMED)[number];

interface CompletedOption {
  /** `--format`. */
  readonly name: string;
  /** What may follow; absent for a switch. */
  readonly value?: { readonly words: readonly string[]; readonly named: readonly Named[] };
}

/** What a shell offers behind one command. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** Of its own commands too, as `check` of `config` is. */
  readonly options: readonly CompletedOption[];
  readonly words: readonly string[];
  /** What its arguments name. */
  readonly named: readonly Named[];
}

/** By what help calls an argument. */
const byArgument: ReadonlyMap<string, readonly Named[]> = new Map([
  ['cluster', ['clusters']],
  ['unit', ['units']],
  ['object', ['units']],
  ['names', ['units', 'clusters']],
  ['rule', ['rules']],
]);

/** @returns what is offered behind a command, as its own declaration has it */
export function completedCommand(command: Command): CompletedCommand {
  const all = [command, ...command.commands];
  const parts = all.flatMap(({ registeredArguments }) => registeredArguments);
  return {
    name: command.name(),
    description: command.description(),
    options: [...all.flatMap(({ options }) => options.flatMap(completedOption)), { name: '--help' }],
    words: [...command.commands.map((each) => each.name()), ...parts.flatMap(({ argChoices }) => argChoices ?? [])],
    named: [...new Set(parts.flatMap((part) => byArgument.get(part.name()) ?? []))],
  };
}

function completedOption(option: Option): readonly CompletedOption[] {
  const { long, flags, required, optional, argChoices } = option;
  if (!long) return [];
  if (!required && !optional) return [{ name: long }];
  const [, argument = ''] = /<(\w+)/.exec(flags) ?? [];
  const named = byArgument.get(argument) ?? byArgument.get(option.name()) ?? [];
  return [{ name: long, value: { words: argChoices ?? [], named } }];
}
