import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { sameValue } from '../../yaml/print/same-value.ts';

/** @returns the names of objects of one kind that several roots hold, each otherwise */
export function differingTwins(objects: readonly Resource[]): ReadonlySet<string> {
  const first = new Map<string, Resource>();
  const divided = new Set<string>();
  for (const object of objects) {
    const name = objectName(object);
    const other = first.get(name) ?? object;
    first.set(name, other);
    if (other.node !== object.node && !sameValue(other.node, object.node)) divided.add(name);
  }
  return divided;
}
