import { changedPaths } from '../tree/files/changed-paths.ts';
import type { Files } from '../tree/files/files.ts';
import { plainFiles } from '../tree/files/plain-files.ts';
import type { RepoTree } from '../tree/objects/repo-tree.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';
import { defaultConfig } from './default-config.ts';
import { configPath, findConfig } from './find-config.ts';
import { readConfig } from './read-config.ts';

/** A merge that changes a valid configuration, and is judged by it. */
export type ConfigEdit =
  /** It stays valid. */
  | { readonly kind: 'edited' }
  /** It would not be valid any more. */
  | { readonly kind: 'broken'; readonly problems: readonly ConfigProblem[] };

/** What a merge does to the configuration, and the configuration by which it is to be judged: always the base's. */
type ConfigChange =
  | { readonly kind: 'untouched'; readonly config: Config }
  | (ConfigEdit & { readonly config: Config })
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
  const filesBefore = plainFiles(base, { symlinks: 'absent' });
  const filesAfter = plainFiles(after, { symlinks: 'absent' });
  const was = stateOf(filesBefore, rules);
  if (isSame(filesBefore, filesAfter)) return was.kind === 'config' ? { kind: 'untouched', config: was.config } : was;
  const becomes = stateOf(filesAfter, rules);
  if (was.kind === 'invalid') {
    if (becomes.kind === 'invalid') return was;
    const isAlone = changedPaths(base, after).every(({ path }) => path === configPath);
    return { kind: 'repaired', problems: was.problems, isAlone };
  }
  const { config } = was;
  return becomes.kind === 'config'
    ? { kind: 'edited', config }
    : { kind: 'broken', config, problems: becomes.problems };
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
  return JSON.stringify(before.find(configPath)) === JSON.stringify(after.find(configPath));
}
