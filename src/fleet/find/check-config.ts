import type { Config } from '../../config/config.ts';
import { type ConfigPath, nodeAt, pathText, positionAt } from '../../config/config-problem.ts';
import { defaultConfig } from '../../config/default-config.ts';
import type { FoundConfig } from '../../config/find-config.ts';
import { readConfig } from '../../config/read-config.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { configuredOtherwise } from './configured-otherwise.ts';
import { unmatchedConfig } from './unmatched-config.ts';

/** A place of the configuration, and what is to be said of it. */
export interface CheckedPlace {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** As `clusters[1].path`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
}

/** What is understood of a configuration. Absent, unreadable and invalid are three things: only the first means defaults. */
export interface ConfigCheck {
  readonly status: 'valid' | 'absent' | 'unreadable' | 'invalid';
  /** Why it cannot be understood. */
  readonly problems: readonly CheckedPlace[];
  /** What is understood, and matches nothing in the repository. */
  readonly unmatched: readonly CheckedPlace[];
  /** Where it says something else than would be found without it, which is no mistake. */
  readonly otherwise: readonly CheckedPlace[];
  /** In promotion order. */
  readonly clusters: readonly {
    readonly name: string;
    readonly path: string;
    /** All of them, where there are several. */
    readonly paths?: readonly string[];
    readonly protected: boolean;
    readonly kubernetes?: string;
  }[];
  /** With every default; absent where it cannot be understood. */
  readonly config?: Config;
}

/**
 * Reads a configuration and holds it against the repository.
 *
 * @param rules the ids of all rules
 * @throws Needs where an object has not been fetched yet
 */
export function checkConfig(files: Files, found: FoundConfig, rules: ReadonlySet<string>): ConfigCheck {
  if (found.kind === 'unreadable') {
    const { message, fix } = found;
    return {
      status: 'unreadable',
      problems: [{ line: 1, column: 1, path: '', message, fix }],
      unmatched: [],
      otherwise: [],
      clusters: [],
    };
  }
  const source = found.kind === 'found' ? found.source : undefined;
  const read = source === undefined ? undefined : readConfig(source, rules);
  if (read?.kind === 'invalid')
    return { status: 'invalid', problems: read.problems, unmatched: [], otherwise: [], clusters: [] };
  const config = read?.config ?? defaultConfig;
  const { clusters, unmatched } = unmatchedConfig(files, config);
  return {
    status: source === undefined ? 'absent' : 'valid',
    problems: [],
    unmatched: unmatched.map((each) => placed(each, source)),
    otherwise: configuredOtherwise(files, config).map((each) => placed(each, source)),
    clusters: clusters.map(({ name, path, paths, protected: isProtected, kubernetes }) => ({
      ...{ name, path },
      ...(paths.length > 1 ? { paths } : {}),
      protected: isProtected,
      ...(kubernetes === undefined ? {} : { kubernetes }),
    })),
    config,
  };
}

function placed(
  { path, message }: { readonly path: ConfigPath; readonly message: string },
  source: Source | undefined,
): CheckedPlace {
  return { ...placeIn(source, path), path: pathText(path), message };
}

function placeIn(source: Source | undefined, path: ConfigPath): Pick<CheckedPlace, 'line' | 'column'> {
  const [root] = source === undefined ? [] : parseYaml(source).documents;
  const place = root && nodeAt(root, path).place;
  return place === undefined ? { line: 1, column: 1 } : positionAt(place.source, place.offset);
}
