import { readFileSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import type { ConfigEdit } from '../../config/config-change.ts';
import { defaultConfig } from '../../config/default-config.ts';
import { configPath, type FoundConfig, findConfig } from '../../config/find-config.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { drive } from '../../tree/objects/drive.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { ObjectId, RepoTree } from '../../tree/objects/repo-tree.ts';
import { Source } from '../../yaml/node/source.ts';
import { cannotTell, usageError } from '../process/cli-error.ts';

/** The text of a configuration, and where it is. */
export interface ConfigText {
  readonly path: string;
  /** `undefined`: there is none. */
  readonly source: Source | undefined;
}

/**
 * The configuration of a tree, or of a file where the user names one.
 *
 * @throws CliError with every mistake in it, by line
 */
export async function loadConfig(
  file: string | undefined,
  tree: RepoTree,
  fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>,
): Promise<Config> {
  const found = file === undefined ? await drive(fetch, () => configOfTree(tree)) : configOfFile(file);
  if (found.source === undefined) return defaultConfig;
  // Only here: most repositories have no configuration, and need not wait for the schema library or the rules.
  const { readConfig } = await import('../../config/read-config.ts');
  const { hideInText } = await import('../../review/secrets/hide-in-text.ts');
  const { MASK } = await import('../../review/secrets/secret-values.ts');
  const { RULE_IDS } = await import('../../policy/judge/rules.ts');
  const result = readConfig(found.source, RULE_IDS);
  if (result.kind === 'config') return result.config;
  const lines = result.problems.map(
    ({ line, column, message, fix }) => `${found.path}:${line}:${column}: ${message}; ${fix}`,
  );
  throw cannotTell(`the configuration is invalid\n  ${hideInText(lines.join('\n  '), () => MASK)}`);
}

/**
 * The configuration by which a change is reviewed, and what the change does to it: nothing, where the user names a file.
 *
 * @param sides the trees before and after the change
 * @throws CliError with every mistake in the configuration before the change, unless the change only repairs it
 */
export async function loadConfigOfSides(
  file: string | undefined,
  { before, after }: { readonly before: RepoTree; readonly after: RepoTree },
  fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>,
): Promise<{ readonly config: Config; readonly configEdit?: ConfigEdit | undefined }> {
  if (file !== undefined) return { config: await loadConfig(file, before, fetch) };
  const found = await drive(fetch, () => mapAll([before, after], findConfigOf));
  if (found.every(({ kind }) => kind === 'absent')) return { config: defaultConfig };
  const { configChange } = await import('../../config/config-change.ts');
  const { RULE_IDS } = await import('../../policy/judge/rules.ts');
  const change = await drive(fetch, () => configChange(before, after, RULE_IDS));
  if (change.kind === 'judged') return { config: change.config, configEdit: change.edit };
  return { config: await loadConfig(undefined, before, fetch) };
}

/** @throws CliError where the file cannot be read */
export function configOfFile(path: string): ConfigText {
  try {
    return { path, source: new Source(readFileSync(path, 'utf8')) };
  } catch {
    throw usageError(`the configuration ${path} cannot be read; give a file with --config`);
  }
}

/** @throws Needs, or CliError if there is something else in its place that cannot be read */
function configOfTree(tree: RepoTree): ConfigText {
  const found = findConfigOf(tree);
  if (found.kind === 'unreadable') throw cannotTell(`${found.message}; ${found.fix}`);
  return { path: configPath, source: found.kind === 'found' ? found.source : undefined };
}

function findConfigOf(tree: RepoTree): FoundConfig {
  return findConfig(plainFiles(tree, { symlinks: 'absent' }));
}
