import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import type { Lack } from '../../tree/sources/source-table.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { includedBy } from '../objects/included-repositories.ts';
import { readIgnorePatterns } from './ignore-pattern.ts';
import { sourceIgnores } from './source-ignores.ts';

/** What a source object says of the artifact that is made of its repository. */
export interface ArtifactFilter {
  /** The path that is the root of the artifact: empty for this repository, that of a mount for another. */
  readonly base: string;
  /** In the format of a `.sourceignore`, and over all of those. */
  readonly ignore: string;
  /** Whether that, or any `.sourceignore` that is checked out, holds a pattern: only version control is left out then. */
  readonly hasPatterns: boolean;
  /** Beginnings of the paths that are checked out; `undefined`: all. */
  readonly sparseCheckout: readonly string[] | undefined;
  /** What artifacts of other sources bring that are not had here. */
  readonly includes: readonly NotIncluded[];
  readonly recurseSubmodules: boolean;
}

/** A part of an artifact that is another one's. */
export interface NotIncluded {
  /** Its path among all files. */
  readonly at: string;
  /** Why it is not had, where that is known. */
  readonly lack: Lack | undefined;
}

/** Over any `.sourceignore`: nothing is left out. */
export const WHOLE_ARTIFACT: ArtifactFilter = {
  base: '',
  ignore: '!*',
  hasPatterns: true,
  sparseCheckout: undefined,
  includes: [],
  recurseSubmodules: false,
};

/**
 * @param source a GitRepository, or another kind of source; `undefined`: it says nothing, or is not in the repository
 * @param files the repository
 * @param base the path of what it stands for, where that is not this repository
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/source-controller api/v1 GitRepositorySpec; fluxcd/pkg artifact/storage SourceIgnoreFilter
 */
export function artifactFilter(source: Pick<Resource, 'node'> | undefined, files: Files, base = ''): ArtifactFilter {
  const node = source?.node;
  const ignore = textAt(node, 'spec', 'ignore');
  const sparseCheckout = sparseCheckoutOf(source);
  const ignores = sourceIgnores(files, base).filter((path) => isCheckedOutBy(sparseCheckout, path));
  // What is copied as it was pushed is unpacked as it is.
  if (textAt(node, 'spec', 'layerSelector', 'operation') === 'copy') return { ...WHOLE_ARTIFACT, base };
  return {
    base,
    ignore,
    hasPatterns: ignores.length > 0 || readIgnorePatterns(ignore, []).length > 0,
    sparseCheckout,
    includes: includedBy(source).map(({ to }) => ({ at: joinPath(base, to) ?? base, lack: undefined })),
    recurseSubmodules: textAt(node, 'spec', 'recurseSubmodules') === 'true',
  };
}

/** @returns the beginnings of paths that a source checks out; `undefined`, also where none is listed: all. */
export function sparseCheckoutOf(source: Pick<Resource, 'node'> | undefined): readonly string[] | undefined {
  const directories = itemsAt(source?.node, 'spec', 'sparseCheckout').map((item) => textAt(item).replace(/^\.\//, ''));
  return directories.length > 0 ? directories : undefined;
}

/** @see go-git/go-git plumbing/format/index Index.SkipUnless, which compares beginnings of names */
export function isCheckedOutBy(sparseCheckout: ArtifactFilter['sparseCheckout'], path: string): boolean {
  return sparseCheckout === undefined || sparseCheckout.some((prefix) => path.startsWith(prefix));
}
