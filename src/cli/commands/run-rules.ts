import { RULE_IDS, RULES } from '../../policy/judge/rules.ts';
import type { Rule } from '../../policy/view/rule.ts';
import { nearest } from '../../text/nearest.ts';
import { usageError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';

/**
 * Prints the rules.
 *
 * @param asked an id; all rules where it is left out
 * @throws CliError where no rule has that id
 */
export function runRules(asked: string | undefined, format: string, io: Io): number {
  const all = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rules = all.filter(({ id }) => asked === undefined || id === asked);
  if (rules.length === 0 && asked !== undefined) throw notFound(asked);
  if (format === 'json') io.out(`${JSON.stringify(rules.map(plain), undefined, 2)}\n`);
  else io.out(asked === undefined ? table(rules) : rules.map(page).join('\n'));
  return 0;
}

function notFound(asked: string): Error {
  const near = nearest(asked, RULE_IDS);
  const remedy = near === undefined ? 'blast-radius rules lists them' : `did you mean ${near}?`;
  return usageError(`no rule is called ${asked}; ${remedy}`);
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
