import { failAt } from './problem.ts';
import { describeResource, type Resource } from './resource.ts';

/**
 * Adds resources to others, in order.
 *
 * @throws BuildError where two have the same id
 * @see kustomize api/resmap ResMap.AppendAll
 */
export function appendAll(resources: readonly Resource[], added: readonly Resource[]): readonly Resource[] {
  if (resources.length === 0 && added.length <= 1) return added;
  const all = [...resources, ...added];
  refuseDuplicates(all);
  return all;
}

/** @throws BuildError where two resources have the same id, naming both places. */
export function refuseDuplicates(resources: readonly Resource[]): void {
  const seen = new Map<string, Resource>();
  for (const resource of resources) {
    const first = seen.get(resource.id);
    if (first !== undefined) throw duplicate(resource, first);
    seen.set(resource.id, resource);
  }
}

function duplicate(resource: Resource, first: Resource): Error {
  const { origin } = first.trail;
  const where = origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`;
  return failAt('duplicate-object', `${describeResource(resource)} is already in this build, from ${where}`, {
    path: resource.trail.origin.path,
    node: resource.node,
    fix: 'Remove one of the two, or give one of them a different name or namespace.',
  });
}
