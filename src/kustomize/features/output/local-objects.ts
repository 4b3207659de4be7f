import { Scalar } from '../../../yaml/node/node.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import { idText } from '../../model/identity.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { refuseDuplicates } from '../../model/resource-list.ts';
import { mayBeNameless } from '../../model/resources.ts';

/**
 * Drops what is meant for tools on the way, not for a cluster.
 *
 * @throws BuildError where a change has taken the kind or the name of an object, or two have become one
 * @see kustomize api/resource Factory.DropLocalNodes
 */
export function dropLocalObjects(resources: readonly Resource[]): readonly Resource[] {
  const kept = resources.filter((resource) => {
    const isNameless = resource.name === '' && !mayBeNameless(resource.kind);
    if (resource.kind === '' || isNameless) throw nameless(resource);
    const local = nodeAt(resource.node, 'metadata', 'annotations', 'config.kubernetes.io/local-config');
    return local === undefined || (local instanceof Scalar && local.text === 'false');
  });
  refuseDuplicates(kept);
  if (kept.length === resources.length) return resources;
  // kustomize drops by id, with the namespace as written: a local object that shares one with another stays.
  const ids = new Set(kept.map(writtenId));
  const dropped = new Set<string>();
  return resources.filter((resource) => {
    const id = writtenId(resource);
    if (ids.has(id)) return true;
    if (dropped.has(id)) throw twice(resource);
    dropped.add(id);
    return false;
  });
}

function writtenId({ gvk, namespace, name }: Resource): string {
  return idText({ ...gvk, namespace, name });
}

function twice(resource: Resource): Error {
  const { path } = resource.trail.origin;
  const fix = 'Remove one of them.';
  return failAt('duplicate-object', `${describeResource(resource)} is here twice as a local object`, {
    path,
    node: resource.node,
    fix,
  });
}

function nameless(resource: Resource): Error {
  const what = resource.kind === '' ? 'kind' : 'metadata.name';
  const { path } = resource.trail.origin;
  return failAt('invalid-object', `${describeResource(resource)} has lost its ${what}`, { path, node: resource.node });
}
