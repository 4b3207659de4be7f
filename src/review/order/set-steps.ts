import { makerOf, type Root } from '../../flux/roots/inventory.ts';
import type { RootIndex } from '../../flux/roots/root-index.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/**
 * @returns the roots that a ResourceSet waits for once it has applied them: those in a step before its last, and with
 *   `wait` all
 * @see flux-operator docs/api/v1/resourceset.md, Steps configuration, Health check configuration
 */
export function awaitedOf(parent: Root, roots: RootIndex): readonly Root[] {
  const { set } = parent;
  if (set === undefined) return [];
  const own = roots.all.filter((each) => each.kept?.why !== 'left' && roots.parentOf(each) === parent);
  if (textAt(set.holder.resource.node, 'spec', 'wait') === 'true') return own;
  const last = Math.max(...set.steps.values());
  return own.filter((each) => (stepOf(each, parent) ?? last) < last);
}

/** @returns the roots in the steps of a ResourceSet that come before the one that holds a root */
export function inStepsBefore(root: Root, parent: Root | undefined, roots: RootIndex): readonly Root[] {
  const step = parent && stepOf(root, parent);
  if (parent === undefined || step === undefined || step === 0) return [];
  return roots.all.filter((each) => roots.parentOf(each) === parent && (stepOf(each, parent) ?? step) < step);
}

function stepOf(root: Root, { set }: Root): number | undefined {
  const resource = root.flux?.resource ?? makerOf(root)?.resource;
  return resource && set?.steps.get(resource.id);
}
