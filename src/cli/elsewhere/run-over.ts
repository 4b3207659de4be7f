import type { ObjectFormat } from '../../git/objects/bare-directory.ts';
import { asResolution, gitDirectoriesOf } from '../../sources/contract/source-ref.ts';
import { PERSON } from '../../sources/settings/asker.ts';
import { drive, driveWithSources, type FetchObjects, type ResolveSources } from '../../tree/objects/drive.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { shownInSource } from '../../tree/sources/source-ref.ts';
import { SourceTable } from '../../tree/sources/source-table.ts';
import type { Io } from '../process/io.ts';
import type { FetchOptions } from './fetch-options.ts';
import { fetches, openSources } from './open-sources.ts';

/** What reads the objects of trees. */
export interface TreeReader {
  /** Loads objects for the trees. */
  readonly fetch: FetchObjects;
  /** How the objects are named. */
  readonly format: ObjectFormat;
  /** Reads the objects of other bare git directories too, by their absolute paths. */
  readonly readAlso: (gitDirectories: Iterable<string>) => Promise<void>;
}

/**
 * Runs a pure function over trees; where the environment says `FETCH=on`, over what they refer to elsewhere too.
 *
 * @param run gets what makes a tree one that holds that
 * @throws CliError where the settings are wrong; whatever reader and run throw
 */
export async function runOver<T>(
  { fetch, format, readAlso }: TreeReader,
  io: Pick<Io, 'progress'>,
  options: FetchOptions,
  run: (whole: (tree: RepoTree) => RepoTree) => T,
): Promise<T> {
  if (!fetches(options)) return drive(fetch, () => run((tree) => tree));
  const sources = await openSources('off', options);
  const resolve: ResolveSources = async (needed) => {
    io.progress(`fetching ${[...needed.keys()].map((key) => shownInSource(key, '')).join(', ')} …`);
    const resolved = await sources.resolve(needed, { format, asker: PERSON });
    await readAlso(gitDirectoriesOf(resolved.values()));
    return new Map([...resolved].map(([key, each]) => [key, asResolution(each)]));
  };
  try {
    const over = (table: SourceTable) => run((tree) => ({ ...tree, sources: table }));
    return (await driveWithSources({ fetch, resolve }, new SourceTable(), over)).result;
  } finally {
    sources.close();
  }
}
