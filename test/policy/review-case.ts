import { defaultConfig } from '../../src/config/default-config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import type { Review } from '../../src/review/contract/review.ts';
import type { Workspace } from '../../src/tree/files/workspace.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { reviewOf } from '../review/review-of.ts';
import type { RuleCase } from './rule-case.ts';

/**
 * @param workspace where cases over one fleet need not read it again and again
 * @returns the whole review of a case
 */
export function reviewCase(
  { before, after, config }: Pick<RuleCase, 'before' | 'after' | 'config'>,
  workspace?: Workspace,
): Review {
  const result = config === undefined ? undefined : readConfig(new Source(config), RULE_IDS);
  if (result?.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return reviewOf(before, after, { config: result?.config ?? defaultConfig, ...(workspace && { workspace }) });
}
