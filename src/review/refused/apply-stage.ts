import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';

/** Kinds that others need to be there, each with the start of its API version. */
const DEFINITIONS: readonly (readonly [string, string])[] = [
  ['customresourcedefinition', 'apiextensions.k8s.io/'],
  ['clusterrole', 'rbac.authorization.k8s.io/'],
];

/** Stages of one root, or of one step of a ResourceSet. */
const STAGES = 4;

/** @returns when an object is applied, as {@link applyStage} gives it; in a ResourceSet with steps, step by step */
export function stageIn({ resource, root }: InventoryObject, customKinds: ReadonlySet<string>): number {
  const step = root.set?.steps.get(resource.id) ?? 0;
  return STAGES * step + applyStage(resource, root.set === undefined ? customKinds : new Set());
}

/**
 * @param customKinds as the controller is told by `--custom-apply-stage-kinds`
 * @returns when Flux applies an object of a root: it validates and applies what defines others first, then classes, then
 *   the kinds that it is told, then all else, and does not get to the next of these where one object is refused
 * @see fluxcd/pkg ssa/manager_apply.go ApplyAllStaged
 */
function applyStage({ apiVersion, kind, gvk }: Resource, customKinds: ReadonlySet<string>): number {
  const name = kind.toLowerCase();
  const isNamespace = name === 'namespace' && apiVersion === 'v1';
  if (isNamespace || DEFINITIONS.some(([each, start]) => each === name && apiVersion.startsWith(start))) return 0;
  if (kind.endsWith('Class')) return 1;
  return customKinds.has(kindKey(gvk)) ? 2 : 3;
}
