import type { Config } from '../../config/config.ts';
import { type ConfigEdit, configChange } from '../../config/config-change.ts';
import { configPath } from '../../config/find-config.ts';
import { RULE_IDS } from '../../policy/judge/rules.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { prose } from '../../text/escape.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

interface ConfigOfCommits {
  /** The base's: a pull request never chooses the rules it is reviewed by. */
  readonly config: Config;
  /** What a pull request does to it, where it does anything. */
  readonly configEdit?: ConfigEdit;
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
  if (change.kind === 'untouched') return { config: change.config };
  if (change.kind === 'edited' || change.kind === 'broken') return { config: change.config, configEdit: change };
  const problems = change.problems.map(
    (problem) => `- ${prose(`${configPath}:${problem.line}: ${problem.message}; ${problem.fix}`)}`,
  );
  const lines = problems.join('\n');
  if (change.kind === 'invalid') {
    const rest = 'Its pull requests cannot be reviewed until the base branch has a valid configuration.';
    throw new CannotReview('The configuration is invalid', `${lines}\n\n${rest}`, true);
  }
  if (!change.isAlone) {
    const rest =
      'This pull request repairs it but also changes other files, which no valid configuration judges. Repair it in a separate pull request.';
    throw new CannotReview('The configuration is invalid', `${lines}\n\n${rest}`, true);
  }
  const rest =
    'This pull request repairs it and changes nothing else. An administrator must confirm that the new configuration is right.';
  throw new CannotReview('This repairs the configuration', `${lines}\n\n${rest}`, true, 'action_required');
}
