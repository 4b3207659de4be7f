import type { Config } from '../../config/config.ts';
import { type ConfigEdit, configChange } from '../../config/config-change.ts';
import { configPath } from '../../config/find-config.ts';
import { RULE_IDS } from '../../policy/judge/rules.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { hideInText } from '../../review/secrets/hide-in-text.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { prose } from '../../text/escape.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

interface ConfigOfCommits {
  /** The base's: a pull request never chooses the rules it is reviewed by, unless it does nothing but repair them. */
  readonly config: Config;
  /** What a pull request does to it, where it does anything. */
  readonly configEdit?: ConfigEdit | undefined;
}

/**
 * Reads the configuration of a review.
 *
 * @param base the tree of the base commit
 * @param after what the merge would leave
 * @throws Needs; CannotReview where the base's own configuration can't be understood: defaults would be a guess
 */
export function configOfCommits(base: RepoTree, after: RepoTree): ConfigOfCommits {
  const change = configChange(base, after, RULE_IDS);
  if (change.kind === 'judged') return { config: change.config, configEdit: change.edit };
  const problems = change.problems.map(
    (problem) =>
      `- ${prose(hideInText(`${configPath}:${problem.line}: ${problem.message}; ${problem.fix}`, () => MASK))}`,
  );
  const rest = change.isRepaired
    ? 'This pull request repairs it but also changes other files, which no valid configuration judges. Repair it in a separate pull request.'
    : 'Its pull requests cannot be reviewed until the base branch has a valid configuration.';
  throw new CannotReview('The configuration is invalid', `${problems.join('\n')}\n\n${rest}`, true);
}
