import type { Resource } from '../../kustomize/model/resource.ts';

/** @returns a name without the hash of what was generated: it says what is in an object, not which one it is */
export function bareName({ name, trail }: Pick<Resource, 'name' | 'trail'>): string {
  return trail.generated?.needsHash === true || trail.origin.generated ? name.replace(/-[a-z0-9]{10}$/, '') : name;
}
