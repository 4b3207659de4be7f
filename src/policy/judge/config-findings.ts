import type { ConfigEdit } from '../../config/config-change.ts';
import { configPath } from '../../config/find-config.ts';
import type { Finding } from '../../review/contract/finding.ts';

/** @returns what is wrong with a change of the configuration itself, which concerns every cluster. */
export function configFindings(edit: ConfigEdit | undefined): readonly Finding[] {
  if (edit === undefined) return [];
  if (edit.kind === 'edited') return [EDITED];
  return edit.problems.map(({ message, line, fix }) => ({
    rule: 'invalid-configuration',
    severity: 'error',
    message,
    path: configPath,
    line,
    fix,
  }));
}

const EDITED: Finding = {
  rule: 'configuration-changed',
  severity: 'notice',
  message: `this changes ${configPath}, but is itself reviewed by the rules of the base branch`,
  path: configPath,
  line: 1,
};
