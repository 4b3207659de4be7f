import { changedPaths } from '../tree/files/changed-paths.ts';
import type { Files } from '../tree/files/files.ts';
import { plainFiles } from '../tree/files/plain-files.ts';
import type { RepoTree } from '../tree/objects/repo-tree.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';
import { defaultConfig } from './default-config.ts';
import { configPath, findConfig, misnamedConfigs } from './find-config.ts';
import { readConfig } from './read-config.ts';

/** What a merge that can be judged does to the configuration. */
export type ConfigEdit =
  /** It stays valid; the merge is judged by the base's all the same. */
  | { readonly kind: 'edited'; readonly becomes: Config }
  /** It would not be valid any more. */
  | { readonly kind: 'broken'; readonly problems: readonly ConfigProblem[] }
  /** It is not valid, and the merge does nothing but make it so. */
  | { readonly kind: 'repaired'; readonly becomes: Config; readonly problems: readonly ConfigProblem[] };

/**
 * What a merge does to the configuration, and the configuration by which it is to be judged: the base's, or what repairs
 * it.
 */
type ConfigChange =
  | { readonly kind: 'judged'; readonly config: Config; readonly edit?: ConfigEdit }
  /** The base's is not valid: nothing can be judged. `isRepaired`: the merge makes it valid, among other things. */
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[]; readonly isRepaired: boolean };

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
  const filesBefore = plainFiles(base, { symlinks: 'absent' });
  const filesAfter = plainFiles(after, { symlinks: 'absent' });
  const was = stateOf(filesBefore, rules);
  const isTouched = !isSame(filesBefore, filesAfter);
  if (!isTouched && was.kind === 'config') return { kind: 'judged', config: was.config };
  const becomes = isTouched ? stateOf(filesAfter, rules) : was;
  if (was.kind === 'invalid') {
    const { problems } = was;
    if (becomes.kind === 'invalid') return { kind: 'invalid', problems, isRepaired: false };
    const own = new Set([configPath, ...misnamedConfigs(filesBefore)]);
    const isAlone = changedPaths(base, after).every(({ path }) => own.has(path));
    if (!isAlone) return { kind: 'invalid', problems, isRepaired: true };
    const edit = { kind: 'repaired', becomes: becomes.config, problems } as const;
    return { kind: 'judged', config: notLax(becomes.config), edit };
  }
  const { config } = was;
  const edit: ConfigEdit =
    becomes.kind === 'config'
      ? { kind: 'edited', becomes: becomes.config }
      : { kind: 'broken', problems: becomes.problems };
  return { kind: 'judged', config, edit };
}

/** No merge lets itself pass: what repairs the configuration may say that nothing blocks from then on, not before. */
function notLax(config: Config): Config {
  const { overrides, checks } = defaultConfig;
  return { ...config, overrides, checks: { ...config.checks, advisory: checks.advisory } };
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

function isSame(before: Files, after: Files): boolean {
  const [one, other] = [before, after].map((files) => {
    const found = files.find(configPath);
    return JSON.stringify(found.kind === 'absent' ? [found, misnamedConfigs(files)] : found);
  });
  return one === other;
}
