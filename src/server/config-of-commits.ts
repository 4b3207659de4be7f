import type { Config } from '../config/config.ts';
import type { ConfigProblem } from '../config/config-problem.ts';
import { defaultConfig } from '../config/default-config.ts';
import { configPath, findConfig } from '../config/find-config.ts';
import { readConfig } from '../config/read-config.ts';
import { CannotReview } from '../github/cannot-review.ts';
import { RULE_IDS } from '../policy/rules.ts';
import type { Finding } from '../radius/review-contract.ts';
import { prose } from '../report/escape.ts';
import { plainFiles } from '../tree/plain-files.ts';
import type { RepoTree } from '../tree/repo-tree.ts';

export interface ConfigOfCommits {
  /** The base's: a pull request never chooses the rules it is reviewed by. */
  readonly config: Config;
  /** What a pull request does to it. */
  readonly findings: readonly Finding[];
}

type Read =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'wrong'; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the configuration that a review goes by.
 *
 * @param base the tree of the base commit
 * @param after what the merge would leave
 * @throws Needs; CannotReview where the base's own configuration can't be understood: defaults would be a guess
 */
export function configOfCommits(base: RepoTree, after: RepoTree): ConfigOfCommits {
  const read = readFrom(base);
  if (read.kind === 'wrong') {
    const lines = read.problems.map(
      (problem) => `- ${prose(`${configPath}:${problem.line}: ${problem.message}; ${problem.fix}`)}`,
    );
    const rest = 'Until the base branch holds a valid one, its pull requests can not be judged.';
    throw new CannotReview('The configuration is invalid', `${lines.join('\n')}\n\n${rest}`, true);
  }
  return { config: read.config, findings: isSame(base, after) ? [] : findingsOf(readFrom(after)) };
}

function readFrom(tree: RepoTree): Read {
  const found = findConfig(plainFiles(tree, { symlinks: 'absent' }));
  if (found.kind === 'absent') return { kind: 'config', config: defaultConfig };
  if (found.kind === 'unreadable')
    return { kind: 'wrong', problems: [{ message: found.message, fix: found.fix, line: 1, path: '' }] };
  const result = readConfig(found.source, RULE_IDS);
  return result.kind === 'config' ? result : { kind: 'wrong', problems: result.problems };
}

function isSame(base: RepoTree, after: RepoTree): boolean {
  const [one, other] = [base, after].map((tree) => plainFiles(tree, { symlinks: 'absent' }).find(configPath));
  return JSON.stringify(one) === JSON.stringify(other);
}

function findingsOf(read: Read): Finding[] {
  if (read.kind === 'wrong')
    return read.problems.map(({ message, line, fix }) => ({
      rule: 'invalid-configuration',
      severity: 'error',
      message,
      path: configPath,
      line,
      fix,
    }));
  const message = `this changes ${configPath}, and is itself reviewed by the rules of the base branch`;
  return [{ rule: 'configuration-changed', severity: 'notice', message, path: configPath, line: 1 }];
}
