import { Scalar } from '../../../yaml/node/node.ts';
import { asksFor, type BuildMetadata } from '../../context/build-metadata.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { addPairs } from '../labels/labels.ts';

/** What kustomize calls itself where its version is not known, as in Flux, which builds with it as a library. */
const VERSION = 'kustomize-(devel)';

/**
 * Labels every object as kustomize's, where `buildMetadata` or the command asks for it.
 *
 * @see kustomize api/krusty/kustomizer.go Run
 */
export function addManagedBy(
  resources: readonly Resource[],
  kustomization: Scope & BuildMetadata,
  isAsked: boolean,
): readonly Resource[] {
  if (!isAsked && !asksFor(kustomization, 'managedByLabel')) return resources;
  const pairs = new Map([['app.kubernetes.io/managed-by', new Scalar(VERSION, 'str')]]);
  const field = { group: '', version: '', kind: '', path: 'metadata/labels', create: true };
  return addPairs(resources, kustomization, 'adding the managed-by label', pairs, [field]);
}
