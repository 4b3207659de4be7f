import { failAt } from './problem.ts';
import { describe, type Resource } from './resource.ts';
import { refuseDuplicates } from './resource-list.ts';

/**
 * Drops what is meant for tools on the way, not for a cluster.
 *
 * @throws BuildError where a change has taken the kind or the name of an object, or two have become one
 * @see kustomize api/resource Factory.DropLocalNodes
 */
export function dropLocalObjects(resources: readonly Resource[]): readonly Resource[] {
  const kept = resources.filter((resource) => {
    if (resource.kind === '' || resource.name === '') throw nameless(resource);
    const local = resource.annotations().get('config.kubernetes.io/local-config');
    return local === undefined || local === 'false';
  });
  refuseDuplicates(kept);
  // kustomize drops by id: a local object that shares one with another stays.
  const ids = new Set(kept.map((resource) => resource.id));
  return kept.length === resources.length ? resources : resources.filter((resource) => ids.has(resource.id));
}

function nameless(resource: Resource): Error {
  const what = resource.kind === '' ? 'kind' : 'metadata.name';
  const { path } = resource.trail.origin;
  return failAt('invalid-object', `${describe(resource)} has lost its ${what}`, { path, node: resource.node });
}
