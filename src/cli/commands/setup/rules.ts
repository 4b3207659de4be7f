import { Command, Option } from 'commander';
import type { Rule } from '../../../policy/view/rule.ts';
import { nearest } from '../../../text/nearest.ts';
import { usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

/** `blast-radius rules`: the rules. */
export function rulesCommand(io: Io, finish: Finish): Command {
  return new Command('rules')
    .description('list the rules')
    .argument('[rule]', 'one rule, with its reason and fix; all if omitted')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async (rule: string | undefined, { format }: { readonly format: string }) => {
      finish(await runRules(rule, format, io));
    });
}

/**
 * Prints the rules.
 *
 * @param asked an id; all rules where it is left out
 * @throws CliError where no rule has that id
 */
async function runRules(asked: string | undefined, format: string, io: Io): Promise<number> {
  const { RULES } = await import('../../../policy/judge/rules.ts');
  const all = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rules = all.filter(({ id }) => asked === undefined || id === asked);
  if (rules.length === 0 && asked !== undefined)
    throw notFound(
      asked,
      all.map(({ id }) => id),
    );
  if (format === 'json') io.out(`${JSON.stringify(rules.map(plain), undefined, 2)}\n`);
  else io.out(asked === undefined ? table(rules) : rules.map(page).join('\n'));
  return 0;
}

function notFound(asked: string, ids: readonly string[]): Error {
  const near = nearest(asked, ids);
  const remedy = near === undefined ? 'blast-radius rules lists them' : `did you mean ${near}?`;
  return usageError(`there is no rule ${asked}; ${remedy}`);
}

function plain({ id, severity, title, why, fix }: Rule) {
  return { id, severity, title, why, fix };
}

function table(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`).join('');
}

function page({ id, severity, title, why, fix }: Rule): string {
  return `${id} (${severity}): ${title}\n\n${why}\nWhat to do: ${fix}\n`;
}
