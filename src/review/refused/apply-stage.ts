import type { Resource } from '../../kustomize/model/resource.ts';

/** Kinds that others need to be there, each with the start of its API version. */
const DEFINITIONS: readonly (readonly [string, string])[] = [
  ['customresourcedefinition', 'apiextensions.k8s.io/'],
  ['clusterrole', 'rbac.authorization.k8s.io/'],
];

/**
 * @returns when Flux applies an object of a root: it validates and applies what defines others first, then classes, then
 *   all else, and does not get to the next of these where one object is refused
 * @see fluxcd/pkg ssa/manager_apply.go ApplyAllStaged
 */
export function applyStage({ apiVersion, kind }: Resource): number {
  const name = kind.toLowerCase();
  const isNamespace = name === 'namespace' && apiVersion === 'v1';
  if (isNamespace || DEFINITIONS.some(([each, start]) => each === name && apiVersion.startsWith(start))) return 0;
  return kind.endsWith('Class') ? 1 : 2;
}
