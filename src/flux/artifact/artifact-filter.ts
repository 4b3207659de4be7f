import type { Resource } from '../../kustomize/model/resource.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath } from '../objects/flux-kustomization.ts';

/** What a source object says of the artifact that is made of its repository. */
export interface ArtifactFilter {
  /** In the format of a `.sourceignore`, and over all of those. */
  readonly ignore: string;
  /** Beginnings of the paths that are checked out; `undefined`: all. */
  readonly sparseCheckout: readonly string[] | undefined;
  /** Directories that hold the artifacts of other sources. */
  readonly includes: readonly string[];
  readonly recurseSubmodules: boolean;
}

/** Where a source says nothing, or is not in the repository. */
export const WHOLE_REPOSITORY: ArtifactFilter = {
  ignore: '',
  sparseCheckout: undefined,
  includes: [],
  recurseSubmodules: false,
};

/**
 * @param source a GitRepository, or another kind of source
 * @see fluxcd/source-controller api/v1 GitRepositorySpec; go-git Index.SkipUnless, which compares beginnings of names
 */
export function artifactFilter(source: Resource | undefined): ArtifactFilter {
  if (source === undefined) return WHOLE_REPOSITORY;
  const { node } = source;
  const directories = itemsAt(node, 'spec', 'sparseCheckout').map((item) => textAt(item).replace(/^\.\//, ''));
  return {
    ignore: textAt(node, 'spec', 'ignore'),
    sparseCheckout: nodeAt(node, 'spec', 'sparseCheckout')?.kind === 'sequence' ? directories : undefined,
    includes: itemsAt(node, 'spec', 'include').map((item) => {
      return clampPath(textAt(item, 'toPath') || textAt(item, 'repository', 'name'));
    }),
    recurseSubmodules: textAt(node, 'spec', 'recurseSubmodules') === 'true',
  };
}
