import type { ConfigEdit } from '../../config/config-change.ts';
import type { ConfigProblem } from '../../config/config-problem.ts';
import { configPath } from '../../config/find-config.ts';
import type { Finding } from '../../review/contract/finding.ts';
import { hideInText } from '../../review/secrets/hide-in-text.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { quoted } from '../../text/quoted.ts';

/** @returns what is wrong with a change of the configuration itself, which concerns every cluster. */
export function configFindings(edit: ConfigEdit | undefined): readonly Finding[] {
  if (edit === undefined) return [];
  if (edit.kind === 'edited') return [EDITED];
  if (edit.kind === 'repaired') return edit.problems.map(repairedProblem);
  return edit.problems.map(({ message, line, fix }) => ({
    rule: 'invalid-configuration',
    severity: 'error',
    message: hideInText(message, () => MASK),
    path: configPath,
    line,
    fix,
  }));
}

/** The line is one of the base's file, which no page of the merge shows. */
function repairedProblem({ message, line, fix }: ConfigProblem): Finding {
  return {
    rule: 'configuration-repaired',
    severity: 'notice',
    message: `on the base branch, line ${line} of ${quoted(configPath)} is invalid: ${hideInText(message, () => MASK)}; ${fix}`,
    path: configPath,
  };
}

const EDITED: Finding = {
  rule: 'configuration-changed',
  severity: 'notice',
  message: `this changes ${configPath}, but is itself reviewed by the rules of the base branch`,
  path: configPath,
  line: 1,
};
