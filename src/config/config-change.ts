import { changedPaths } from '../tree/files/changed-paths.ts';
import type { Files } from '../tree/files/files.ts';
import { plainFiles } from '../tree/files/plain-files.ts';
import type { RepoTree } from '../tree/objects/repo-tree.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';
import { defaultConfig } from './default-config.ts';
import { configPath, findConfig } from './find-config.ts';
import { readConfig } from './read-config.ts';

/** What a merge does to the configuration, and the configuration by which it is to be judged: always the base's. */
export type ConfigChange =
  | { readonly kind: 'untouched'; readonly config: Config }
  /** It changes, and stays valid. */
  | { readonly kind: 'edited'; readonly config: Config }
  /** It was valid, and would not be any more. */
  | { readonly kind: 'broken'; readonly config: Config; readonly problems: readonly ConfigProblem[] }
  /** It is not valid, and the merge leaves it so: nothing can be judged. */
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] }
  /** It is not valid, and would be: `isAlone` where the merge does nothing else, and so needs no judging. */
  | { readonly kind: 'repaired'; readonly problems: readonly ConfigProblem[]; readonly isAlone: boolean };

/**
 * Reads the configuration on both sides of a merge. A file that cannot be read is as wrong as one that is not valid:
 * only where there is none do the defaults hold.
 *
 * @param base the tree of the base commit
 * @param after what the merge would leave
 * @param rules the ids of all rules
 * @throws Needs where an object has not been fetched yet
 */
export function configChange(base: RepoTree, after: RepoTree, rules: ReadonlySet<string>): ConfigChange {
  const [former, latter] = [base, after].map((tree) => plainFiles(tree, { symlinks: 'absent' }));
  if (former === undefined || latter === undefined) return { kind: 'untouched', config: defaultConfig };
  const before = stateOf(former, rules);
  if (isSame(former, latter)) return before.kind === 'config' ? { kind: 'untouched', config: before.config } : before;
  const then = stateOf(latter, rules);
  if (before.kind === 'invalid') {
    if (then.kind === 'invalid') return before;
    const isAlone = changedPaths(base, after).every(({ path }) => path === configPath);
    return { kind: 'repaired', problems: before.problems, isAlone };
  }
  const { config } = before;
  return then.kind === 'config' ? { kind: 'edited', config } : { kind: 'broken', config, problems: then.problems };
}

type State =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] };

function stateOf(files: Files, rules: ReadonlySet<string>): State {
  const found = findConfig(files);
  if (found.kind === 'absent') return { kind: 'config', config: defaultConfig };
  if (found.kind === 'found') return readConfig(found.source, rules);
  return { kind: 'invalid', problems: [{ message: found.message, fix: found.fix, line: 1, column: 1, path: '' }] };
}

function isSame(former: Files, latter: Files): boolean {
  return JSON.stringify(former.find(configPath)) === JSON.stringify(latter.find(configPath));
}
