import type { ObjectFormat } from '../../git/objects/bare-directory.ts';
import { asResolution, gitDirectoriesOf } from '../../sources/contract/source-ref.ts';
import { drive, driveWithSources, type FetchObjects, type ResolveSources } from '../../tree/objects/drive.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { SourceTable } from '../../tree/sources/source-table.ts';
import type { Io } from '../process/io.ts';
import { Elsewhere } from './elsewhere.ts';
import type { FetchOptions } from './fetch-options.ts';
import { fetches } from './open-sources.ts';

/** What reads the objects of trees. */
export interface TreeReader {
  /** Loads objects for the trees. */
  readonly fetch: FetchObjects;
  /** How the objects are named. */
  readonly format: ObjectFormat;
  /** Reads the objects of other bare git directories too, by their absolute paths. */
  readonly readAlso: (gitDirectories: Iterable<string>) => Promise<void>;
}

/** Makes a tree one that holds what it refers to elsewhere. */
type Whole = (tree: RepoTree) => RepoTree;

/**
 * Runs a pure function over trees; where the environment says `FETCH=on`, over what they refer to elsewhere too.
 *
 * @throws CliError where the settings are wrong; whatever reader and run throw
 */
export function runOver<T>(
  reader: TreeReader,
  io: Pick<Io, 'progress' | 'note'>,
  options: FetchOptions,
  run: (whole: Whole) => T,
): Promise<T> {
  return withElsewhere(io, options, async (elsewhere) => (await runWith(reader, elsewhere, run)).result);
}

/**
 * @param use gets what fetches; `undefined` where the environment does not say `FETCH=on`
 * @throws CliError where the settings are wrong; whatever use throws
 */
export async function withElsewhere<T>(
  io: Pick<Io, 'progress' | 'note'>,
  options: FetchOptions,
  use: (elsewhere: Elsewhere | undefined) => Promise<T>,
): Promise<T> {
  if (!fetches(options)) return use(undefined);
  const elsewhere = new Elsewhere(io, options);
  try {
    return await use(elsewhere);
  } finally {
    elsewhere.close();
  }
}

/**
 * Runs a pure function over trees and what they refer to elsewhere.
 *
 * @returns what it returns, and what all that it asked for elsewhere stood for
 * @throws CliError where the settings are wrong; whatever reader and run throw
 */
export async function runWith<T>(
  { fetch, format, readAlso }: TreeReader,
  elsewhere: Elsewhere | undefined,
  run: (whole: Whole) => T,
): Promise<{ readonly result: T; readonly sources?: SourceTable }> {
  if (elsewhere === undefined) return { result: await drive(fetch, () => run((tree) => tree)) };
  const resolve: ResolveSources = async (needed) => {
    const resolved = await elsewhere.resolve(needed, format);
    await readAlso(gitDirectoriesOf(resolved.values()));
    return new Map([...resolved].map(([key, each]) => [key, asResolution(each)]));
  };
  const over = (table: SourceTable) => run((tree) => ({ ...tree, sources: table }));
  return driveWithSources({ fetch, resolve }, new SourceTable(), over);
}
