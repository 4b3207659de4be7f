import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { clampPath } from './flux-kustomization.ts';

/** Another repository whose artifact is a part of that of a GitRepository. */
export interface IncludedRepository {
  /** Of a GitRepository of the same namespace. */
  readonly name: string;
  /** Within its artifact, and within the one that it is a part of: what leads out of one ends at its root. */
  readonly from: string;
  readonly to: string;
  readonly node: Node;
}

/**
 * @param source a GitRepository
 * @returns what it includes, in order
 * @see fluxcd/source-controller api/v1 GitRepositoryInclude; cyphar/filepath-securejoin SecureJoin
 */
export function includedBy(source: Pick<Resource, 'node'> | undefined): readonly IncludedRepository[] {
  return itemsAt(source?.node, 'spec', 'include').map((node) => {
    const name = textAt(node, 'repository', 'name');
    return { name, from: clampPath(textAt(node, 'fromPath')), to: clampPath(textAt(node, 'toPath') || name), node };
  });
}
