import { code } from '../../text/escape.ts';
import { checkName, readCheckName } from '../api/check-names.ts';
import type { BranchRules, RulesNotKnown } from './branch-rules.ts';

/**
 * Former releases reported `blast-radius` for whatever base a pull request had, so that a result for one branch passed
 * for another. A rule that still requires that name is answered with a failure, for one release; never with a success.
 *
 * @returns the former names that the rules require; none where the rules are not known: what is required and never
 *   reported blocks as well
 */
export function requiredPlainNames(rules: BranchRules | RulesNotKnown): readonly string[] {
  if (rules.kind !== 'known') return [];
  const names = rules.requiredChecks.map(({ name }) => name);
  return [...new Set(names.filter((name) => readCheckName(name)?.kind === 'plain'))];
}

/** What is reported under a former name, always as a failure. */
interface PlainNameResult {
  readonly conclusion: 'failure';
  readonly output: { readonly title: string; readonly summary: string; readonly annotations: readonly [] };
}

/** @param name the former name: `blast-radius`, or `blast-radius / prod` */
export function plainNameResult(base: string, name: string): PlainNameResult {
  const instead = insteadOf(base, name);
  const summary = [
    `A check of Blast Radius belongs to a branch, so that a result for one branch never counts for another. The rules of ${code(base)} still require ${code(name)}, which never passes any more, whatever the pull request does.`,
    `**What to do:** an administrator requires ${code(instead)} instead of ${code(name)} (_Settings → Rules_), with this App as its source. The review is in the check ${code(instead)}.`,
  ].join('\n\n');
  const title = `Require "${instead}" instead`.slice(0, 250);
  return { conclusion: 'failure', output: { title, summary, annotations: [] } };
}

/**
 * @param names as {@link requiredPlainNames} gives them
 * @returns the sentence for the comment; `undefined` where no rule requires a former name
 */
export function upgradeNotice(base: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const changes = names.map((name) => `${code(insteadOf(base, name))} instead of ${code(name)}`).join(', ');
  return `The rules of ${code(base)} have to be changed before anything can be merged: an administrator requires ${changes}, with this App as its source.`;
}

/**
 * @param names as {@link requiredPlainNames} gives them
 * @returns the sentence for the log, without formatting; `undefined` where no rule requires a former name
 */
export function upgradeWarning(base: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const changes = names.map((name) => `"${insteadOf(base, name)}" instead of "${name}"`).join(', ');
  return `the rules of ${base} require a check that passes no more: require ${changes}`;
}

function insteadOf(base: string, name: string): string {
  return checkName(base, readCheckName(name)?.cluster);
}
