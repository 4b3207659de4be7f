import { refKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';

/** @returns a name without the hash of what was generated: it says what is in an object, not which one it is */
export function bareName({ name, trail }: Pick<Resource, 'name' | 'trail'>): string {
  return trail.generated?.needsHash === true || trail.origin.generated ? name.replace(/-[a-z0-9]{10}$/, '') : name;
}

/** @returns the same for an object and for one of another cluster that only has other things in it */
export function bareKey(resource: Resource): string {
  const { gvk, kind, namespace } = resource;
  return refKey({ group: gvk.group, kind, namespace, name: bareName(resource) });
}

/** @returns a text that ends like a generated name without that ending: that something else differs is told of that */
export function withoutHash(text: string): string {
  return text.replace(/-[bcdfghkmt2456789]{10}$/, '');
}
