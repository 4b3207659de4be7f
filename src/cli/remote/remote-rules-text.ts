import type { BranchRules } from '../../github/rules/branch-rules.ts';
import type { RulesAdvice } from '../../github/rules/judge-rules.ts';
import { painter } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { RemoteRules } from './read-remote-rules.ts';

/** What a branch on GitHub requires, and what should change, for a terminal. */
export function remoteRulesText(
  { repository, branch, rules }: RemoteRules,
  advice: readonly RulesAdvice[],
  { colour }: { readonly colour: boolean },
): string {
  const paint = painter(colour);
  const head = visibleText(`${branch} of ${repository} on GitHub`, 400);
  if (rules.kind === 'not known')
    return `${paint('yellow', visibleText(`${head}: what it requires is not known: ${rules.reason}`, 1_000))}\n`;
  const lines = [
    paint('bold', `${head}:`),
    ...requiredLines(rules),
    `  merge queue: ${answer(rules.mergeQueue)}`,
    `  branches have to be up to date: ${answer(rules.upToDate)}`,
    ...(advice.length === 0 ? [] : ['']),
    ...advice.map(({ severity, text }) =>
      paint(severity === 'error' ? 'red' : 'yellow', visibleText(`${severity}: ${text}`, 2_000)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function requiredLines({ requiredChecks }: BranchRules): readonly string[] {
  if (requiredChecks.length === 0) return ['  required checks: none'];
  const lines = requiredChecks.map(({ name, pinnedTo }) => {
    const source = pinnedTo === undefined ? 'any source' : `App ${pinnedTo}`;
    return visibleText(`    ${name} (${source})`, 400);
  });
  return ['  required checks:', ...lines];
}

function answer(value: boolean | undefined): string {
  if (value === undefined) return 'not known';
  return value ? 'yes' : 'no';
}
